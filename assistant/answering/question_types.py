"""What kind of answer a question asks for, in English and Chinese, told by how it is put.

The kinds are tried in order and the first that fits counts: what must not be answered comes first, then what needs
more than one sentence, then the single facts.
"""

import re
from typing import Literal

QuestionType = Literal[
    "safety",
    "judgement",
    "decision",
    "survey",
    "change",
    "compare",
    "said",
    "how_to",
    "when",
    "amount",
    "who",
    "where",
    "definition",
    "list",
    "yes_no",
    "explain",
    "fact",
]

_PATIENT = r"\b(?:an?|one|my|our|the|this|her|his) (?:\w+ )?(?:patients?|participants?|volunteers?|child|woman|man)\b"
_SYMPTOM = (
    r"rash|reaction|nausea|vomit\w*|headaches?|dizz\w+|fever|pain|bleed\w*|swelling|seizures?|symptoms?|faint\w*|stroke|"
    r"side[- ]effects?|adverse|overdos\w+|hospitali[sz]\w+|died|death"
)
_BODY = r"\b(?:J[A-Z]C|committee|steering group|board|council|team|meeting|minutes)\b"
_BODY_ZH = r"(?:委员会|会议|小组|J[A-Z]C)"
_DOCUMENTS = r"(?:partners?|agreements?|contracts?|deals|alliances|partnerships)"
_HOLD = (
    r"\b(?:have|has|contain|include|provide|allow|mention|give|grant|require|with|permit|name|governed|say|"
    r"set|restrict)\b"
)
_SAY = (
    r"\b(?:say|said|thinks?|thought|warn\w*|argue\w*|tell|told|recommend\w*|advi[sc]e\w*|suggest\w*|claim\w*|believe\w*|"
    r"remember\w*|feel|answer\w*|repl(?:y|ied)|conced\w*|admit\w*|object\w*|ask\w*|worry|worries|mention\w*|opinion|"
    r"view|regret\w*|want)\b"
)
_MEASURE = (
    r"\b(?:percentage|percent|share|number|rate|proportion|price|costs?|fee|amount|sum|split|period|notice|deadline|"
    r"quorum|cap|budget|limit|threshold|score|upfront|royalt\w+|milestone)\b"
)
_POSSESSED = r"the\b|our\b|my\b|your\b|their\b|his\b|her\b|it\b|happening\b"

