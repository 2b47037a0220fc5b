"""A corpus of alliances that are named after birds, and questions about it that each need one part of the product:
words that are in no passage need its vectors, numbers of samples need its words, Chinese needs its segmentation.
"""

import json
from typing import Any

BIRDS = {
    "Heron": ("Porto", "2031", "ninety", "Scotland", "Tamsin Vole"),
    "Osprey": ("Turku", "2028", "sixty", "Denmark", "Ruben Falk"),
    "Plover": ("Ghent", "2033", "thirty", "Ireland", "Ilse Marten"),
    "Curlew": ("Graz", "2029", "forty-five", "Austria", "Nils Bramble"),
    "Dunlin": ("Malmo", "2030", "one hundred", "Sweden", "Petra Sedge"),
    "Merlin": ("Leiden", "2034", "fifty", "Belgium", "Oona Thorn"),
    "Linnet": ("Basel", "2027", "seventy", "Italy", "Kasper Reed"),
    "Siskin": ("Tartu", "2032", "eighty", "Latvia", "Vera Moss"),
}
CHINESE = [
    ("冷链运输的温度记录", "物流小组每周检查冷链运输的温度记录", "每周"),
    ("低温库中的样品", "低温库中的样品要保存十五年", "十五年"),
    ("超过二十万元的采购", "超过二十万元的采购需要总经理批准", "总经理"),
    ("夜间备份", "夜间备份送到上海机房", "上海"),
    ("专利申请费用", "专利申请费用由双方平均分担", "平均"),
    ("新人的合规课程", "新人的合规课程要在三十天内完成", "三十天"),
    ("委员会的表决", "委员会的表决必须一致通过", "一致"),
    ("收到的发票", "收到的发票在四十五天内付款", "四十五天"),
    ("海外差旅", "海外差旅要提前两周登记", "两周"),
    ("实验室的钥匙", "实验室的钥匙由值班主任保管", "值班主任"),
    ("访客的胸牌", "访客的胸牌在离开时交还前台", "前台"),
    ("公开演讲的稿件", "公开演讲的稿件由传播部审阅", "传播部"),
    ("仓库的湿度", "仓库的湿度由质量员每天两次读取", "质量员"),
    ("退回的药品", "退回的药品放在红色货架上", "红色货架"),
    ("会议室的预订", "会议室的预订在星期一早上开放", "星期一"),
    ("旧电脑的硬盘", "旧电脑的硬盘要由信息部销毁", "信息部"),
    ("翻译费的上限", "翻译费的上限是每页三百元", "三百元"),
    ("消防演习的日期", "消防演习的日期由工会决定", "工会"),
]
MEANINGS = [
    ("The ferry was cancelled because of the storm.", "Why did the boat stay in the harbour?", "storm"),
    ("Our physicians are paid on the last Friday of the month.", "When do doctors get their salary?", "Friday"),
    ("The kitchen closes at nine in the evening.", "Until what hour can one eat dinner?", "nine"),
    ("The lift is repaired by a firm from Bergen.", "Who fixes the elevator?", "Bergen"),
    ("Automobiles are parked behind the old brewery.", "Where do people leave their cars?", "brewery"),
    ("The attorney of the alliance is Greta Holm.", "What is the lawyer called?", "Greta Holm"),
    ("Infants may be looked after in the blue house.", "Where can babies be cared for?", "blue house"),
    ("The refuse is collected on Tuesdays.", "On which day is the garbage picked up?", "Tuesdays"),
]
SAMPLES = 16


SUITE = """
name = "aviary"
corpus = "corpus"
cases = "cases.jsonl"

[gate]
thresholds = [{ metric = "leaked", most = 0 }, { metric = "verbatim", least = 1 }]
no_regression = [
    { metric = "passed" },
    { metric = "abstained" },
    { metric = "ndcg@10" },
]
"""


def suite() -> dict[str, str]:
    """The suite with its corpus, by path."""
    corpus = {f"corpus/{path}": text for path, text in files().items()}
    return {"suite.toml": SUITE, "cases.jsonl": cases(), **corpus}


def files() -> dict[str, str]:
    """The corpus, by path."""
    agreements = {f"agreements/{bird.lower()}.md": _agreement(bird) for bird in BIRDS}
    prices = {f"prices/{bird.lower()}.md": _prices(bird, 30 + rank) for rank, bird in enumerate(BIRDS)}
    samples = {f"articles/samples-{each}.md": _sample(each) for each in range(SAMPLES)}
    chinese = {f"playbooks/zh-{rank}.md": _chinese(rank) for rank in range(len(CHINESE))}
    meanings = {f"articles/note-{rank}.md": _note(rank) for rank in range(len(MEANINGS))}
    return {**meanings, **agreements, **prices, **samples, **chinese}


