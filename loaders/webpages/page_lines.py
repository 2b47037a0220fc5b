"""The lines of a saved web page: which of them are running text, and which are the page's own and not the article's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from loaders.facets.inference import is_title
from loaders.webpages.bylines import Byline, parse_byline

_LONG = 100
_WRAPPED = 50
_SENTENCE = 40
_FEWEST_WORDS = 8
_LONGEST_MENU_LINE = 140
_LIKELY_TITLE = 100
_LONGEST_TITLE = 220
_NO_TITLE_END = (".", ",", ";", ":", "。", "，", "；", "：")

_SENTENCE_END = re.compile(r"[.!?…。！？][”’\"')\]」]*\Z")
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LINE = re.compile(r"[^\n\f]*(?:[\n\f]|\Z)")

_PAGE_LINE = re.compile(
    r"""[\W_]*(?:
    (?:skip|jump)\ to\ (?:main\ )?(?:content|navigation).*
    |(?:home|menu|search|login|log\ ?(?:in|out|on)|sign\ ?(?:in|up|out)|register|subscribe|contact(?:\ us)?
      |about(?:\ us)?|faqs?
      |site\ ?map|sitemap|rss|back\ to\ top|top|print|email|e-mail|close|toggle\ navigation|main\ menu
      |navigation|my\ account
      |previous|next|older(?:\ posts)?|newer(?:\ posts)?|share|tweet|like|follow|permalink|trackbacks?|reply
      |advertisement
      |archives?|categories|quick\ ?links|donate|cart|checkout|bookmark)(?:\ ?(?:\(\d+\)|[»«>←→]))?
    |(?:search|view|see|browse)\ (?:all|the|this|our|more)\b.{0,40}
    |(?:tags?|tagged(?:\ with)?|categories|category|filed\ under|posted\ in|topics?|labels|keywords
      |related\ topics)\ ?:?\ ?(?::|in\b|under\b).*|tags?
    |(?:\d+|no)\ (?:comments?|replies|responses|likes?|shares?|views)(?:\ .{0,20})?|(?:comments?|likes?|views
      |shares|replies)\ ?[(:]\ ?\d+\)?.{0,40}
    |(?:leave|post|write|add)\ (?:a|your)\ (?:reply|comment|response).{0,40}|be\ the\ first\ to\ (?:comment
      |like).{0,40}|(?:log|sign)\ in\ to\ .{0,60}
    |share\ (?:this|on|via)\b.{0,60}|(?:print|email|e-mail|save|bookmark|download)\ (?:this|article
      |page|post|pdf)\b.{0,30}
    |(?:click\ to|opens\ in)\b.{0,60}|follow\ us\b.{0,60}|(?:like|join)\ us\ on\b.{0,40}|connect\ with\ us\b.{0,40}
    |(?:facebook|twitter|linkedin|instagram|youtube|pinterest|whatsapp|reddit|x\.com|wechat)(?:\W{1,3}\w+){0,4}
    |(?:related|recent|popular|latest|recommended|trending|similar)\ (?:posts?|articles?|stories|content|reading
      |news|entries|comments)\b.{0,30}
    |(?:you\ (?:may|might)\ also\ (?:like|enjoy)|more\ (?:from|stories|articles|posts)\b|most\ (?:read
      |popular|viewed)|read\ (?:more|next)|continue\ reading).{0,60}
    |(?:previous|next|older|newer)\ (?:post|article|story|page|entry|entries|posts)\b.{0,80}
    |(?:copyright|©|\(c\)\ (?:19|20)\d\d).{0,140}|.{0,80}all\ rights\ reserved.{0,60}
    |(?:privacy|cookie|terms|legal|accessibility)\ (?:policy|policies|statement|notice|of\ (?:use|service)
      |settings|&).{0,80}|privacy|terms|cookies
    |(?:we|this\ (?:web)?site)\ uses?\ cookies\b.{0,140}|accept\ (?:all\ )?cookies|powered\ by\ .{0,50}
      |advertis(?:e\ with\ us|ing)
    |sign\ up\ (?:for|to)\b.{0,80}|subscribe\ (?:to|now|today|for)\b.{0,80}|newsletters?|permalink\b.{0,60}
      |this\ post\ has\ .{0,60}
    |(?:first|last|prev|next)\ page|page\ \d+\ of\ \d+|join\ (?:now|today)|learn\ more|loading\W*
    |首页|登录|注册|登录\W注册|搜索|菜单|导航|返回(?:顶部|首页|列表)|分享(?:到|至)?.{0,20}|收藏|打印(?:本页)?
      |点赞.{0,6}|评论.{0,12}|发表评论.{0,12}|网友评论.{0,12}
    |版权(?:所有|声明).{0,60}|标签\s*[:：].*|关键词\s*[:：].*|上一[篇页].*|下一[篇页].*|相关(?:阅读|文章|推荐
      |新闻|链接).{0,20}|推荐阅读.{0,20}|热门(?:文章|推荐).{0,20}
    |责任?编辑\s*[:：].{0,20}|扫(?:一扫|码).{0,30}|关注(?:我们|公众号).{0,20}|联系我们|关于我们|隐私(?:政策
      |声明)|友情链接|.{0,12}ICP备.{0,40}|阅读原文|阅读更多
    )[\W_]*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# Labelled lists may be long.
