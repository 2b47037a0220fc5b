"""Who speaks in each cue of a transcript: a voice tag, a label before the words, or the speaker of the cue before."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loaders.document import Person
from loaders.turns.speakers import Label, identify, label_at_start

NOBODY = Person(name="")

# Names that recording programs give to voices they cannot tell.
_NUMBERED = re.compile(
    r"((?:unknown )?(?:speaker|participant|attendee|caller|guest|发言人|说话人|参会者) ?#?\d{1,3})[:：]\s*(?=\S)",
    re.IGNORECASE,
)
# Whatever stands before a colon, once every cue is known to have a label.
_ANY_LABEL = re.compile(r"([^\W\d_][^:：\n(（]{0,60}?)\s*(?:[(（][^:：\n]{0,120})?[:：]\s*(?=\S)")
_THROUGHOUT = 0.9


@dataclass(frozen=True)
class _Style:
    """How a file tells speakers: whether by labels at all, and whether nearly every cue has one."""

    is_labelled: bool
    throughout: bool


def speakers_of(cues: Sequence[tuple[str, str]], people: Sequence[Person]) -> list[tuple[Person, int]]:
    """For each cue (voice or "", words) its speaker, and where the words begin after their label.

    Words are credited to the speaker before them only when nothing stands there that could name another.
    """
    declared = {person.name for person in people}
    voices = dict.fromkeys(voice for voice, _ in cues if voice not in declared | {""})
    labels = [None if voice else _label(words) for voice, words in cues]
    everyone = [*people, *(Person(name=voice) for voice in voices)]
    known = identify([*voices, *declared, *(label.name for label in labels if label)], everyone)
    told = sum(bool(voice or label) for (voice, _), label in zip(cues, labels, strict=True))
    throughout = len(cues) > 1 and told >= _THROUGHOUT * len(cues)
    names = {label.name for label in labels if label}
    is_labelled = throughout or bool(voices) or not names.isdisjoint(known) or sum(map(_is_full, names)) > 1
    style = _Style(is_labelled, throughout)
    attributed: list[tuple[Person, int]] = []
    for (voice, words), label in zip(cues, labels, strict=True):
        before = attributed[-1][0] if attributed else NOBODY
        attributed.append((known[voice], 0) if voice else _attributed(words, label, known, style) or (before, 0))
    return attributed


def _label(words: str) -> Label | None:
    numbered = _NUMBERED.match(words)
    return Label(numbered[1], 0, numbered.end()) if numbered else label_at_start(words)


def _is_full(name: str) -> bool:
    """Two words or more: "Jane Roe", which is hardly anything but a name."""
    return " " in name


def _attributed(
    words: str, label: Label | None, known: Mapping[str, Person], style: _Style
) -> tuple[Person, int] | None:
    """The speaker whom the words themselves name, NOBODY where they may name one, None where they do not."""
    if label and label.name in known:
        return known[label.name], label.end
    if style.throughout and (any_label := _ANY_LABEL.match(words)):
        name = label.name if label else any_label[1]
        return Person(name=name), label.end if label else any_label.end()
    if not label:
        return None
    if _NUMBERED.match(words) or (style.is_labelled and _is_full(label.name)):
        return Person(name=label.name), label.end
    # "Note: …" may be what the speaker before said, and "Jane: …" may not.
    return (NOBODY, 0) if style.is_labelled else None
