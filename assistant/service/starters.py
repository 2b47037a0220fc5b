"""The route to first questions, which the page begins with."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import open_documents
from assistant.knowledge.remembering import UntilChanged
from assistant.service.access import REFUSED, Called
from assistant.service.first_questions import Language, Subject, first_questions
from assistant.service.problems import documented
from loaders.document import Kind

router = APIRouter(tags=["asking"])

MOST = 30  # documents of a kind that are looked into, the newest

Seen = tuple[Sequence[str], Language]


class Starter(BaseModel):
    """Questions on one subject."""

    subject: Subject
    questions: list[str]


class Starters(BaseModel):
    """First questions by subject, and how many documents this caller may see."""

    starters: list[Starter]
    documents: int


class FirstQuestions:
    """Draws first questions from what some audiences may see, and again only when that has changed."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._drawn = UntilChanged(catalog, self._draw)

    def of(self, audiences: Sequence[str], language: Language) -> Starters:
        """Those for somebody who may see these audiences."""
        return self._drawn((tuple(audiences), language))

    def _draw(self, seen: Seen) -> Starters:
        audiences, language = seen
        known = self._catalog.known_documents(audiences)
        by_kind: dict[Kind, list[str]] = {}
        for each in sorted(known, key=lambda each: (str(each.date or ""), each.id), reverse=True):
            by_kind.setdefault(each.kind, []).append(each.id)
        ids = [document for some in by_kind.values() for document in some[:MOST]]
        opened = open_documents(self._catalog, ids, audiences)
        drawn = first_questions(list(opened.values()), language)
        starters = [Starter(subject=subject, questions=questions) for subject, questions in drawn.items()]
        return Starters(starters=starters, documents=len(known))


@router.get("/v1/starters", responses=REFUSED | documented(422, 503))
async def starters(request: Request, caller: Called, language: Language = "en") -> Starters:
    """First questions by subject, drawn from what this caller may see and answered there."""
    questions: FirstQuestions = request.app.state.first_questions
    catalog: Catalog = request.app.state.services.catalog
    return await run_in_threadpool(lambda: questions.of(caller.viewer.visible(catalog.audiences()), language))
