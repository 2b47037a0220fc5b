"""Text to vector: the model that ships with the program, or any LangChain `Embeddings` behind the same face."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from assistant.errors import EmbeddingError
from assistant.knowledge.onnx_graphs import one_thread_session, spread
from assistant.knowledge.shipped import ShippedModel
from assistant.knowledge.terms import is_chinese

if TYPE_CHECKING:
    import numpy as np
    from langchain_core.embeddings import Embeddings
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    Vectors = NDArray[np.float32]

TURN = "question.npy"
SHIPPED_MODEL = Path(__file__).parent / "minilm"


class Embedder(Protocol):
    """What the core asks of an embedding model; vectors of different identities cannot be compared."""

    @property
    def identity(self) -> str: ...

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """Unit vectors, float32, shape (len(texts), dimension). Raises EmbeddingError."""
        ...

    def embed_question(self, question: str) -> "Vectors":
        """A unit vector, float32, shape (dimension,), to be compared with those of `embed`."""
        ...


def embedding_from(name: str) -> Embedder:
    """The model called `name`: "shipped", or a LangChain one such as "openai:text-embedding-3-small".

    Raises EmbeddingError where it cannot be had.
    """
    if name == "shipped":
        return ShippedEmbedding()
    from langchain.embeddings import init_embeddings

    try:
        return LangChainEmbedding(name, init_embeddings(name))
    except Exception as error:  # each provider's package fails in its own way
        raise EmbeddingError(
            f"embedding model {name!r} cannot be used: {_one_line(error)}; "
            "check its name, its package and its key, or set it to 'shipped'"
        ) from error


class ShippedEmbedding:
    """all-MiniLM-L6-v2, int8, on the CPU. A text is cut at 256 word pieces (about 200 English words).

    The model is read when the first text is embedded: many a command needs its identity alone.
    """

    dimension = 384

    def __init__(self, folder: Path = SHIPPED_MODEL) -> None:
        """Raises EmbeddingError where the model's checksums are missing; `embed`, where a file is damaged."""
        self._shipped = ShippedModel(folder, "embedding", ("model.onnx", "tokenizer.json", TURN), EmbeddingError)
        self.identity = f"all-MiniLM-L6-v2-int8:{self._shipped.sums['model.onnx'][:12]}"

    @cached_property
    def _model(self) -> "tuple[Tokenizer, InferenceSession]":
        self._shipped.verify()
        from tokenizers import Tokenizer

        session = one_thread_session(self._shipped.folder / "model.onnx")
        return Tokenizer.from_file(str(self._shipped.folder / "tokenizer.json")), session

    @cached_property
    def _turn(self) -> "Vectors":
        """A linear map and, in its last row, a shift: shape (385, 384)."""
        import numpy as np

        _ = self._model  # where the files are verified
        turn: Vectors = np.load(self._shipped.folder / TURN, allow_pickle=False).astype(np.float32)
        return turn

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """Unit vectors, float32, shape (len(texts), 384); each depends on its own text only."""
        import numpy as np

        return np.array(spread(self._vector, texts), dtype=np.float32).reshape(len(texts), self.dimension)

    def embed_question(self, question: str) -> "Vectors":
        """The vector that `embed` gives the text, turned to where the passages lie that answer such a question.

        The turn is learned by `scripts/train_reranker`, from English: a question in Chinese is left as it is.
        """
        import numpy as np

        plain = self._vector(question)
        if is_chinese(question):
            return plain
        turned = np.append(plain, np.float32(1)) @ self._turn
        vector: Vectors = turned / np.linalg.norm(turned)
        return vector

    def _vector(self, text: str) -> "Vectors":
        import numpy as np

        tokenizer, session = self._model
        # Half of a surrogate pair, as a message cut by a chat client may end in, is no text to the tokenizer.
        encodable = text.encode(errors="replace").decode()
        word_pieces = np.array([tokenizer.encode(encodable).ids], dtype=np.int64)
        # One text a run: activations are quantised over the whole batch, so company would change the vector.
        vector: Vectors = session.run(["embedding"], {"input_ids": word_pieces})[0][0]
        return vector


class LangChainEmbedding:
    """Any LangChain `Embeddings` as an `Embedder`, its vectors brought to unit length."""

    def __init__(self, identity: str, embeddings: "Embeddings") -> None:
        """`identity` is the name that the vectors are stored under."""
        self.identity = identity
        self._embeddings = embeddings

    def embed(self, texts: Sequence[str]) -> "Vectors":
        """Unit vectors, float32, shape (len(texts), dimension); (0, 0) for no texts."""
        import numpy as np

        if not texts:
            return np.empty((0, 0), dtype=np.float32)
        return self._unit(lambda: self._embeddings.embed_documents(list(texts)), len(texts))

    def embed_question(self, question: str) -> "Vectors":
        """Some models embed a question otherwise than the passages that answer it."""
        vector: Vectors = self._unit(lambda: [self._embeddings.embed_query(question)], 1)[0]
        return vector

    def _unit(self, give: Callable[[], list[list[float]]], count: int) -> "Vectors":
        import numpy as np

        try:
            vectors = np.array(give(), dtype=np.float32)
        except Exception as error:  # each provider's package fails in its own way
            raise EmbeddingError(
                f"embedding model {self.identity!r} failed: {_one_line(error)}; check its service and try again"
            ) from error
        if vectors.ndim != 2 or len(vectors) != count:
            raise EmbeddingError(
                f"embedding model {self.identity!r} gave vectors of shape {vectors.shape} "
                f"for {count} texts; choose another model"
            )
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise EmbeddingError(
                f"embedding model {self.identity!r} gave a vector without a direction; choose another model"
            )
        unit: Vectors = vectors / lengths
        return unit


def _one_line(error: Exception) -> str:
    return f"{' '.join(str(error).split()):.200}".rstrip(".") or type(error).__name__
