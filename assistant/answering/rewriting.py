"""A follow-up becomes a question that stands alone: what it leaves to the thread is put in its place.

Each question of a thread is rewritten from the one before it, so that a subject is carried on until another one is
brought up.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.subjects import Phrase, introduces, phrases, shares_words, subject
from assistant.knowledge.terms import content_terms, is_chinese
from assistant.question import LONGEST
from assistant.types import Turn

_PRONOUN = re.compile(r"\b(?:it|its|they|their|them|he|his|him|she|her)\b", re.IGNORECASE)
_OF_PERSONS = frozenset(("he", "his", "him", "she", "her"))
_OF_OWNERS = frozenset(("its", "their", "his", "her"))
_WORD_FOLLOWS = re.compile(r"\s+\w")
_END = re.compile(r"\s*[?.!]*$")
_POINTING = re.compile(
    r"\b(?:this|these|those(?! who)|such an?|the same|(?:which|the) one|ones|other|another|else)\b"
    r"|\b(?:about|after|at|before|by|do|does|for|from|in|is|like|of|on|than|was|with) that\b|\bthat[?.!]*$",
    re.IGNORECASE,
)
# "It" that stands for nothing: "how long does it take", "is it possible to …".
_EMPTY_PRONOUN = re.compile(
    r"it (?:takes?|costs?|like|is that|was that|(?:\w+ )?(?:possible|true|necessary|important|normal|better))\b",
    re.IGNORECASE,
)
_POINTING_CHINESE = re.compile("[它他她这那该其]|上述|前者|后者")
# What a Chinese question asks with, and the little words around it; what is left says what it is about.
_ASKING_CHINESE = re.compile(
    "什么时候|什么时间|为什么|什么|何时|谁|哪[些个位里天年]?|怎么样?|如何|多少|多久|多长|几[个天次年]?|是否|能不能|可不可以|有没有|"
    "需要|应该|可以|必须|分别|以后|之后|[的地得了吗呢吧要会能由在是有来去当做为被把给让和与就也都还再后前]|[，。？！、?!,.]"
)
_INTRODUCING_CHINESE = re.compile("^什么是|是什么(?:意思)?[？?]?$|介绍|解释")
_NAMED_AT_LEAST = 5  # characters that say by themselves what is meant
_LATIN_NAME = re.compile(r"[A-Za-z0-9]{2,}")

# The later part of a question that brings up its own subject: "What is a JSC, and who chairs it?"
_LATER_PART = re.compile(
    r"(?:,| and| but)\s+(?:what|why|how|when|where|who|which|is|are|was|were|do|does|did|can)\b", re.IGNORECASE
)

_INSTEAD = re.compile(
    r"(?:and|or|(?:and )?(?:what|how) about)\s+(?:(?:for|in|with|at|by|on) )?(?:the )?(?P<other>.+?)\s*[?.!]*",
    re.IGNORECASE,
)
_INSTEAD_CHINESE = re.compile("(?:那么|那|还有)?(?P<other>.{1,20}?)呢[?？]?")
_NAME_AT_MOST = 4  # words

_PERSONS_NAME = re.compile(r"\b[A-Z][\w'’-]+(?: [A-Z]\.)?(?: [A-Z][\w'’-]+)+")


@dataclass(frozen=True)
class Thread:
    """What came before a question: the questions as they stand alone, the subject of the last, and its answer."""

    questions: tuple[str, ...] = ()
    about: str = ""
    answer: str = ""


def standalone(question: str, history: Sequence[Turn]) -> str:
    """The question with what it leaves to the turns before it, oldest first; as it is where it leaves nothing."""
    return _rewritten(question, _thread(history))


def subject_of(history: Sequence[Turn]) -> str:
    """What the turns, oldest first, are about in the end; nothing where none says."""
    return _thread(history).about


def _thread(history: Sequence[Turn]) -> Thread:
    thread = Thread()
    for turn in history:
        asked = turn.question[:LONGEST].strip()
        alone = _rewritten(asked, thread)
        thread = Thread((*thread.questions, alone), _subject(asked, thread), turn.answer)
    return thread


def _subject(asked: str, thread: Thread) -> str:
    """The subject after a question: its own where it brings up a name or something new."""
    own = subject(asked)
    if own and (not thread.about or ((own.is_name or introduces(asked)) and not _pronoun(asked))):
        return own.text
    return thread.about


def _rewritten(question: str, thread: Thread) -> str:
    if not thread.questions:
        return question
    if swapped := _with_another_name(question, thread.questions[-1]):
        return swapped
    if is_chinese(question) or not thread.about or not content_terms(question):
        return f"{thread.questions[-1]} {question}" if _leans(question, thread) else question
    if found := _pronoun(question):
        noun = _noun_for(found, thread)
        return _with_context(f"{question[: found.start()]}{noun}{question[found.end() :]}", thread)
    return _with_context(question, thread) if _leans(question, thread) else question


def _pronoun(question: str) -> re.Match[str] | None:
    """The first pronoun that points out of the question: not "it" in "What is a JSC, and who chairs it?"."""
    found = _PRONOUN.search(question)
    if not found or _EMPTY_PRONOUN.match(question, found.start()):
        return None
    before = [phrase for phrase in phrases(question) if phrase.end <= found.start()]
    later = _LATER_PART.search(question, 0, found.start())
    goes_on = _WORD_FOLLOWS.match(question, found.end())
    if any((phrase.is_name and goes_on) or (later and phrase.end <= later.start()) for phrase in before):
        return None
    return found


def _noun_for(pronoun: re.Match[str], thread: Thread) -> str:
    word = pronoun[0].casefold()
    noun = thread.about
    if word in _OF_PERSONS:
        named = _PERSONS_NAME.findall(f"{thread.questions[-1]} {thread.answer}")
        noun = str(named[-1]) if named else noun
    return noun if word not in _OF_OWNERS else f"{noun}'" if noun.endswith("s") else f"{noun}'s"


def _with_context(question: str, thread: Thread) -> str:
    """The question, and in brackets what it leaves unsaid of its subject and of the first and the last question."""
    said = set(content_terms(question))
    about = set(content_terms(thread.about))
    added = []
    for phrase in (thread.about, *_first_and_last(thread)):
        meant = set(content_terms(phrase))
        if not meant <= said and (phrase == thread.about or not about <= meant):
            added.append(phrase)
            said |= meant
    if not added:
        return question
    end = _END.search(question)
    at = end.start() if end else len(question)
    return f"{question[:at]} ({', '.join(added)}){question[at:].strip()}"


def _first_and_last(thread: Thread) -> list[str]:
    return [phrase.text for at in (0, -1) for phrase in phrases(thread.questions[at])]


def _leans(question: str, thread: Thread) -> bool:
    """Whether a question that names nothing is about the thread's subject all the same."""
    if is_chinese(question):
        return bool(_POINTING_CHINESE.search(question)) or not _names_something(question)
    if _POINTING.search(question) or _pronoun(question) or not content_terms(question):
        return True
    specific = any(phrase.is_name or phrase.is_long for phrase in phrases(question))
    return not (specific or introduces(question) or shares_words(question, thread.questions))


def _names_something(question: str) -> bool:
    """Whether a Chinese question says what it is about: "终止通知期是多长？", not "谁来当主席？"."""
    if _LATIN_NAME.search(question) or _INTRODUCING_CHINESE.search(question):
        return True
    return len(_ASKING_CHINESE.sub("", question)) >= _NAMED_AT_LEAST


def _with_another_name(question: str, previous: str) -> str | None:
    """What "And Beta?" asks: the question before, put to Beta."""
    match = (_INSTEAD_CHINESE if is_chinese(question) else _INSTEAD).fullmatch(question.strip())
    names = [phrase for phrase in phrases(previous) if phrase.is_name]
    if not match or not names:
        return None
    other = match["other"]
    if not other[:1].isupper() or len(other.split()) > _NAME_AT_MOST:
        return None
    name = _most_like(other, names)
    return previous[: name.start] + other + previous[name.end :]


def _most_like(other: str, names: Sequence[Phrase]) -> Phrase:
    """The last of the names that is written like the other, in capitals or not; else the last."""
    alike = [name for name in names if name.text.isupper() == other.isupper()]
    return (alike or names)[-1]
