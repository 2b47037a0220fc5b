"""The trained cross-encoder as the int8 ONNX graph that ships in `assistant/retrieval/cross_encoder/`."""

import importlib.metadata
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from scripts.export_embedding import PACKAGES, WEIGHTS_SHA256, sha256
from scripts.train_reranker.model import PairScorer

PROVENANCE = Path(__file__).with_name("provenance.md")


class PairProbability(torch.nn.Module):  # type: ignore[misc]
    """Word pieces of one pair, shape (1, n), to the probability that the passage answers, shape (1,)."""

    def __init__(self, scorer: PairScorer) -> None:
        super().__init__()
        self.scorer = scorer

    def forward(self, input_ids: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        # A pair is run alone, so there is no padding to hide.
        return torch.sigmoid(self.scorer(input_ids, token_type_ids, None))


def export(scorer: PairScorer, path: Path) -> None:
    """Trace at opset 17, then quantise the weights to int8, a scale for each channel."""
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "fp32.onnx"
        torch.onnx.export(
            PairProbability(scorer).eval(),
            (torch.tensor([[101, 2040, 102, 2040, 102]]), torch.tensor([[0, 0, 0, 1, 1]])),
            str(full),
            dynamo=False,
            opset_version=17,
            input_names=["input_ids", "token_type_ids"],
            output_names=["probability"],
            dynamic_axes={"input_ids": {1: "word_pieces"}, "token_type_ids": {1: "word_pieces"}},
        )
        quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8)


def write_model(scorer: PairScorer, folder: Path) -> None:
    """Everything that ships: graph, checksum and provenance. The licence stands beside them already."""
    folder.mkdir(parents=True, exist_ok=True)
    export(scorer, folder / "model.onnx")
    (folder / "SHA256SUMS").write_text(f"{sha256(folder / 'model.onnx')}  model.onnx\n", encoding="utf-8")
    versions = "\n".join(f"- {name} {importlib.metadata.version(name)}" for name in PACKAGES)
    told = PROVENANCE.read_text(encoding="utf-8")
    (folder / "PROVENANCE.md").write_text(told.format(weights=WEIGHTS_SHA256, versions=versions), encoding="utf-8")
