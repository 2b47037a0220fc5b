"""A plain LangChain pipeline to compare with: its recursive splitter, Chroma, and the same embedding model."""

from collections.abc import Mapping

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.knowledge.embedding import ShippedEmbedding
from eval.character_spans import Slice
from eval.retrieval import Retriever

CHARACTERS = 500
BATCH = 1000


class ShippedModel(Embeddings):
    """The shipped model behind LangChain's face."""

    def __init__(self) -> None:
        self._model = ShippedEmbedding()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._model.embed(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self._model.embed([text])[0].tolist()
        return vector


def plain_pipeline(texts: Mapping[str, str]) -> Retriever:
    """The nearest pieces of 500 characters of these texts, which go by their source."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHARACTERS, chunk_overlap=0, add_start_index=True)
    whole = [Document(text, metadata={"source": source}) for source, text in texts.items()]
    pieces = splitter.split_documents(whole)
    store = Chroma("plain", ShippedModel(), client_settings=Settings(anonymized_telemetry=False))
    store.reset_collection()
    for first in range(0, len(pieces), BATCH):
        store.add_documents(pieces[first : first + BATCH])

    def retrieve(question: str, k: int, source: str | None = None) -> list[Slice]:
        found = store.similarity_search(question, k, filter={"source": source} if source else None)
        return [_slice(piece) for piece in found]

    return retrieve


def _slice(piece: Document) -> Slice:
    start = piece.metadata["start_index"]
    return Slice(piece.metadata["source"], start, start + len(piece.page_content))
