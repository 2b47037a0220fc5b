"""A run for other programs: JUnit for continuous integration, CSV for a spreadsheet, JSONL for Ragas."""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree

from assistant.errors import UsageError
from eval.results import Given, Result, Summary, Timing

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(summary: Summary, results: Sequence[Result], timings: Sequence[Timing], file: Path) -> None:
    """A test case for each line; what went wrong on the way is an error, never a failure."""
    seconds = {(each.id, each.repeat): each.seconds for each in timings}
    suite = ElementTree.Element("testsuite", name=summary.suite, tests=str(len(results)))
    counts = {"failures": 0, "errors": 0, "skipped": 0}
    for result in results:
        name = result.case.id + (f" ({result.repeat + 1})" if summary.selection.repeat > 1 else "")
        group = ".".join([summary.suite, *result.case.tags[:1]])
        case = ElementTree.SubElement(suite, "testcase", classname=group, name=_xml(name))
        case.set("time", str(seconds[result.key]))
        if outcome := _outcome(result):
            kind, message = outcome
            counts[{"failure": "failures", "error": "errors", "skipped": "skipped"}[kind]] += 1
            ElementTree.SubElement(case, kind, message=_xml(message)).text = _xml(_told(result))
    for name, count in counts.items():
        suite.set(name, str(count))
    tree = ElementTree.ElementTree(suite)
    ElementTree.indent(tree)
    with _writing(file):
        tree.write(file, encoding="utf-8", xml_declaration=True)


def write_csv(results: Sequence[Result], file: Path) -> None:
    """A row for each line, with a column for each metric."""
    names = list(dict.fromkeys(name for result in results for name in result.metrics))
    with _writing(file), file.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow([*_COLUMNS, *names])
        for result in results:
            metrics = [result.metrics.get(name, "") for name in names]
            writer.writerow([*_cells(result), *metrics])


def write_ragas(results: Sequence[Result], file: Path) -> None:
    """A line for each answer, under the names of a Ragas `SingleTurnSample`."""
    with _writing(file), file.open("w", encoding="utf-8") as opened:
        for result in results:
            if result.answer is not None:
                opened.write(json.dumps(_sample(result, result.answer), ensure_ascii=False) + "\n")


def _sample(result: Result, answer: Given) -> dict[str, object]:
    case = result.case
    sample: dict[str, object] = {
        "user_input": answer.standalone_question,
        "response": answer.text,
        "retrieved_contexts": [passage.text for passage in result.retrieved],
    }
    if case.expected_answers:
        sample["reference"] = case.expected_answers[0]
    if quotes := [gold.quote for gold in case.gold if gold.quote]:
        sample["reference_contexts"] = quotes
    return sample


_COLUMNS = "id repeat question lang tags answerable stage status answer cited expected support error".split()


def _cells(result: Result) -> list[object]:
    case, answer = result.case, result.answer
    cited = dict.fromkeys(each.source for each in answer.citations) if answer else ()
    given = (answer.status, answer.text, " | ".join(cited)) if answer else ("", "", "")
    return [
        *(case.id, result.repeat, case.question, case.lang, " | ".join(case.tags), case.answerable, result.stage),
        *given,
        " | ".join(case.expected_answers),
        answer.support if answer else "",
        result.error or "",
    ]


def _outcome(result: Result) -> tuple[str, str] | None:
    """What JUnit calls it, and why; None for a case that passed."""
    if result.error is not None:
        return "error", result.error
    if result.stage == "passed":
        return None
    return ("failure", result.stage) if result.case.reviewed else ("skipped", f"not reviewed yet: {result.stage}")


def _told(result: Result) -> str:
    case, answer = result.case, result.answer
    expected = " | ".join(case.expected_answers) if case.answerable else "no answer"
    return f"question: {case.question}\nexpected: {expected}\nanswer: {answer.text if answer else ''}"


def _xml(text: str) -> str:
    """The text without characters that XML cannot have."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror}); name another file") from error