_LIST_OF_TAGS = re.compile(
    r"[\W_]*(?:(?:top |popular )?(?:tags?|labels|keywords|categories|category)|tagged(?: with)?|filed under|posted in"
    r"|topics|标签|关键词)\s*[:：].{0,2000}\Z",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"[\W_]*(?:\d+\s(?:comments?|responses|replies|thoughts)\b.{0,80}|comments?(?:\s?\(?\d*\)?)"
    r"|(?:leave|post|write|add) (?:a|your) (?:reply|comment|response).{0,40}|reader comments"
    r"|(?:网友|最新|全部|用户)?评论.{0,10}|发表评论)[\W_]*\Z",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"[\W_]*(?:(?:related|recent|popular|latest|recommended|trending|similar)\s"
    r"(?:posts?|articles?|stories|content|reading|news)"
    r"|you (?:may|might) also (?:like|enjoy)|more (?:from|stories|articles|posts)|most (?:read|popular)|read next"
    r"|相关(?:阅读|文章|推荐|新闻)|推荐阅读|热门(?:文章|推荐)).{0,40}\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Line:
    """A line that is not blank, the `number`th of its text, `[start, end)` without the white space at its ends."""

    number: int
    start: int
    end: int
    text: str

    @cached_property
    def is_of_page(self) -> bool:
        """Whether it belongs to the page around an article."""
        return is_page_line(self.text)

    @cached_property
    def byline(self) -> Byline | None:
        return parse_byline(self.text)


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank."""
    lines = []
    for number, match in enumerate(_LINE.finditer(text)):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            lines.append(Line(number, start, start + len(stripped), stripped))
    return lines


def is_page_line(line: str) -> bool:
    """Whether a line belongs to a page around an article: its menu, tags, share links, counts or footer."""
    if _LIST_OF_TAGS.match(line):
        return True
    return len(line) <= _LONGEST_MENU_LINE and (bool(_PAGE_LINE.match(line)) or _is_menu(line))


def is_title_line(line: str) -> bool:
    """Whether a line under which a byline stands can be a title: longer ones than elsewhere are believed there."""
    is_short = len(line) <= _LONGEST_TITLE and not line.endswith(_NO_TITLE_END)
    return is_short and is_title(line[:_LIKELY_TITLE]) and not is_page_line(line)


def opens_comments(line: str) -> bool:
    return bool(_COMMENTS.match(line))


def opens_related(line: str) -> bool:
    return bool(_RELATED.match(line))


def prose_flags(lines: Sequence[Line]) -> list[bool]:
    """Line by line, whether it is running text."""
    long = [len(line.text) >= _WRAPPED for line in lines] + [False]
    return [
        (_is_sentence(line.text) or (long[at] and long[at + 1] and _adjoin(lines, at)))
        and not line.is_of_page
        and not line.byline
        for at, line in enumerate(lines)
    ]


def _adjoin(lines: Sequence[Line], at: int) -> bool:
    return lines[at + 1].number == lines[at].number + 1


def _is_sentence(line: str) -> bool:
    if len(line) >= _LONG:
        return True
    has_words = len(_HAN.findall(line)) >= _SENTENCE // 2 or len(_WORD.findall(line)) >= _FEWEST_WORDS
    return has_words and bool(_SENTENCE_END.search(line))


def _is_menu(line: str) -> bool:
    """As in "Home | About | Contact": short entries between bars, dots or angles, no sentence among them."""
    entries = re.split(r"\s*[|•·»›/]\s+|\s+[|•·»›/]\s*", line)
    return (
        len(entries) > 2 and all(len(_WORD.findall(entry)) <= 4 for entry in entries) and not re.search(r"\d{4}", line)
    )
