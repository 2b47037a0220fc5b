"""Who speaks where: labelled turns ("Jane Roe: …", "Q: …") in the text of interviews and talks."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.document import Kind, Person, Place

_ROLE_LABELS = {
    "q": "interviewer",
    "question": "interviewer",
    "interviewer": "interviewer",
    "问": "interviewer",
    "记者": "interviewer",
    "a": "guest",
    "answer": "guest",
    "guest": "guest",
    "interviewee": "guest",
    "答": "guest",
    "嘉宾": "guest",
    "moderator": "moderator",
    "host": "moderator",
    "facilitator": "moderator",
    "主持人": "moderator",
    "audience": "audience",
    "audience member": "audience",
    "audience question": "audience",
    "attendee": "audience",
    "member of the audience": "audience",
    "question from the audience": "audience",
    "questioner": "audience",
    "听众": "audience",
    "观众": "audience",
    "speaker": "speaker",
}

_LABEL = re.compile(
    r"^[ \t]*(?:\*\*)?"
    r"(?P<name>[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,4})"
    r"(?: ?[(（][^()（）\n]{1,60}[)）])?"
    r"(?:\*\*)?[:：](?:\*\*)?\s*(?=\S)",
    re.MULTILINE,
)
# A new heading or a rule may begin what nobody says.
_BREAK = re.compile(r"^(?:#{1,6} |-{3,}[ \t]*$|\*{3,}[ \t]*$|_{3,}[ \t]*$)", re.MULTILINE)
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "der", "di", "la", "of", "the", "van", "von"})
_FEWEST_TURNS = 3
_ASKING_SHARE = 0.5


@dataclass(frozen=True)
class Label:
    """A name before speech, `[start, end)`, white space and markup included."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Turn:
    """What one speaker says in one go, `[start, end)`; the label before it begins at `label`."""

    label: int
    start: int
    end: int
    speaker: Person


def find_turns(text: str, start: int, kind: Kind | None, people: Sequence[Person]) -> list[Turn]:
    """The labelled turns of `text` from offset `start`.

    Two turns make a dialogue of what is known to be an interview or a talk. Elsewhere it takes three turns by
    alternating speakers, one of whom asks: forms and signature blocks repeat their labels too.
    """
    labels = list(_labels(text, start))
    speakers = identify([label.name for label in labels], people)
    believed = [label for label in labels if label.name in speakers]
    turns = [turn for turn in _spoken(text, believed, speakers) if turn.start < turn.end]
    expected = kind in ("interview", "talk")
    if len(turns) < (2 if expected else _FEWEST_TURNS):
        return []
    roles = roles_of([(turn.speaker, text[turn.start : turn.end]) for turn in turns], kind or "interview")
    if not (expected or (_alternate(turns) and "interviewer" in roles.values())):
        return []
    return [Turn(turn.label, turn.start, turn.end, with_role(turn.speaker, roles)) for turn in turns]


def turn_places(turns: Sequence[Turn]) -> Iterator[Place]:
    """The speaker and role over each turn's speech; its label is furniture."""
    for turn in turns:
        yield Place(kind="furniture", value="label", start=turn.label, end=turn.start)
        yield from speaker_places(turn.speaker, turn.start, turn.end)


def speaker_places(speaker: Person, start: int, end: int) -> Iterator[Place]:
    """The speaker's name and role over `[start, end)`, as far as they are known."""
    if speaker.name:
        yield Place(kind="speaker", value=speaker.name, start=start, end=end)
    if speaker.role:
        yield Place(kind="role", value=speaker.role, start=start, end=end)


def label_at_start(text: str) -> Label | None:
    """The label that `text` begins with, whether or not a person of that name speaks elsewhere."""
    match = _LABEL.match(text)
    return Label(match["name"], match.start(), match.end()) if match and _is_name(match["name"]) else None


