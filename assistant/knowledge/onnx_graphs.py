"""The ONNX graphs that ship with the program, on the CPU: a thread for each text, and texts spread over the cores."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

SLOW_FUSION = "SkipLayerNormFusion"  # the two operations that it makes one are a seventh faster apart

Text = TypeVar("Text")
Result = TypeVar("Result")


def one_thread_session(graph: Path) -> "InferenceSession":
    """A session of an ONNX graph on one thread: spreading texts is faster than splitting the work on one text."""
    # Otherwise it keeps a device's id in the user's home and reports to its maker. Read when it is imported.
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW_FUSION]
    )


def spread(work: Callable[[Text], Result], texts: Sequence[Text]) -> list[Result]:
    """What the work makes of each text, in order; questions that are asked at once take turns on the cores."""
    shares = min(_cores(), len(texts))
    if shares < 2:
        return [work(text) for text in texts]
    parts = list(_threads().map(lambda share: [work(text) for text in texts[share::shares]], range(shares)))
    return [parts[at % shares][at // shares] for at in range(len(texts))]


def _cores() -> int:
    return os.cpu_count() or 1


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_cores(), thread_name_prefix="onnx")
