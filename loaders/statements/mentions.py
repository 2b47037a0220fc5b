"""Persons named in running text: where each mention stands, and the full name that a short one stands for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_UPPER = "A-ZÀ-ÖØ-Þ"
_LETTER = r"[^\W\d_]"
_CAPITALISED = rf"[{_UPPER}](?:{_LETTER}|[’'](?!s\b)(?={_LETTER})|-(?={_LETTER}))*"
_PART = rf"(?:(?:Dr|Mr|Mrs|Ms|Prof|Jr|Sr|St)\.|[{_UPPER}]\.(?:[{_UPPER}]\.)*|{_CAPITALISED})"
_GAP = r"(?: |\r?\n)"
_PARTICLES = r"(?:de|la|van|von|der|den|di|da|del|du|bin|al|ter|y)"
_NAME = re.compile(rf"(?<![\w’'-]){_PART}(?:{_GAP}(?:{_PARTICLES}{_GAP}){{0,3}}{_PART}){{0,6}}")
_WORD = re.compile(r"\S+")
_LOWER_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w’'-])")
_MID_SENTENCE = re.compile(rf"(?<=[a-z,] )[{_UPPER}]{_LETTER}+")
_CREDENTIAL = re.compile(r"(?:[A-Z]{2,6}|PhD|Ph\.D\.|Jr\.?|Sr\.?)\Z")
_MOST_WORDS = 5

# Words that open a sentence, and so have a capital without naming anybody.
_FUNCTION_WORDS = frozenset(
    "a about above after again all also although an and another any anything are as asked at based be because been"
    " before both but by can consider despite during each either even every everyone finally first following for former"
    " from given had has have he her here his how however i if in indeed instead into is it its just last later like"
    " many maybe meanwhile more moreover most much my nearly neither never next no nobody nor not nothing now of often"
    " on once one only or other others our out over perhaps recently second several she should similarly since so some"
    " someone sometimes still such than thanks that the their them then there therefore these they third this those"
    " though three through thus to today together too two under until unlike up upon us was we were"
    " what when where whereas"
    " whether which while who whom whose why with within without would yes yesterday yet you your".split()
)
ROLES = frozenset(
    "dr mr mrs ms prof professor sir ceo cfo coo cto cso cmo president director chair chairman chairwoman manager chief"
    " officer vice head vp svp evp founder co-founder cofounder co-author senator partner editor author analyst"
    " consultant executive spokesman spokeswoman spokesperson moderator panelist governor minister secretary".split()
)
_NO_PERSON = frozenset(
    "inc corp corporation company co ltd llc plc group university institute association college school bank council"
    " committee alliance alliances management partners partnering partnership summit conference review report journal"
    " therapeutics pharmaceuticals pharma biotech sciences labs laboratories holdings systems technologies technology"
    " center centre foundation department agency business strategy press times post street road city state states"
    " america europe asia china kingdom union january february march april may june july august september october"
    " november december monday tuesday wednesday thursday friday saturday sunday".split()
)


@dataclass(frozen=True)
class Mention:
    """A name at `[start, end)` of the text it was found in, titles and roles included; `name` is without them."""

    start: int
    end: int
    name: str


class Names:
    """The names of one document, by which a surname, or a first name, stands for the only person who has it."""

    def __init__(self, text: str, known: Iterable[str] = ()) -> None:
        """Read the names off `text`; `known` are people of whom the document's facets tell."""
        self._lower = frozenset(_LOWER_WORD.findall(text))
        self._proper = frozenset(_MID_SENTENCE.findall(text))
        self._full: set[str] = set(known)
        self._full.update(mention.name for mention in self.find(text) if self._looks_full(mention.name))
        bearers: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self._full):
            words = name.split()
            for word in {words[0], words[-1]} if len(words) > 1 else ():
                bearers[word].append(name)
        self._meant = {word: _meant(word, full_names) for word, full_names in bearers.items()}

    def find(self, text: str) -> Iterator[Mention]:
        """The mentions in `text`, in order."""
        for match in _NAME.finditer(text):
            words = [(word.start(), word.end(), word[0]) for word in _WORD.finditer(match[0])]
            titled = self._without_opening(words)
            words = self._without_credentials(self._without_roles(titled))
            if words and len(words) <= _MOST_WORDS:
                name = " ".join(word for _, _, word in words)
                yield Mention(match.start() + titled[0][0], match.start() + words[-1][1], name)

    def full(self, name: str) -> str:
        """The full name that `name` stands for where the document gives one, else `name`."""
        return self._meant.get(name, name)

    def is_person(self, name: str) -> bool:
        """Whether `name` is, or stands for, what reads as a person's full name."""
        return self.full(name) in self._full

    def can_speak(self, name: str) -> bool:
        """Whether `name` may be the subject of a verb of speech: a person, or what is a name within sentences too."""
        is_common = name.lower() in self._lower or name.lower() in ROLES
        return self.is_person(name) or (not is_common and (" " in name or name in self._proper))

    def _looks_full(self, name: str) -> bool:
        words = name.split()
        bare = {word.lower() for word in words}
        is_common = words[-1].lower() in self._lower or bool(bare & _NO_PERSON) or name.isupper()
        return len(words) > 1 and not is_common and len(words[-1].rstrip(".")) > 1

    def _without_opening(self, words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        for index, (_, _, word) in enumerate(words):
            is_common = len(words) > 2 and index == 0 and word.lower() in self._lower
            if word.lower() not in _FUNCTION_WORDS and not is_common:
                return words[index:]
        return []

    @staticmethod
    def _without_roles(words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        last = max((i for i, (_, _, word) in enumerate(words) if word.rstrip(".").lower() in ROLES), default=-1)
        return words[last + 1 :]

    @staticmethod
    def _without_credentials(words: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        while len(words) > 1 and _CREDENTIAL.match(words[-1][2]) and not words[0][2].isupper():
            words = words[:-1]
        return words


def _meant(word: str, bearers: Sequence[str]) -> str:
    """The person whom one of the names of all its `bearers` means; `word` itself where that may be several."""
    by_surname = [full for full in bearers if full.split()[-1] == word] or bearers
    shortest = min(by_surname, key=len)
    is_one = all(full.split()[0] == shortest.split()[0] for full in by_surname)
    return shortest if is_one else word
