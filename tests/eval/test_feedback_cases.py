"""From an answer that somebody was not content with to a case that a person has looked at."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.build import assistant_from
from assistant.conversations import Conversations
from assistant.conversing import Conversing
from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.types import Viewer
from eval.case_files import Placed
from eval.case_list import CaseList
from eval.cases import Case
from eval.checking import faults_of
from eval.commands import app
from eval.feedback_cases import cases_from
from eval.suite import Suite
from tests.conftest import Library, write
from tests.eval.answered import corpus

HERON = "---\ntitle: Heron paper\naudience: public\n---\n\nThe heron committee is chaired by Ada Smith.\n"
SECRET = "---\ntitle: Price list\naudience: restricted\n---\n\nThe heron price is nine euros.\n"


@pytest.fixture
async def asked(library: Library, folder: Path) -> list[Case]:
    """What comes of a conversation in which the second of three answers was disliked."""
    write(folder, {"papers/heron.md": HERON, "prices.md": SECRET})
    library.sync(folder)
    with library.open() as knowledge:
        conversations = Conversations(knowledge.catalog)
        assistant = assistant_from(knowledge, Settings(data=library.data, rerank=False))
        conversing = Conversing(assistant, conversations)
        begun = None
        for question in ("Who chairs the heron committee?", "What is the heron price?", "Who chairs it?"):
            answer = await conversing.ask(
                question, Viewer.cleared_for(["public"]), owner="ann", place="web", conversation_id=begun
            )
            begun = answer.conversation_id
            if "price" in question:
                conversations.give_feedback(answer.id, "ann", "down", "it must be known")
            else:
                conversations.give_feedback(answer.id, "ann", "up")
        sources = {each.id: each.source for each in knowledge.catalog.documents(knowledge.catalog.audiences())}
        return list(cases_from(conversations.exported(), sources))


async def test_negative_feedback_becomes_a_case_with_what_led_to_it(asked: list[Case]) -> None:
    [case] = asked
    assert case.question == "What is the heron price?"
    assert [turn.question for turn in case.history] == ["Who chairs the heron committee?"]
    assert "Ada Smith" in case.history[0].answer
    assert not case.reviewed
    assert case.tags == ("feedback",)
    # Who asked sees no more in the case than in the conversation.
    assert case.viewer == ("public",)
    assert case.complaint
    assert case.complaint.reason == "it must be known"
    assert case.complaint.retrieved == ("papers/heron.md",)
    assert case.complaint.answered


def waiting(number: int) -> Case:
    complaint = {"answered": "Nine.", "retrieved": ["a.md"], "reason": "wrong"}
    return Case.model_validate(
        {"id": f"f{number}", "question": f"What of {number}?", "reviewed": False, "complaint": complaint}
    )


def test_only_a_reviewed_case_has_to_say_what_a_right_answer_is() -> None:
    for case, faults in ((waiting(1), 0), (waiting(1).model_copy(update={"reviewed": True}), 1)):
        suite = Suite("mine", [], [Placed(Path("f.jsonl"), 1, case)], [], {})
        assert len(faults_of(suite, corpus())) == faults


def test_the_same_feedback_is_added_once_and_what_was_rejected_stays_away(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    mine = '{"question": "Mine, without an id?",   "answerable": false}\n'
    file.write_text(mine, encoding="utf-8")
    assert CaseList(file).add([waiting(1), waiting(2)]) == 2
    assert CaseList(file).add([waiting(2), waiting(3)]) == 1
    opened = CaseList(file)
    opened.reject(waiting(2))
    assert CaseList(file).add([waiting(2)]) == 0
    assert [case.id for case in CaseList(file).cases] == ["cases-1", "f1", "f3"]
    assert file.read_text(encoding="utf-8").startswith(mine)


def review(file: Path, *typed: str) -> str:
    done = CliRunner().invoke(app, ["review", str(file)], input="".join(f"{line}\n" for line in typed))
    assert done.exit_code == 0, done.output
    return done.output


def test_cases_are_accepted_edited_rejected_and_skipped(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    CaseList(file).add(waiting(number) for number in range(5))
    accepted = ("a", "y", "Ten.", "ten euros")
    shown = review(file, *accepted, "e", "What else?", "n", "r", "what", "s", "q")
    assert "1 of 5: f0" in shown
    assert "complaint   wrong" in shown
    assert "found in    a.md" in shown
    assert "2 cases are left to review." in shown
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(each["id"], each.get("reviewed", True)) for each in lines] == [
        ("f0", True), ("f1", True), ("f3", False), ("f4", False)
    ]  # fmt: skip
    assert lines[0]["expected_answers"] == ["Ten."]
    assert lines[0]["gold"] == [{"quote": "ten euros"}]
    assert (lines[1]["question"], lines[1]["answerable"]) == ("What else?", False)
    assert lines[0]["complaint"]["answered"] == "Nine."
    assert "2 cases are left" in review(file, "q")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("cases.csv", "question\n", "ends in .jsonl"),
        ("cases.jsonl", "{}\n", "cases.jsonl:1: question: missing; correct the line"),
        ("cases.jsonl", '{"id": "a", "question": "b"}\n' * 2, "several cases have the same id"),
    ],
)
def test_a_file_that_cannot_be_added_to_is_left_alone(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UsageError) as refused:
        CaseList(tmp_path / name)
    assert says in str(refused.value)
    assert (tmp_path / name).read_text() == content
