"""How each kind of question is put in English."""

from assistant.answering.question_kinds import Ways

_PATIENT = r"\b(?:an?|one|my|our|the|this|her|his) (?:\w+ )?(?:patients?|participants?|volunteers?|child|woman|man)\b"
_SYMPTOM = (
    r"rash|reaction|nausea|vomit\w*|headaches?|dizz\w+|fever|pain|bleed\w*|swelling|seizures?|symptoms?|faint\w*|stroke|"
    r"side[- ]effects?|adverse|overdos\w+|hospitali[sz]\w+|died|death"
)
_BODY = r"\b(?:J[A-Z]C|committee|steering group|board|council|team|meeting|minutes)\b"
_DOCUMENTS = r"(?:partners?|agreements?|contracts?|deals|alliances|partnerships)"
_HOLD = (
    r"\b(?:have|has|contain|include|provide|allow|mention|give|grant|require|with|permit|name|governed|say|"
    r"set|restrict)\b"
)
SAY = (
    r"\b(?:say|said|thinks?|thought|warn\w*|argue\w*|tell|told|recommend\w*|advi[sc]e\w*|suggest\w*|claim\w*|believe\w*|"
    r"remember\w*|feel|answer\w*|repl(?:y|ied)|conced\w*|admit\w*|object\w*|ask\w*|worry|worries|mention\w*|opinion|"
    r"view|regret\w*|want)\b"
)
_MEASURE = (
    r"\b(?:percentage|percent|share|number|rate|proportion|price|costs?|fee|amount|sum|split|period|notice|deadline|"
    r"quorum|cap|budget|limit|threshold|score|upfront|royalt\w+|milestone)\b"
)
_POSSESSED = r"the\b|our\b|my\b|your\b|their\b|his\b|her\b|it\b|happening\b"

ENGLISH: Ways = (
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
            rf"\bwhat (?:exactly )?(?:did|does|do|has|have|had|was|is|were)\b.*{SAY}",
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
