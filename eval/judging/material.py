"""What a judge is shown of a case, as data between escaped tags."""

from collections.abc import Iterable

from eval.metrics.evidence import Evidence

_ESCAPED = str.maketrans({"<": "&lt;", ">": "&gt;"})


def material_for(measure: str, evidence: Evidence) -> str | None:
    """The material of a measure; None where the case has not what the measure needs."""
    case, answer = evidence.case, evidence.answer
    shown = [*_tagged("question", [answer.standalone_question]), *_tagged("answer", [answer.text])]
    match measure:
        case "judge_faithfulness":
            quotes = [citation.quote for citation in answer.citations]
            passages = dict.fromkeys([*(passage.text for passage in evidence.retrieved), *quotes])
            return "\n".join([*shown, *_tagged("passage", passages)])
        case "judge_correctness":
            if not (case.answerable and case.expected_answers):
                return None
            return "\n".join([*shown, *_tagged("right_answer", case.expected_answers)])
    return "\n".join(shown)


def _tagged(tag: str, texts: Iterable[str]) -> list[str]:
    return [f"<{tag}>\n{text.translate(_ESCAPED)}\n</{tag}>" for text in texts]
