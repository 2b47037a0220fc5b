"""What a question is about: the phrase of it that a follow-up will point back at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.knowledge.terms import STOP_WORDS, content_terms, is_chinese

_HAN = r"\u3400-\u9fff"
_LETTERS = rf"[^\W{_HAN}]+"
_TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|{_LETTERS}(?:[.\-/&'’]{_LETTERS})*|[{_HAN}]+")

LONG = 3  # words

_POSSESSIVE = re.compile(r"['’]s$")

# Words that ask something of a subject without being part of it.
ASKING = frozenset(
    """
    advantage advantages affect affected agree allow approve apply begin best better biggest big call called cause
    causes change changed characteristic characteristics come compare contrast cost current decide describe detail
    details develop developed differ difference differences different disadvantage disadvantages effect effects
    evidence example examples exist explain factor factors famous find first first-time function functions future
    goal goals good happen happened happens harm help history idea ideas impact importance important include
    influence invented kind kinds know known largest last latest lead led like list long look main major make makes
    many mean means meaning member members name names need needed new number occur old option options origin origins
    part parts people person possible process purpose reason reasons relate related relationship replace
    require required responsible result results risk risks role rules see show side similarities sign signs size
    someone sort sorts start started step steps stop success successful summary take things thing time times try type
    types typical use used uses want way ways work works worst worth year years already ever smallest highest lowest
    greatest common special key top next similar easy easier easiest hard harder long-term
    """.split()
)

# Words that place a subject and that are not searched for, beside those that no search asks for.
_PLACING = frozenset("after around before between during since versus vs without within against".split())

_DEFINITE = frozenset(("the", "some", "any", "there", "it", "this", "that", "these", "those"))

# "What is X?", "Tell me about X", "Who were X?": the whole question is there to bring its subject up.
_INTRODUCING = re.compile(
    r"(?:please )?(?:tell (?:me|us)(?: more)? about|describe|explain|define|compare(?: and contrast)?) ", re.IGNORECASE
)
_ASKING_WHAT = re.compile(r"(?:what|who)(?:'s|’s| is| are| was| were) ", re.IGNORECASE)


@dataclass(frozen=True)
class Phrase:
    """A run of words of a question, as written, at characters `[start, end)`."""

    text: str
    start: int
    end: int

    @property
    def is_name(self) -> bool:
        """Whether it is written as a name, in one of its words."""
        return any(word[0].isupper() or word[0].isdigit() for word in self.text.split())

    @property
    def is_long(self) -> bool:
        """Whether it has so many words that it says by itself what it means."""
        return len(self.text.split()) >= LONG


def subject(question: str) -> Phrase | None:
    """The phrase the question is about: a name before common words, the longer before the shorter, the later last."""
    return max(phrases(question), key=lambda each: (each.is_name, len(each.text.split()), each.start), default=None)


def phrases(question: str) -> Iterator[Phrase]:
    """The runs of words that say what the question is about, without the words that ask."""
    tokens = list(_TOKEN.finditer(question))
    for kind, run in groupby(enumerate(tokens), lambda each: _kind_of(each[1][0], opens=each[0] == 0)):
        if kind:
            kept = _without_edges([token for _, token in run])
            if kept:
                start, end = kept[0].start(), kept[-1].end()
                yield Phrase(_POSSESSIVE.sub("", question[start:end]), start, end)


def introduces(question: str) -> bool:
    """Whether the question brings up a subject of its own: "What is an X?", not "What is the X?" or "… the main X?"."""
    opening = _INTRODUCING.match(question)
    what = _ASKING_WHAT.match(question)
    start = opening or what
    following = _TOKEN.search(question, start.end()) if start else None
    if following is None:
        return False
    word = following[0].casefold()
    return word not in _DEFINITE and (opening is not None or word not in ASKING)


def shares_words(question: str, earlier: Iterable[str]) -> bool:
    """Whether the question names in its own words what an earlier one named."""
    named = {term for each in earlier for phrase in phrases(each) for term in content_terms(phrase.text)}
    return any(not named.isdisjoint(content_terms(phrase.text)) for phrase in phrases(question))


def _kind_of(word: str, *, opens: bool) -> str:
    """The script of a word that says what a question is about; nothing for one that asks."""
    if not _is_meaningful(word, opens=opens):
        return ""
    return "Chinese" if is_chinese(word) else "other"


def _is_meaningful(word: str, *, opens: bool) -> bool:
    if len(word) > 1 and word.isupper():
        return True
    plain = re.split("['’]", word.casefold())[0]
    return plain not in STOP_WORDS and plain not in _PLACING and not (opens and plain in ASKING)


def _without_edges(run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    while run and run[0][0].casefold() in ASKING:
        run = run[1:]
    while run and run[-1][0].casefold() in ASKING:
        run = run[:-1]
    return _without_what_a_name_does(run)


def _without_what_a_name_does(run: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """A name and at most one common word after it: "Galileo system", but not "Dali choose surrealism"."""
    capitals = [at for at, word in enumerate(run) if word[0][0].isupper()]
    return run[: capitals[-1] + 1] if capitals and len(run) - capitals[-1] > 2 else run
