"""Who speaks: the people for whom labels stand, and the part each has in the conversation."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from loaders.document import Kind, Person, Place
from loaders.turns.labels import ROLES, bare_name
from loaders.turns.labels import Label as Label
from loaders.turns.labels import label_at_start as label_at_start

_HONORIFICS = frozenset({"dr", "hon", "madam", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "sir"})
_FEWEST_TURNS = 3
_ASKING_SHARE = 0.5
_LEADING_SHARE = 0.1


def speaker_places(speaker: Person, start: int, end: int) -> Iterator[Place]:
    """The speaker's name and role over `[start, end)`, as far as they are known."""
    if speaker.name:
        yield Place(kind="speaker", value=speaker.name, start=start, end=end)
    if speaker.role:
        yield Place(kind="role", value=speaker.role, start=start, end=end)


def identify(labels: Sequence[str], people: Sequence[Person]) -> dict[str, Person]:
    """Whom each label of a document stands for; a label that is no speaker's is left out.

    A speaker is one of `people`, a role ("Q", "Moderator"), or a name that labels two turns, initials
    ("JH" after "Josh Hanson") and parts of a name counted with the name they stand for. Beside such speakers, a
    label that looks like a person's name is a speaker too: otherwise another would be credited with those words.
    """
    known = _Names(people)
    named: dict[str, Person] = {}
    for label in dict.fromkeys(labels):
        role = ROLES.get(label.casefold())
        named[label] = _holder(role, people) if role else known.find_or_add(label)
    counts = Counter(_voice(named[label]) for label in labels)
    sure = {
        label: speaker
        for label, speaker in named.items()
        if counts[_voice(speaker)] > 1 or speaker in people or label.casefold() in ROLES
    }
    if any(counts[_voice(speaker)] > 1 for speaker in sure.values()):
        likely = {label: named[label] for label in _likely_names(named, sure)}
        if sum(label in sure or label in likely for label in labels) >= _FEWEST_TURNS:
            return sure | likely
    return sure


def roles_of(speeches: Sequence[tuple[Person, str]], kind: Kind) -> dict[Person, str]:
    """Each speaker's part in the conversation. The one who mostly asks is its interviewer, or a talk's moderator."""
    speakers = dict.fromkeys(speaker for speaker, _ in speeches)
    given: dict[_Voice, str] = {}
    for speaker in speakers:
        if role := ROLES.get(speaker.role.casefold()):
            given.setdefault(_voice(speaker), role)
    # Questions from the floor lead nothing.
    asker = _asker([(voice, words) for who, words in speeches if given.get(voice := _voice(who)) != "audience"])
    asking, answering = ("moderator", "speaker") if kind == "talk" else ("interviewer", "guest")
    is_led = asker or not {"interviewer", "moderator"}.isdisjoint(given.values())
    others = answering if is_led else "speaker"
    return {
        speaker: given.get(_voice(speaker)) or (asking if _voice(speaker) == asker else others) for speaker in speakers
    }


def with_role(speaker: Person, roles: Mapping[Person, str]) -> Person:
    return Person(name=speaker.name, role=roles[speaker])


# One person under all wordings of the name, or the nameless holder of a role.
_Voice = tuple[str, str]


def _voice(speaker: Person) -> _Voice:
    return bare_name(speaker.name).casefold(), "" if speaker.name else speaker.role


def _asker(speeches: Sequence[tuple[_Voice, str]]) -> _Voice | None:
    """Who asks most, of those at least half of whose speeches end in a question; nobody in a monologue."""
    spoken = Counter(voice for voice, _ in speeches)
    asked = Counter(voice for voice, words in speeches if words.rstrip(' \t\r\n*_"”’').endswith(("?", "？")))
    asking = [
        voice
        for voice, count in asked.items()
        if count >= _ASKING_SHARE * spoken[voice] and count >= _LEADING_SHARE * len(speeches)
    ]
    return max(asking, key=asked.__getitem__, default=None) if len(spoken) > 1 else None


def _likely_names(labels: Iterable[str], sure: Mapping[str, Person]) -> Iterator[str]:
    """The labels that look like the names of people, in a text whose other labels are those of `sure` speakers.

    "Trust: …" among the words of Jane Roe names nobody; "Bob: …" beside Ann does.
    """
    names = {speaker.name for label, speaker in sure.items() if label.casefold() not in ROLES}
    by_one_word = 2 * sum(len(name.split()) == 1 for name in names) > len(names)
    for label in labels:
        if label not in sure and (by_one_word or len(bare_name(label).split()) > 1):
            yield label


def _holder(role: str, people: Sequence[Person]) -> Person:
    """The one person known to have the role; nobody by name when there are several or none."""
    holders = [person for person in people if ROLES.get(person.role.casefold()) == role]
    return holders[0] if len(holders) == 1 else Person(name="", role=role)


class _Names:
    """The people met so far, under their names, the parts of their names and their initials."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people: dict[str, Person] = {}
        self._namesakes: defaultdict[str, dict[_Voice, Person]] = defaultdict(dict)
        self._declared = {person.name.casefold() for person in people}
        for person in people:
            self._add(person)

    def find_or_add(self, label: str) -> Person:
        """The one person that `label` can stand for, else a new one of that name."""
        if person := self._people.get(label.casefold()):
            return person
        bare = bare_name(label)
        if bare == label:
            return self._only_namesake(label) or self._add(Person(name=label))
        role = ROLES.get(label[len(bare) :].strip(" ,()（）").casefold(), "")
        if role or bare.casefold() in self._declared:
            person = self._people.get(bare.casefold()) or self._add(Person(name=bare, role=role))
        else:
            person = self._add(Person(name=label))
        return person

    def _only_namesake(self, label: str) -> Person | None:
        fits = self._namesakes.get(label.replace(".", "")) or self._namesakes.get(_untitled(label).casefold()) or {}
        return next(iter(fits.values())) if len(fits) == 1 else None

    def _add(self, person: Person) -> Person:
        self._people.setdefault(person.name.casefold(), person)
        words = _untitled(bare_name(person.name)).split()
        if len(words) > 1:
            initials = "".join(word[0] for word in words)
            # Initials keep their capitals, so that "AL" is not taken for "Al".
            for short in {initials.upper(), *(word.casefold() for word in (*words, f"{words[0][0]}. {words[-1]}"))}:
                self._namesakes[short].setdefault(_voice(person), person)
        return person


def _untitled(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.casefold().rstrip(".") in _HONORIFICS else name
