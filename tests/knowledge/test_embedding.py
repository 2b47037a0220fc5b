import json
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.embeddings import Embeddings

from assistant.errors import EmbeddingError
from assistant.knowledge.embedding import (
    SHIPPED_MODEL,
    LangChainEmbedding,
    ShippedEmbedding,
    embedding_from,
)

REFERENCE = json.loads((Path(__file__).parent / "minilm_reference.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def shipped() -> ShippedEmbedding:
    return ShippedEmbedding()


def test_vectors_are_those_of_the_full_model(shipped: ShippedEmbedding) -> None:
    vectors = shipped.embed([row["text"] for row in REFERENCE])
    expected = np.array([row["vector"] for row in REFERENCE], dtype=np.float32)
    cosines = (vectors * expected).sum(axis=1)
    # int8 weights cost a hundredth of cosine on English prose, and more on short texts in other languages, which the
    # model splits into rare word pieces. Processors without VNNI saturate some products, which costs up to 0.02 more.
    assert cosines.min() >= 0.96
    assert cosines.mean() >= 0.985


TEXTS = st.text(max_size=60) | st.sampled_from([row["text"] for row in REFERENCE])


@given(text=TEXTS, before=st.lists(TEXTS, max_size=4), after=st.lists(TEXTS, max_size=4))
def test_a_vector_depends_on_its_text_only(
    shipped: ShippedEmbedding, text: str, before: list[str], after: list[str]
) -> None:
    alone = shipped.embed([text])[0]
    among = shipped.embed([*before, text, *after])[len(before)]
    assert alone.tobytes() == among.tobytes()


@given(text=TEXTS)
def test_a_vector_has_unit_length(shipped: ShippedEmbedding, text: str) -> None:
    vector = shipped.embed([text])[0]
    assert vector.dtype == np.float32
    assert math.isclose(float(np.linalg.norm(vector)), 1.0, abs_tol=1e-5)


def test_no_texts_give_no_vectors(shipped: ShippedEmbedding) -> None:
    assert shipped.embed([]).shape == (0, shipped.dimension)


def test_the_model_leaves_nothing_in_the_users_home(tmp_path: Path) -> None:
    code = "from assistant.knowledge.embedding import ShippedEmbedding; ShippedEmbedding().embed(['text'])"
    home = os.environ | {"HOME": str(tmp_path), "XDG_CACHE_HOME": "", "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=home, cwd=tmp_path, check=True, timeout=600)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("question", ["Who chairs the JSC?", "", "什么是联合指导委员会？", "law " * 5000])
def test_a_question_has_a_unit_vector_of_its_own_near_to_its_texts(shipped: ShippedEmbedding, question: str) -> None:
    turned, [plain] = shipped.embed_question(question), shipped.embed([question])
    assert turned.dtype == np.float32
    assert np.linalg.norm(turned) == pytest.approx(1, abs=1e-5)
    assert turned @ plain > 0.5


def test_half_a_surrogate_pair_is_embedded_like_a_question_mark(shipped: ShippedEmbedding) -> None:
    cut, spelt = shipped.embed(["deal \ud83e", "deal ?"])
    assert np.array_equal(cut, spelt)


def test_what_lies_beyond_256_word_pieces_does_not_count(shipped: ShippedEmbedding) -> None:
    long, full, short = shipped.embed(["alliance " * count for count in (300, 254, 253)])
    assert np.array_equal(long, full)
    assert not np.array_equal(long, short)


def test_identity_names_the_model_and_its_checksum(shipped: ShippedEmbedding) -> None:
    digest = (SHIPPED_MODEL / "SHA256SUMS").read_text(encoding="utf-8")[:12]
    assert shipped.identity == f"all-MiniLM-L6-v2-int8:{digest}"


def flip_a_byte(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "question.npy"])
@pytest.mark.parametrize(("harm", "problem"), [(flip_a_byte, "damaged"), (Path.unlink, "incomplete")])
def test_a_damaged_model_is_refused(tmp_path: Path, name: str, harm: Callable[[Path], None], problem: str) -> None:
    folder = tmp_path / "minilm"
    shutil.copytree(SHIPPED_MODEL, folder)
    harm(folder / name)
    with pytest.raises(EmbeddingError, match=rf"{name}.*{problem}|{problem}.*{name}") as caught:
        ShippedEmbedding(folder).embed(["text"])
    assert str(caught.value).endswith("; reinstall ally")


@pytest.mark.parametrize("sums", ["", "no sums", "not a list of sums"])
def test_a_model_without_its_checksums_has_no_identity(tmp_path: Path, sums: str) -> None:
    (tmp_path / "minilm").mkdir()
    (tmp_path / "minilm" / "SHA256SUMS").write_text(sums)
    with pytest.raises(EmbeddingError, match=r"incomplete.*; reinstall ally"):
        ShippedEmbedding(tmp_path / "minilm")


class FixedEmbeddings(Embeddings):
    """Answers every request with the vectors it was given, or raises the error it was given."""

    def __init__(self, answer: list[list[float]] | Exception) -> None:
        self.answer = answer

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_a_langchain_model_gives_unit_vectors_under_its_name() -> None:
    embedder = LangChainEmbedding("acme:large", FixedEmbeddings([[3.0, 4.0], [0.0, 2.0]]))
    assert embedder.identity == "acme:large"
    assert embedder.embed(["a", "b"]).dtype == np.float32
    assert embedder.embed(["a", "b"]) == pytest.approx(np.array([[0.6, 0.8], [0.0, 1.0]]))
    assert len(embedder.embed([])) == 0


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (ConnectionError("no route\nto host"), "failed: no route to host; check"),
        (ConnectionError(), "failed: ConnectionError; check"),
        ([[1.0, 0.0], [1.0]], "failed: "),
        ([[1.0, 0.0]], r"shape \(1, 2\) for 2 texts"),
        ([], r"shape \(0,\) for 2 texts"),
        ([[1.0, 0.0], [0.0, 0.0]], "without a direction"),
        ([[1.0, 0.0], [math.nan, 0.0]], "without a direction"),
    ],
)
def test_a_failing_langchain_model_is_an_embedding_error(answer: list[list[float]] | Exception, problem: str) -> None:
    with pytest.raises(EmbeddingError, match=problem) as caught:
        LangChainEmbedding("acme:large", FixedEmbeddings(answer)).embed(["a", "b"])
    assert "'acme:large'" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["", "nonsense", "nobody:nothing"])
def test_an_unknown_model_is_refused_by_name(name: str) -> None:
    with pytest.raises(EmbeddingError, match="cannot be used") as caught:
        embedding_from(name)
    assert repr(name) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_shipped_is_the_name_of_the_shipped_model(shipped: ShippedEmbedding) -> None:
    assert embedding_from("shipped").identity == shipped.identity


def test_no_runtime_is_loaded_for_the_identity_alone() -> None:
    program = (
        "import sys\n"
        "from assistant.knowledge.embedding import embedding_from\n"
        "assert embedding_from('shipped').identity\n"
        "loaded = {'onnxruntime', 'tokenizers', 'langchain'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {loaded}' if loaded else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
