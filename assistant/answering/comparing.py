"""Side by side: one part for each thing that is compared, or for each person or document that takes a position."""

import re
from collections.abc import Callable, Sequence

from assistant.answering.asked import Asked
from assistant.answering.quoting import Quote
from assistant.answering.scoring import Scored
from assistant.knowledge.terms import content_terms, terms

PARTS_SHOWN = 6
BOTH_SHOWN = 3
NEAR_BEST = 0.5  # a position counts from this share of the best one's score
OF_BOTH = 0.8  # a sentence on both sides is preferred from this share of the best one's score

_SIDE = r"[\w&'’.-]+(?: [\w&'’.-]+){0,3}?"
_AFTER = r"(?=\s+(?:differ|disagree|compare|say|see|think|in|on|about|for)\b|[?,.:]|$)"
_SIDES = (
    re.compile(
        rf"\b(?:between|compare|(?:how )?(?:do|does|did|are|is)|how) ({_SIDE}) (?:and|with|to|or) ({_SIDE}){_AFTER}",
        re.IGNORECASE,
    ),
    re.compile(rf"^({_SIDE}),? (?:versus|vs\.?|compared (?:to|with)|or) ({_SIDE}){_AFTER}", re.IGNORECASE),
    re.compile(
        r"([\w《》]{2,12}?)\s*(?:和|与|跟|同|相比|、)\s*([\w《》]{2,12}?)(?=的|有|之间|在|对|不同|区别|相比|[，？?])"
    ),
)
_OPINIONS = re.compile(
    r"interview|guests?\b|speakers?\b|people|experts?|opinions?|views?|positions?|who says|disagree|practitioners|"
    r"受访|嘉宾|意见|观点|分歧",
    re.IGNORECASE,
)


def sides(question: str) -> tuple[str, str] | None:
    """The two things that the question compares, where it names them."""
    asked = " ".join(question.split())
    found = next((match for pattern in _SIDES if (match := pattern.search(asked))), None)
    return (found[1], found[2]) if found and content_terms(found[1]) and content_terms(found[2]) else None


def compared(asked: Asked, scored: Sequence[Scored]) -> list[Quote]:
    """What answers for each side, best first; for a question of opinions, what each person says."""
    named = sides(asked.question)
    if named:
        return _of_sides(asked, named, scored)
    if _OPINIONS.search(asked.question):
        said = [each for each in scored if each.quote.speaker]
        people = _one_each(said, lambda each: each.quote.speaker)
        if len(people) > 1:
            return people
    return _one_each(scored, lambda each: each.quote.found.passage.document_id)


def _of_sides(asked: Asked, named: tuple[str, str], scored: Sequence[Scored]) -> list[Quote]:
    glossed = [
        asked.wording_for(each.quote.text).covered(frozenset(terms(_whole_reading(each.quote)))) for each in scored
    ]
    wanted = [frozenset(content_terms(side)) for side in named]
    having = [[each for each, covered in zip(scored, glossed, strict=True) if side <= covered] for side in wanted]
    both = [each for each in having[0] if each in having[1] and all(_speaks_of(side, each.quote) for side in wanted)]
    best = scored[0].score if scored else 0.0
    if both and both[0].score >= best * OF_BOTH:
        return [each.quote for each in both if each.score >= both[0].score * OF_BOTH][:BOTH_SHOWN]
    return [quote for side in having for quote in [each.quote for each in side if each not in both][:2]]


def _speaks_of(side: frozenset[str], quote: Quote) -> bool:
    return side <= frozenset(terms(" ".join([quote.text, *(place.value for place in quote.places("row"))])))


def _whole_reading(quote: Quote) -> str:
    rows = " ".join(place.value for place in quote.places("row"))
    return f"{quote.found.passage.context} {quote.speaker or ''} {rows} {quote.text}"


def _one_each(scored: Sequence[Scored], group: Callable[[Scored], str | None]) -> list[Quote]:
    best = scored[0].score if scored else 0.0
    firsts: dict[str | None, Scored] = {}
    for each in scored:
        if each.score >= best * NEAR_BEST:
            firsts.setdefault(group(each), each)
    return [each.quote for each in firsts.values()][:PARTS_SHOWN]