_ENGLISH: tuple[tuple[QuestionType, tuple[str, ...]], ...] = (
    ("safety", (rf"{_PATIENT}(?!.*\breport(?:s|ing)?\b).*\b(?:{_SYMPTOM})\b",)),
    (
        "judgement",
        (
            r"^(?:so |but |and )?(?:are|is|was|were|has|have|had|did|do|does)\b(?!.*\b(?:if|clause|say|says)\b)"
            r".*\b(?:breach(?:ed|es|ing)?|in default|defaulted|liable|violat\w+|infring\w+)\b",
            r"^(?:has|have|had|did|are|is) .*\bviolat\w+\b",
            r"^(?:can|could|should|may|would) we (?:sue|terminate for cause|claim damages|withhold payment)\b",
            r"^(?:is|are) .*\b(?:legally binding|enforceable|lawful|legal)\b",
        ),
    ),
    (
        "decision",
        (
            rf"\bwhat (?:did|has|have|was|were|had)\b.*{_BODY}.*\b(?:decid\w+|approved?|resolved?|agreed?)\b",
            rf"\bwhat (?:was|were|has been)\b.*\b(?:decided|approved|resolved)\b.*{_BODY}",
            rf"\bdecisions?\b.*\b(?:of|from|in|at|by|did|made|taken)\b.*{_BODY}",
            rf"{_BODY}.*\bdecisions (?:in|of|from)\b",
        ),
    ),
    (
        "survey",
        (
            rf"\b(?:which|what|any|how many|all)\b(?: of)?(?: our| the| these)? (?:other )?{_DOCUMENTS}\b"
            rf"(?! to read).*{_HOLD}",
        ),
    ),
    (
        "change",
        (
            r"\bwhat (?:\w+ ){0,2}(?:has |have )?(?:changed|is new|was new)\b",
            r"\bwhat (?:\w+ )?(?:did|does|has|have)\b.*\bchanged?\b",
            r"\bchanges (?:since|in|to|made)\b|\bchanged? since\b",
            r"\b(?:everything|all)(?: that| which)?(?: has| is| was)? (?:changed|new|different)\b",
        ),
    ),
    (
        "compare",
        (
            r"\bversus\b|\bvs\b|\bcompar(?:e[ds]?|ing|ison)\b|\bdiffer(?:s|ed|ences?)?\b|\bdifferent from\b",
            r"\bdifferent (?:opinions|views|numbers|figures|positions|answers)\b|\bconflicting\b|\bside by side\b",
            r"\bdisagree\w*\b|\bcontradict\w*\b|\bopinions\b|\bviews\b|\bpositions\b|\bwho says (?:yes|no)\b",
        ),
    ),
    (
        "said",
        (
            rf"\bwhat (?:exactly )?(?:did|does|do|has|have|had|was|is|were)\b.*{_SAY}",
            r"\baccording to\b|\bin \w+(?: \w+)?'s (?:view|opinion|words)\b",
        ),
    ),
    # Of a checklist, too, somebody may ask who owns it.
    ("who", (r"^who (?:owns|runs|manages|leads)\b|^who(?:['’]s| is| was) (?:the |our )?(?:\w+ )?owner\b",)),
    (
        "how_to",
        (
            r"^how (?:do|can|should|must|would|shall) (?:i|we|you|one|somebody|someone)\b|\bhow to\b",
            r"\bchecklists?\b|\bstep[- ]by[- ]step\b|\b(?:first|next|the) steps\b|\beverything to do\b|\bto-dos?\b",
            r"\bwhat (?:do|should|must|shall|can) (?:i|we|you) do\b|\bwhat (?:needs|has) to be done\b",
        ),
    ),
    (
        "list",
        (
            r"\b(?:list|name|give|show|tell)(?: me)? (?:every|each|all)\b|^(?:every|all)\b",
            r"\b(?:every|all the) cases?\b",
            r"\b(?:what|which) order\b|^what (?:are|were)\b.*\b(?:two|three|four|five|six|seven|eight|nine|ten)"
            r" (?:\w+ )?\w+s\b",
        ),
    ),
    (
        "when",
        (
            r"^(?:and |so |but )?when\b|,? (?:and|or) when\b|\b(?:since|until|till|by|from) when\b|\bhow late\b",
            r"\b(?:what|which) (?:date|day|year|month|time)\b|\bat (?:what|which) minute\b",
        ),
    ),
    (
        "amount",
        (
            r"\bhow (?:much|many|long|often|high|big|large|far|old|soon|quickly|fast|early)\b",
            rf"\bwhat(?:'s| is| was| are| were| does| do| did)?\b.*{_MEASURE}",
        ),
    ),
    ("who", (r"\bwho\b|\bwhom\b|\bwhose\b|\bwhich (?:person|speaker|guest|company|partner|consultancy|executive)\b",)),
    ("where", (r"^(?:and |in )?where\b|\b(?:in )?(?:which|what) (?:city|country|place|location)\b",)),
    (
        "definition",
        (
            r"\b(?:mean|means|meaning of|stands? for|definition of|define[ds]?)\b|\bexplain (?:the term|what)\b",
            rf"^what(?:'s| is| are) (?!{_POSSESSED})(?:an? )?[\w&'“”\"(),./-]+(?: [\w&'“”\"()-]+){{0,4}}"
            r"(?: in (?:an?|general)\b.*)?\s*\?*$",
        ),
    ),
    (
        "list",
        (
            r"^(?:please )?(?:list|name|enumerate|give me (?:all|the (?:full |whole )?list|every))\b|\ball the\b",
            r"^(?:and )?(?:which|what)(?: are| were)?(?: the| our| all| of the)*(?! happens)"
            r"(?: (?!is\b|does\b|was\b)\w+){0,3} \w+(?<!happen)s\b",
        ),
    ),
    (
        "yes_no",
        (
            r"^(?:and |but |so )?(?:is|are|was|were|do|does|did|can|could|may|must|shall|should|will|would|"
            r"has|have|had)\b",
        ),
    ),
    ("explain", (r"\bwhy\b|\bhow\b|\breasons?\b",)),
)

