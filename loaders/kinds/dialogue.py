"""Where each speaker speaks: the labelled turns in the text of interviews, talks and transcripts."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from loaders.document import Kind, Metadata, Person, Place
from loaders.facets.claims import Claims
from loaders.facets.inference import named_people
from loaders.facets.settling import with_claims
from loaders.turns.bold_questions import find_bold_questions
from loaders.turns.introductions import introduced_guest
from loaders.turns.labels import Label, find_labels
from loaders.turns.speakers import identify, roles_of, speaker_places, with_role
from loaders.turns.transcript import find_timed_labels

# A new heading or a rule may begin what nobody says.
_BREAK = re.compile(r"^(?:#{1,6} |-{3,}[ \t]*$|\*{3,}[ \t]*$|_{3,}[ \t]*$)", re.MULTILINE)
_FEWEST_TURNS = 3
_FEWEST_WITHOUT_QUESTIONS = 6
_SPOKEN_SHARE = 0.8


@dataclass(frozen=True)
class Stretch:
    """Words said from one time code ("HH:MM:SS" or "") to the next, `[start, end)`; their label begins at `label`."""

    label: int
    start: int
    end: int
    time: str


@dataclass(frozen=True)
class Turn:
    """What one speaker says in one go, in one stretch or more."""

    speaker: Person
    stretches: tuple[Stretch, ...]

    @property
    def label(self) -> int:
        return self.stretches[0].label

    @property
    def start(self) -> int:
        return self.stretches[0].start

    @property
    def end(self) -> int:
        return self.stretches[-1].end


def read(text: str, metadata: Metadata) -> Metadata:
    """Find the turns of a document whose format knows no speakers; a dialogue makes it an interview or a talk."""
    if any(place.kind in ("speaker", "role") for place in metadata.places):
        return metadata
    facets = metadata.facets
    kind = None if facets.origins.get("kind") in ("content", "default") else facets.kind
    turns = find_turns(text, 0, kind, facets.people)
    speakers = named_people(turn.speaker for turn in turns)
    known = [person for person in facets.people if all(person.name != speaker.name for speaker in speakers)]
    found = Claims(kind=kind_of(text, turns), people=[*known, *speakers] if speakers else None)
    places = [*metadata.places, *turn_places(turns)]
    return metadata.model_copy(update={"places": places, "facets": with_claims(facets, found)})


def find_turns(text: str, start: int, kind: Kind | None, people: Sequence[Person]) -> list[Turn]:
    """The labelled turns of `text` from offset `start`.

    Time codes, and two turns of what is known to be an interview or a talk, make a dialogue. Elsewhere it takes three
    turns by alternating speakers, and one who asks or next to nothing but speech: forms and signature blocks repeat
    their labels too.
    """
    expected = kind in ("interview", "talk")
    labels = [*find_labels(text, start), *find_timed_labels(text, start)]
    labels += find_bold_questions(text, start, is_interview=expected)
    names = [label.name for label in labels if label.name]
    # A time code beside a full name says as much as its return would.
    timed = {end for label in labels if label.time for end in (label.start, label.end)}
    names += [label.name for label in labels if label.start in timed and " " in label.name]
    if labels and {label.name for label in labels} == {"Q", "A"} and all(person.role != "guest" for person in people):
        people = [*people, *filter(None, [introduced_guest(text[start : labels[0].start])])]
    speakers = identify(names, people)
    turns = list(_spoken(text, _believed(labels, speakers), speakers))
    is_timed = any(stretch.time for turn in turns for stretch in turn.stretches)
    if sum(len(turn.stretches) for turn in turns) < (2 if expected or is_timed else _FEWEST_TURNS):
        return []
    is_panel = is_timed and len({turn.speaker for turn in turns}) > 2
    speeches = [(turn.speaker, text[turn.start : turn.end]) for turn in turns]
    roles = roles_of(speeches, kind or ("talk" if is_panel else "interview"))
    is_led = not {"interviewer", "moderator"}.isdisjoint(roles.values()) and _alternate(turns)
    if not (expected or is_timed or is_led or _is_mostly_speech(text, turns)):
        return []
    return [Turn(with_role(turn.speaker, roles), turn.stretches) for turn in turns]


def kind_of(text: str, turns: Sequence[Turn]) -> Kind | None:
    """What a document with these turns is: an interview has an interviewer.

    Questions that merely stand apart, without a label or bold print, leave an article an article.
    """
    if not any(turn.label < turn.start or text.startswith("**", turn.start) for turn in turns):
        return None
    if any(turn.speaker.role == "interviewer" for turn in turns):
        return "interview"
    return "talk"


def turn_places(turns: Sequence[Turn]) -> Iterator[Place]:
    """The speaker and role over each turn, the time over each stretch; labels and time codes are furniture."""
    for turn in turns:
        for stretch in turn.stretches:
            if stretch.label < stretch.start:
                yield Place(kind="furniture", value="label", start=stretch.label, end=stretch.start)
            if stretch.time:
                yield Place(kind="time", value=stretch.time, start=stretch.start, end=stretch.end)
        yield from speaker_places(turn.speaker, turn.start, turn.end)


def _believed(labels: Sequence[Label], speakers: Mapping[str, Person]) -> list[Label]:
    """The labels that are speakers' or bare time codes, in order; where several stand at one place, the fullest.

    A label unlike all those that return is part of what is said.
    """
    known = [label for label in labels if label.name in speakers or not label.name]
    named = [(speakers[label.name], label.layout) for label in known if label.name]
    counts = Counter(speaker for speaker, _ in named)
    returning = {layout for speaker, layout in named if counts[speaker] > 1}
    layouts = returning or {label.layout for label in known}
    believed: list[Label] = []
    for label in sorted(known, key=lambda label: (label.start, label.start == label.end, not label.name)):
        overlaps = bool(believed) and label.start < max(believed[-1].end, believed[-1].start + 1)
        if (label.layout in layouts or not label.name) and not overlaps:
            believed.append(label)
    return believed


def _spoken(text: str, labels: Sequence[Label], speakers: Mapping[str, Person]) -> Iterator[Turn]:
    """The turns that have words. Under a bare time code the speaker before it goes on."""
    speaker, stretches, time = Person(name=""), list[Stretch](), ""
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=False):
        pause = _BREAK.search(text, label.end, end)
        words = text[label.end : pause.start() if pause else end].rstrip()
        if label.name and stretches:
            yield Turn(speaker, tuple(stretches))
            stretches = []
        if label.name:
            speaker = speakers[label.name]
        time = label.time or time
        if words:
            stretches.append(Stretch(label.start, label.end, label.end + len(words), time))
            # Its time code is that of one label, or of the empty stretch before it.
            time = ""
    if stretches:
        yield Turn(speaker, tuple(stretches))


def _alternate(turns: Sequence[Turn]) -> bool:
    return _changes(turns) + 1 >= _FEWEST_TURNS


def _is_mostly_speech(text: str, turns: Sequence[Turn]) -> bool:
    """Whether two or more speak most of the text in turns, and are called as people are, by more than one word."""
    names = {turn.speaker.name for turn in turns}
    spoken = sum(turn.end - turn.label for turn in turns)
    return (
        _changes(turns) + 1 >= _FEWEST_WITHOUT_QUESTIONS
        and 2 * sum(len(name.split()) > 1 for name in names) >= len(names)
        and spoken >= _SPOKEN_SHARE * len(text.strip())
    )


def _changes(turns: Sequence[Turn]) -> int:
    return sum(before.speaker != after.speaker for before, after in pairwise(turns))
