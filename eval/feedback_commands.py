"""`ally eval from-feedback` and `ally eval review`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli import options

CasesFile = Annotated[Path, typer.Argument(help="A .jsonl file of cases.", metavar="FILE", dir_okay=False)]


def from_feedback(file: CasesFile, data: options.Data = None) -> None:
    """Add a case to a file for each answer with negative feedback. None of them gates before it is reviewed."""
    from assistant.build import conversations_from, open_catalog
    from eval.case_list import CaseList
    from eval.feedback_cases import cases_from

    cases = CaseList(file)
    settings = options.settings_from(data)
    with open_catalog(settings) as catalog:
        sources = {each.id: each.source for each in catalog.documents(catalog.audiences())}
        added = cases.add(cases_from(conversations_from(catalog, settings).exported(), sources))
    typer.echo(f"{added} cases added to {file}; review them with: ally eval review {file}")


def review(file: CasesFile) -> None:
    """Accept, edit or reject the cases of a file that nobody has reviewed."""
    from eval.case_list import CaseList
    from eval.reviewing import review as decide

    decide(CaseList(file))
