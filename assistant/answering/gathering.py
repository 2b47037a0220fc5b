"""What an answer is written from: the parts of a question, and the passages that bear on each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.contenders import PASSAGES_COMPARED
from assistant.answering.mentioned import Known, known_by_word
from assistant.answering.naming import person_named, without_name
from assistant.answering.parting import Part, parts_of
from assistant.answering.question_types import asker_named, question_type
from assistant.answering.writing import Material
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.remembering import UntilChanged
from assistant.retrieval.ranked import RankedPassage, is_credited, within_budget
from assistant.retrieval.search import Search
from assistant.types import Filters, Viewer

PASSAGES_SOUGHT_OF_SPEAKER = 40  # most of which may be of others, where the speaker has few
PASSAGES_SOUGHT_ACROSS = 120
OF_EACH_DOCUMENT = 6  # passages that a document has before others have theirs


@dataclass(frozen=True)
class Named:
    """Whom and what the visible documents name: people, and what each word may stand for."""

    people: Sequence[str]
    by_word: Mapping[str, Sequence[Known]]


class Gatherer:
    """Finds the material for an answer."""

    def __init__(self, search: Search, passage_tokens: int, across: bool = False) -> None:
        """Each part has at most `passage_tokens` of passages, the best.

        `across` documents, no document crowds out the others, and the parts share the budget: a model reads it at once.
        """
        self._search = search
        self._tokens = passage_tokens
        self._across = across
        self._named = UntilChanged[tuple[str, ...], Named](
            search.catalog, lambda audiences: _named(search.catalog, audiences)
        )

    def material(self, question: str, viewer: Viewer, filters: Filters) -> Material:
        """The question's parts, each with its passages, best first. Raises AllyError."""
        with self._search.catalog.at_one_moment():
            return self._material(question, viewer, filters)

    def _material(self, question: str, viewer: Viewer, filters: Filters) -> Material:
        parts = self._parts(question, viewer, filters)
        found = [self._passages(part, viewer, filters) for part in parts]
        if self._across:
            chosen = [across_documents(each, self._tokens // len(parts)) for each in found]
        else:
            chosen = [within_budget(each, self._tokens) for each in found]
        scope = self._search.scope(viewer, filters)
        return Material(question, parts, chosen, scope, self._search.catalog.version())

    def _parts(self, question: str, viewer: Viewer, filters: Filters) -> list[Part]:
        """The question, or one for each of several things that it names; with the person whose words it asks for."""
        if filters.speaker:
            return [Part(question, person=filters.speaker)]
        named = self._named(tuple(self._search.audiences(viewer)))
        said = question_type(question) == "said" and not asker_named(question)
        whole = Part(question, person=person_named(question, named.people) if said else None)
        return parts_of(question, named.by_word) or [whole]

    def _passages(self, part: Part, viewer: Viewer, filters: Filters) -> list[RankedPassage]:
        """The passages that bear on it; of a speaker, also those of documents that do not list the person."""
        speaker = part.person
        alone = PASSAGES_SOUGHT_OF_SPEAKER if speaker else PASSAGES_COMPARED
        sought = PASSAGES_SOUGHT_ACROSS if self._across else alone
        if speaker is None or filters.speaker:
            return self._search.passages(part.question, viewer, filters, sought)
        topic = without_name(part.question, speaker)
        of_speaker = filters.model_copy(update={"speaker": speaker})
        theirs = self._search.passages(topic, viewer, of_speaker, sought)
        return _merged(theirs, self._search.passages(topic, viewer, filters, sought), speaker)


def as_it_is_now(material: Material, catalog: Catalog) -> Material:
    """The material without what has been changed, deleted or put out of its audiences' sight since it was gathered."""
    version = catalog.version()
    if version == material.version:
        return material
    gathered = [each for found in material.found for each in found]
    amending = [each.amended_by.id for each in gathered if each.amended_by]
    now = catalog.passages([*(each.passage.id for each in gathered), *amending], material.scope.audiences)
    standing = [
        [
            replace(each, amended_by=each.amended_by and now.get(each.amended_by.id))
            for each in found
            if now.get(each.passage.id) == each.passage
        ]
        for found in material.found
    ]
    return replace(material, found=standing, version=version)


def _named(catalog: Catalog, audiences: Sequence[str]) -> Named:
    names = catalog.names(audiences)
    people = [name for kind, name, _ in names if kind == "person"]
    return Named(people, known_by_word(names, catalog.aliases()))


def across_documents(found: Sequence[RankedPassage], tokens: int) -> list[RankedPassage]:
    """The best passages that fit into a budget of tokens, in order, where no document crowds out the others."""
    before: Counter[str] = Counter()
    first: list[RankedPassage] = []
    further: list[RankedPassage] = []
    for each in found:
        (first if before[each.passage.document_id] < OF_EACH_DOCUMENT else further).append(each)
        before[each.passage.document_id] += 1
    chosen = {each.passage.id for each in within_budget([*first, *further], tokens)}
    return [each for each in found if each.passage.id in chosen]


def _merged(theirs: Sequence[RankedPassage], others: Sequence[RankedPassage], speaker: str) -> list[RankedPassage]:
    """The speaker's passages of both, best first; what was found without the speaker where there are none."""
    by_id = {each.passage.id: each for each in (*others, *theirs) if is_credited(speaker, each.passage.credited())}
    return sorted(by_id.values(), key=lambda each: (-each.score, each.passage.id)) or list(others)