def identify(labels: Sequence[str], people: Sequence[Person]) -> dict[str, Person]:
    """Whom each label of a document stands for; a label that is no speaker's is left out.

    A speaker is one of `people`, a role ("Q", "Moderator"), or a name that labels two turns, initials
    ("JH" after "Josh Hanson") and parts of a name counted with the name they stand for.
    """
    known = _Names(people)
    named: dict[str, Person] = {}
    for label in dict.fromkeys(labels):
        role = _ROLE_LABELS.get(label.casefold())
        named[label] = _holder(role, people) if role else known.find_or_add(label)
    counts = Counter(named[label] for label in labels)
    return {
        label: speaker
        for label, speaker in named.items()
        if counts[speaker] > 1 or speaker in people or label.casefold() in _ROLE_LABELS
    }


def roles_of(speeches: Sequence[tuple[Person, str]], kind: Kind) -> dict[Person, str]:
    """Each speaker's part in the conversation. The one who mostly asks is its interviewer, or a talk's moderator."""
    speakers = dict.fromkeys(speaker for speaker, _ in speeches)
    given = {speaker: role for speaker in speakers if (role := _ROLE_LABELS.get(speaker.role.casefold()))}
    # Questions from the floor lead nothing.
    asker = _asker([speech for speech in speeches if given.get(speech[0]) != "audience"])
    asking, answering = ("moderator", "speaker") if kind == "talk" else ("interviewer", "guest")
    is_led = asker or not {"interviewer", "moderator"}.isdisjoint(given.values())
    others = answering if is_led else "speaker"
    return {speaker: given.get(speaker) or (asking if speaker == asker else others) for speaker in speakers}


def with_role(speaker: Person, roles: Mapping[Person, str]) -> Person:
    return Person(name=speaker.name, role=roles[speaker])


def _asker(speeches: Sequence[tuple[Person, str]]) -> Person | None:
    """The speaker of whose speeches the largest share, and at least half, end in a question; nobody in a monologue."""
    spoken = Counter(speaker for speaker, _ in speeches)
    asked = Counter(speaker for speaker, speech in speeches if speech.rstrip().endswith(("?", "？")))
    shares = {speaker: asked[speaker] / count for speaker, count in spoken.items()}
    asker = max(shares, key=shares.__getitem__, default=None)
    return asker if asker and len(spoken) > 1 and shares[asker] >= _ASKING_SHARE else None


def _labels(text: str, start: int) -> Iterator[Label]:
    for match in _LABEL.finditer(text, start):
        if _is_name(match["name"]):
            yield Label(match["name"], match.start(), match.end())


def _is_name(label: str) -> bool:
    is_proper = all(word in _PARTICLES or not word[0].islower() for word in label.split())
    return not label[0].islower() and (is_proper or label.casefold() in _ROLE_LABELS)


def _spoken(text: str, labels: Sequence[Label], speakers: Mapping[str, Person]) -> Iterator[Turn]:
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        pause = _BREAK.search(text, label.end, end)
        speech = text[label.end : pause.start() if pause else end].rstrip()
        yield Turn(label.start, label.end, label.end + len(speech), speakers[label.name])


def _alternate(turns: Sequence[Turn]) -> bool:
    changes = sum(before.speaker != after.speaker for before, after in pairwise(turns))
    return changes + 1 >= _FEWEST_TURNS


def _holder(role: str, people: Sequence[Person]) -> Person:
    """The one person known to have the role; nobody by name when there are several or none."""
    holders = [person for person in people if _ROLE_LABELS.get(person.role.casefold()) == role]
    return holders[0] if len(holders) == 1 else Person(name="", role=role)


class _Names:
    """The people met so far, under their names, the parts of their names and their initials."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._people: dict[str, Person] = {}
        self._namesakes: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            self._add(person)

    def find_or_add(self, label: str) -> Person:
        """The one person that `label` can stand for, else a new one of that name."""
        if label in self._people:
            return self._people[label]
        fits = self._namesakes.get(label, [])
        return fits[0] if len(fits) == 1 else self._add(Person(name=label))

    def _add(self, person: Person) -> Person:
        self._people[person.name] = person
        words = person.name.split()
        if len(words) > 1:
            for short in {*words, "".join(word[0] for word in words)}:
                self._namesakes[short].append(person)
        return person