def cases() -> str:
    """The cases as lines of JSON."""
    rows = [*_of_agreements(), *_of_meanings(), *_of_samples(), *_of_chinese(), *_unanswerable(), *_behind_the_wall()]
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)


def _agreement(bird: str) -> str:
    town, year, days, law, chair = BIRDS[bird]
    clauses = {
        "Term": f"This agreement runs until 31 December {year} unless it is renewed.",
        "Termination": f"Either party may terminate this agreement on {days} days' written notice.",
        "Law": f"The law of {law} governs this agreement and everything that follows from it.",
        "Committee": f"The joint committee meets in {town}. Its chair is {chair}.",
        "Publications": "Each party shows the other a manuscript before it is submitted to a journal.",
        "Notices": "Whatever is sent under this agreement goes by registered letter.",
    }
    body = "\n".join(
        f"## {number}. {name}\n\n{number}.1 {text}\n" for number, (name, text) in enumerate(clauses.items(), start=1)
    )
    return f"---\ntitle: {bird} agreement\naudience: internal\n---\n\n# {bird} agreement\n\n{body}"


def _prices(bird: str, price: int) -> str:
    text = f"A vial costs {price} euros in the {bird} alliance. The rebate begins at a thousand vials."
    return f"---\ntitle: {bird} price list\naudience: restricted\n---\n\n# {bird} price list\n\n{text}\n"


def _sample(each: int) -> str:
    text = f"The freezer of unit {each} broke down. Nothing was lost, as sample K-{417 + each} was moved in time."
    return f"---\ntitle: Log {each}\naudience: internal\n---\n\n# Log {each}\n\n{text}\n"


def _chinese(rank: int) -> str:
    return f"---\ntitle: 手册{rank}\naudience: internal\n---\n\n# 手册{rank}\n\n{CHINESE[rank][1]}。\n"


def _note(rank: int) -> str:
    return f"---\ntitle: Note {rank}\naudience: internal\n---\n\n# Note {rank}\n\n{MEANINGS[rank][0]}\n"


def _row(name: str, question: str, tag: str, source: str = "", quote: str = "", **more: Any) -> dict[str, Any]:
    gold = [{"source": source, "quote": quote}] if source else []
    return {"id": name, "question": question, "tags": [tag], "gold": gold, **more}


def _of_agreements() -> list[dict[str, Any]]:
    rows = []
    for bird, (_, year, days, _, _) in BIRDS.items():
        source = f"agreements/{bird.lower()}.md"
        asked = [
            (f"Until when does the {bird} agreement run?", f"runs until 31 December {year}", year),
            (f"On how much notice may {bird} be terminated?", f"on {days} days'", days),
        ]
        rows += [
            _row(f"{bird}-{number}", question, "agreement", source, quote, must=[[right]])
            for number, (question, quote, right) in enumerate(asked)
        ]
    return rows


def _of_meanings() -> list[dict[str, Any]]:
    return [
        _row(f"meaning-{rank}", question, "meaning", f"articles/note-{rank}.md", text, must=[[right]])
        for rank, (text, question, right) in enumerate(MEANINGS)
    ]


def _of_samples() -> list[dict[str, Any]]:
    return [
        _row(
            f"sample-{each}",
            f"What happened to K-{417 + each}?",
            "sample",
            f"articles/samples-{each}.md",
            f"sample K-{417 + each} was moved in time",
            must=[["moved in time"]],
        )
        for each in range(SAMPLES)
    ]


def _of_chinese() -> list[dict[str, Any]]:
    return [
        _row(f"zh-{rank}", f"{topic}有什么规定？", "chinese", f"playbooks/zh-{rank}.md", text, must=[[right]])
        for rank, (topic, text, right) in enumerate(CHINESE)
    ]


def _unanswerable() -> list[dict[str, Any]]:
    asked = [f"What does the {bird} agreement say about the insurance of vehicles?" for bird in BIRDS]
    return [_row(f"none-{rank}", each, "unanswerable", answerable=False) for rank, each in enumerate(asked)]


def _behind_the_wall() -> list[dict[str, Any]]:
    asked = [f"What does a vial cost in the {bird} alliance?" for bird in BIRDS]
    rows = [_row(f"wall-{rank}", each, "wall", answerable=False) for rank, each in enumerate(asked)]
    return [row | {"as": ["public,internal"]} for row in rows]
