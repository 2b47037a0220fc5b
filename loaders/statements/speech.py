"""The words by which prose says who speaks: verbs of speech, pronouns, titles and the like, English and Chinese."""

import re

# With these, whatever the named person does is say something: "Roe stressed the need for speed".
_ALWAYS = (
    r"sa(?:id|ys)|told|tells|stress(?:ed|es)|emphasi[sz](?:ed|es)|warn(?:ed|s)|caution(?:ed|s)|argue[ds]|believe[ds]"
    r"|th(?:inks|ought)|insist(?:ed|s)|point(?:ed|s) out|acknowledge[ds]|observe[ds]|remark(?:ed|s)|explain(?:ed|s)"
    r"|suggest(?:ed|s)|recommend(?:ed|s)|urge[ds]|claim(?:ed|s)|maintain(?:ed|s)|comment(?:ed|s)"
    r"|contend(?:ed|s)|predict(?:ed|s)|admit(?:ted|s)|concede[ds]|assert(?:ed|s)|lament(?:ed|s)|note[ds]|state[ds]"
    r"|call(?:ed|s) for|went on to (?:say|add|explain)|recogni[sz]e[ds]|exhort(?:ed|s)|reckon(?:ed|s)"
    r"|counter(?:ed|s)|agree[ds]"
)
# With these, only what is introduced as a clause: "Roe added that …", not "Roe added three people".
_WITH_CLAUSE = (
    r"add(?:ed|s)|report(?:ed|s)|wr(?:ote|ites)|written|conclude[ds]|f(?:ound|inds)|announce[ds]|reveal(?:ed|s)"
    r"|recall(?:ed|s)|ask(?:ed|s)|repl(?:ied|ies)|answer(?:ed|s)|respond(?:ed|s)|describe[ds]|discuss(?:ed|es)"
    r"|confirm(?:ed|s)|remind(?:ed|s)|reiterate[ds]|declare[ds]|estimate[ds]|realize[ds]|feels|felt|hopes|wonder(?:ed|s)"
    r"|share[ds]|advise[ds]|mention(?:ed|s)"
)
# With these, only what stands in quotation marks.
_WITH_QUOTE = (
    r"continue[ds]|went on|goes on|began|begins|quip(?:ped|s)|joke[ds]|put(?:s)? it|phrase[ds] it|describe[ds] it"
    r"|call(?:ed|s)|recount(?:ed|s)|laugh(?:ed|s)|offer(?:ed|s)|sum(?:med|s) up|likes to say|exclaim(?:ed|s)"
    r"|jump(?:ed|s) in"
)
_ANY_VERB = rf"\b(?:{_ALWAYS}|{_WITH_CLAUSE}|{_WITH_QUOTE})\b"
VERB = re.compile(rf"\b(?:(?P<always>{_ALWAYS})|(?P<clause>{_WITH_CLAUSE})|(?P<quote>{_WITH_QUOTE}))\b")
CLAUSE = re.compile(r"(?:\s+\S+){0,4}?\s+(?:that|whether|how|why|if|what)\b")

# What may stand between a subject and its verb.
ADVERBS = re.compile(
    r"(?:\s+(?:also|later|then|further|once|often|has|had|have|would|recently|still|even|both|himself|herself"
    r"|[a-z]{2,20}ly))*\s*\Z"
)
SINGULAR_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he)\Z")
OTHER_PRONOUN = re.compile(r"\b(?:[Tt]hey)\Z")
_PEOPLE = (
    r"(?:executive|manager|official|spokes(?:man|woman|person)|analyst|expert|source|participant|speaker|panel(?:l)?ist"
    r"|member|consultant|colleague|leader|director|CEO|president|chair(?:man|woman)?|founder|respondent|attendee"
    r"|interviewee|employee|adviser|advisor|investor|researcher|author|scientist|lawyer|banker|veteran|head)s?"
)
UNNAMED = re.compile(
    rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother|[Ss]ome|[Ss]everal|[Mm]any|[Tt]he)\s+(?:[\w’'-]+\s+){{0,3}}?{_PEOPLE}"
    r"(?:\s+(?:at|of|from|in)(?:\s+[\w’'-]+){1,4})?\Z|\b[Oo]ne\Z"
)
# Somebody without a name whom a pronoun in the next sentence may mean.
UNNAMED_SUBJECT = re.compile(
    rf"\b[Ss]ome(?:body|one)\b|\A(?:An?|One|Another)\s+(?:[\w’'-]+\s+){{0,3}}?{_PEOPLE}\b"
    r"|\A(?:一位|一名|某位|某|有人|有位|另一位|另一名)"
)
UNNAMED_AFTER = re.compile(rf"\s*(?:an?|one|another|some|several|the)\s+(?:[\w’'-]+\s+){{0,4}}?{_PEOPLE}\b|\s*one\b")

HAN = r"\u3400-\u9fff"
CHINESE_VERB = re.compile(
    r"补充道|补充说|解释说|解释道|总结道|总结说|介绍说|回答说|回答道|感叹道|表示|认为|指出|强调|提到|坦言|警告|建议|透露"
    r"|回忆|写道|介绍|谈到|相信|承认|告诉|直言|说道|问道|呼吁|提醒|主张|看来|所[言说述]"
    r"|(?<![据小来以学传所])说(?![明服法辞客])|(?<![名职简])称(?![为号赞呼])"
)
CHINESE_ADVERBS = (
    r"(?:也|还|则|又|曾|都|进一步|随后|同时|特别|明确|一再|接着|最后|补充"
    r"|向[^，。]{1,12}|在[^，。]{1,20}(?:上|中|时|里))*\s*\Z"
)
CHINESE_PRONOUN = re.compile(rf"(?<![其吉])[他她]{CHINESE_ADVERBS}")
CHINESE_UNNAMED = re.compile(
    r"(?:他们|她们|(?:许多|很多|一些|有些|有)人|专家|高管|负责人|发言人|人士|分析师|经理人?|嘉宾|受访者|与会者)们?"
    + CHINESE_ADVERBS
)
CHINESE_TITLE = "先生|女士|小姐|博士|教授|老师|总裁|总监|总经理|经理|主任|院长|董事长|总"
CHINESE_ROLE = re.compile(r"[家理裁监官师长授士人席事表者员管](?!·)|创始人|据|如|由|和|与|的|对")
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾"
    "夏韦傅方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)

MASK = "\ue000"
# A quotation's question or exclamation mark ends no sentence when one of these comes after it.
ATTRIBUTION_AHEAD = re.compile(
    rf"\s*(?:[A-Z][\w.’'-]*\s+){{0,4}}(?:[a-z]{{2,20}}ly\s+|he\s+|she\s+|they\s+)?{_ANY_VERB}"
    rf"|[{HAN}·]{{1,16}}?(?:{CHINESE_VERB.pattern})"
)