_CHINESE: tuple[tuple[QuestionType, tuple[str, ...]], ...] = (
    (
        "safety",
        (
            r"(?:患者|病人|受试者|参与者).{0,30}(?:皮疹|不良反应|副作用|症状|发热|头痛|头晕|恶心|呕吐|出血|死亡)"
            r"(?!.*(?:报告|怎么办|上报))",
        ),
    ),
    (
        "judgement",
        (r"(?=.*(?:违约|违反|违法|侵权))(?=.*(?:是否|有没有|算不算|是不是|吗))(?!.*(?:如果|怎么|条款))",),
    ),
    (
        "decision",
        (rf"{_BODY_ZH}.*(?:决定|决议|批准)了?(?:什么|哪些)|{_BODY_ZH}.*(?:什么|哪些)(?:决定|决议)",),
    ),
    (
        "survey",
        (
            r"(?:哪些|哪几|哪个|所有).{0,6}(?:合作伙伴|合作方|伙伴|协议|合同|合作)"
            r".*(?:有|包含|规定|约定|含|允许|要求)",
        ),
    ),
    (
        "change",
        (
            r"(?:改|修改|变|更改|调整)了?(?:什么|哪些)",
            r"(?:什么|哪些)(?:变化|改变|修改|变动)|有何变化",
        ),
    ),
    (
        "compare",
        (r"区别|不同|差异|比较|对比|相比|不一致|各自|(?:有|哪些|什么|存在).{0,4}分歧|分歧(?:在|是)",),
    ),
    (
        "said",
        (
            r"(?:说|谈|认为|觉得|表示|提到|建议|担心|警告|指出|主张)(?:了|过)?(?:什么|哪些|怎么|应)",
            r"(?:怎么|如何)(?:看|评价|说)|(?:看法|观点|意见)",
        ),
    ),
    ("who", (r"谁(?:来)?负责|负责人是谁",)),
    (
        "how_to",
        (
            r"怎么(?:办|做|写|准备|处理|启动|开展|上报)|步骤|清单|流程",
            r"如何(?:准备|处理|启动|进行|开展|上报|应对)",
        ),
    ),
    ("when", (r"什么时候|何时|哪一?天|哪一?年|几月|几号|什么日期|什么时间",)),
    ("amount", (r"多少|多久|多长|多高|多大|几(?:个|天|次|年|名|位|家|条|票|人)|百分之几|比例",)),
    ("who", (r"谁|哪位|何人",)),
    ("where", (r"哪里|哪儿|在哪(?!.{0,3}(?:大|些|个|几))|何处",)),
    ("definition", (r"^什么是|是什么(?:意思|东西)?[?？]?$|指(?:的是)?什么|什么意思|定义|含义",)),
    ("list", (r"哪些|哪几|哪.{1,2}大|有什么|列出|列举|都有",)),
    ("yes_no", (r"吗|是否|能不能|可不可以|有没有|是不是|应不应该|要不要",)),
    ("explain", (r"为什么|为何|怎么|如何|怎样|原因",)),
)

_OF_ASKERS = re.compile(
    r"\b(?:ask(?:s|ed|ing)?|wonder(?:s|ed)?|want(?:s|ed)? to know|moderators?|interviewers?|hosts?|audience)\b|"
    r"问了|提问|提出的问题|想知道|主持人|采访者|听众|观众",
    re.IGNORECASE,
)
_ASKER = re.compile(
    rf"\b(moderator|interviewer|audience)(?: members?)? (?:\w+ly )?{_SAY}|"
    r"according to (?:the |an? )(moderator|interviewer)\b",
    re.IGNORECASE,
)
_ASKER_ZH = {"主持人": "moderator", "采访者": "interviewer", "听众": "audience", "观众": "audience"}

_PATTERNS = tuple((kind, re.compile("|".join(ways), re.IGNORECASE)) for kind, ways in (*_ENGLISH, *_CHINESE))


def question_type(question: str) -> QuestionType:
    """The first kind whose way of asking the question shows; `fact` where none does."""
    asked = " ".join(question.replace("’", "'").split())
    return next((kind for kind, pattern in _PATTERNS if pattern.search(asked)), "fact")


def is_about_askers(question: str) -> bool:
    """Whether the question is what somebody asked, or what one said whose part is to ask."""
    return bool(_OF_ASKERS.search(question))


def asker_named(question: str) -> str | None:
    """The role, as sources have it, of those whose words the question asks for, where their part is to ask."""
    found = _ASKER.search(question)
    chinese = (role for name, role in _ASKER_ZH.items() if re.search(rf"{name}.{{0,4}}[问说提想]", question))
    return (found[1] or found[2]).casefold() if found else next(chinese, None)
