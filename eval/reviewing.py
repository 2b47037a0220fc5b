"""A person at the terminal decides on cases that come from feedback: accepted, edited first, or rejected."""

from typing import Literal

import typer

from eval.case_list import CaseList
from eval.cases import Case, Gold

Decision = Literal["a", "e", "r", "s", "q"]
CHOICES = "[a]ccept, [e]dit the question and accept, [r]eject, [s]kip, [q]uit"


def review(cases: CaseList) -> None:
    """Ask about each unreviewed case, and keep what is decided at once."""
    waiting = cases.unreviewed
    for number, case in enumerate(waiting, start=1):
        _show(case, f"{number} of {len(waiting)}")
        match _decision():
            case "a":
                cases.replace(_settled(case, case.question))
            case "e":
                cases.replace(_settled(case, typer.prompt("Question", default=case.question)))
            case "r":
                cases.reject(case)
            case "q":
                break
    typer.echo(f"{len(cases.unreviewed)} cases are left to review.")


def _show(case: Case, position: str) -> None:
    typer.echo(f"\n{position}: {case.id}")
    for turn in case.history:
        typer.echo(f"  before it   {turn.question}")
    typer.echo(f"  question    {case.question}")
    if case.complaint:
        typer.echo(f"  answered    {' '.join(case.complaint.answered.split()) or 'nothing'}")
        typer.echo(f"  found in    {', '.join(case.complaint.retrieved) or 'nothing that is still there'}")
        typer.echo(f"  complaint   {case.complaint.reason or 'no reason given'}")


def _decision() -> Decision:
    while True:
        said: str = typer.prompt(CHOICES)
        match said.strip().lower()[:1]:
            case "a" | "e" | "r" | "s" | "q" as decision:
                return decision


def _settled(case: Case, question: str) -> Case:
    """The case with what a right answer is."""
    answerable = typer.confirm("Do the sources that the asker may see answer it?", default=True)
    right, quote = "", ""
    if answerable:
        right = typer.prompt("Right answer")
        quote = typer.prompt("Words of the source that say so, or nothing", default="", show_default=False)
    return case.model_copy(
        update={
            "question": question,
            "answerable": answerable,
            "expected_answers": (right,) if right else (),
            "gold": (Gold(quote=quote),) if quote else (),
            "reviewed": True,
        }
    )
