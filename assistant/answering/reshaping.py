"""The last answer in another shape ("shorter", "as a list", "just the sources"), made of what it has."""

import re
from collections.abc import Callable, Sequence

from assistant.answering.statements import Draft
from assistant.answering.telling import ITEM, text_of
from assistant.types import Answer, Citation, Sentence

Shape = Callable[[Answer], Answer]


def reshaped(answer: Answer, request: str) -> Answer | None:
    """The answer as the request wants it; None where the request asks for no other shape of an answer.

    Nothing is written anew: sentences are chosen, and keep their citations. What has no sentences stays as it is.
    """
    shape = _shape(request)
    if shape is None:
        return None
    spent: dict[str, object] = {"question": request, "usage": None, "prompts": {}, "timings": {}, "seconds": 0.0}
    return (shape(answer) if answer.sentences else answer).model_copy(update=spent)


def asks_for_shape(request: str) -> bool:
    """Whether this asks for the last answer in another shape, and nothing else."""
    return _shape(request) is not None


def with_sentences(
    answer: Answer, sentences: Sequence[Sentence], citations: Sequence[Citation], notes: Sequence[str], apart: bool
) -> Answer:
    """The answer with these sentences and notes alone; of the citations those in use, numbered anew from 1.

    `apart` puts each sentence on a line of its own.
    """
    used = list(dict.fromkeys(number for sentence in sentences for number in sentence.citations))
    new = {number: at for at, number in enumerate(used, start=1)}
    by_number = {each.number: each for each in citations}
    told = [each.model_copy(update={"citations": [new[n] for n in each.citations]}) for each in sentences]
    return answer.model_copy(
        update={
            "sentences": told,
            "citations": [by_number[number].model_copy(update={"number": new[number]}) for number in used],
            "notes": list(notes),
            "text": text_of(Draft(notes=notes, apart=apart), told),
        }
    )


def is_apart(answer: Answer) -> bool:
    """Whether the answer's sentences stand on lines of their own, items of lists aside, which always do."""
    others = [each.text for each in answer.sentences[1:] if not each.text.startswith(ITEM)]
    return any(f"\n{each}" in answer.text for each in others)


def _shorter(answer: Answer) -> Answer:
    """The first half of the sentences: an answer starts with the answer."""
    half = (len(answer.sentences) + 1) // 2
    return with_sentences(answer, answer.sentences[:half], answer.citations, [], is_apart(answer))


def _one_sentence(answer: Answer) -> Answer:
    first = answer.sentences[0]
    alone = first.model_copy(update={"text": first.text.removeprefix(ITEM)})
    return with_sentences(answer, [alone], answer.citations, [], apart=False)


def _list(answer: Answer) -> Answer:
    items = [each.model_copy(update={"text": f"{ITEM}{each.text.removeprefix(ITEM)}"}) for each in answer.sentences]
    return with_sentences(answer, items, answer.citations, answer.notes, apart=True)


def _sources(answer: Answer) -> Answer:
    """A line for each citation."""
    lines = [Sentence(text=source_line(each), citations=[each.number], verified=True) for each in answer.citations]
    return with_sentences(answer, lines, answer.citations, [], apart=True)


def source_line(citation: Citation) -> str:
    """The document, who says it, when, and where it is, in one line."""
    page = citation.page and f"p. {citation.page}"
    parts = (citation.document, citation.speaker, citation.date, citation.time, page, citation.source)
    return " · ".join(part for part in parts if part)


def _shape(request: str) -> Shape | None:
    return next((shape for pattern, shape in _SHAPES if pattern.fullmatch(request.strip())), None)


_BEFORE = (
    r"(?:(?:ok|okay|thanks|please|and|now|but)[,.]? )*(?:(?:can|could|would|will) you (?:please )?)?"
    r"(?:(?:make|put|say|give|show|write|keep|tell|summari[sz]e|repeat|have) )?(?:me )?"
    r"(?:(?:it|that|this|the answer|your answer|them) )?(?:(?:again|all) )?"
)
_AFTER = r"(?:,? (?:please|thanks|instead|again))*\s*[.?!]*"
_BEFORE_CHINESE = "(?:请|麻烦|能不能|可以|能)?(?:你)?(?:再)?(?:说得|写得|回答得|说|写|给我|把它|把答案)?"
_AFTER_CHINESE = "(?:好吗|可以吗|吗|吧|谢谢)?[。？！?!.]*"


def _request(english: str, chinese: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}(?:{english}){_AFTER}|{_BEFORE_CHINESE}(?:{chinese}){_AFTER_CHINESE}", re.IGNORECASE)


_SHAPES: Sequence[tuple[re.Pattern[str], Shape]] = (
    (
        _request(
            r"(?:much |a (?:bit|little) |even )?(?:shorter|briefer|more (?:briefly|concise(?:ly)?|compact))"
            r"|(?:the )?short(?:er)? (?:version|answer|form)|in short|brief(?:ly)?|(?:too|that'?s (?:too )?) ?long"
            r"|in (?:fewer|a few) words|shorten(?: it| that| this)?|condense(?: it| that| this)?|(?:the )?tl;?dr",
            "(?:更)?(?:简短|简洁|精简|简单|短)(?:一点|一些|点|些|一下)?|太长了?|简而言之|长话短说|缩短(?:一点|一下)?",
        ),
        _shorter,
    ),
    (
        _request(
            r"(?:in |as |with )?(?:just |only )?(?:one|a single|1) (?:sentence|line)(?: only)?",
            "用?一句话(?:说|概括|总结|回答|说明)?(?:一下)?",
        ),
        _one_sentence,
    ),
    (
        _request(
            r"(?:as |in |into |with )?(?:a )?(?:bullet(?:ed)? )?(?:list|bullets|bullet points)|list (?:it|them|that)",
            "(?:用|以|列成|做成|改成)?(?:一个)?(?:列表|清单|要点)(?:列出|形式|的形式)?(?:来)?|(?:分点|逐条|逐点)(?:列出|说明|说)?(?:来)?",
        ),
        _list,
    ),
    (
        _request(
            r"(?:just |only )(?:the |your )?(?:sources|citations|references)|(?:the )?sources only",
            "(?:只|仅|就)(?:要|看|给|列出|列|给出)?(?:我)?(?:来源|出处|引用|参考资料)",
        ),
        _sources,
    ),
)
