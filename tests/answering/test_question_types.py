"""What kind of answer a question asks for."""

import pytest

from assistant.answering.question_kinds import QuestionType
from assistant.answering.question_types import question_type

QUESTIONS: list[tuple[str, QuestionType]] = [
    ("What's a JSC?", "definition"),
    ("What does CRE mean in our contract with Acme?", "definition"),
    ("什么是联合指导委员会？", "definition"),
    ("Who owns the Heron alliance?", "who"),
    ("谁负责亚洲的合作？", "who"),
    ("When does the agreement end?", "when"),
    ("At what minute does she talk about handover?", "when"),
    ("协议什么时候到期？", "when"),
    ("How much notice must Acme give?", "amount"),
    ("What royalty rate does Acme pay?", "amount"),
    ("终止通知期多长？", "amount"),
    ("Where is arbitration seated?", "where"),
    ("Which phases does an alliance go through?", "list"),
    ("在哪五大领域开展合作？", "list"),
    ("How do I prepare a JSC meeting?", "how_to"),
    ("We received a notice. What are the first steps?", "how_to"),
    ("出现分歧时怎么办？", "how_to"),
    ("May Acme grant sublicences?", "yes_no"),
    ("合作协议签了吗？", "yes_no"),
    ("Why did the launch fail?", "explain"),
    ("为什么选这家公司？", "explain"),
    ("JDC versus JCC?", "compare"),
    ("Where do the guests disagree on metrics?", "compare"),
    ("JDC和JCC有什么区别？", "compare"),
    ("What did Ann Lee say about votes?", "said"),
    ("高淑雯怎么看投票？", "said"),
    ("Which partners have a change of control clause?", "survey"),
    ("哪些协议有排他条款？", "survey"),
    ("What did the JSC decide in May?", "decision"),
    ("委员会五月决定了什么？", "decision"),
    ("What changed since 2022?", "change"),
    ("Are we in breach?", "judgement"),
    ("我们有没有违反合同？", "judgement"),
    ("What happens if we are in breach?", "fact"),
    ("A patient had a rash after the second dose.", "safety"),
    ("患者用药后出现皮疹", "safety"),
    ("Who do we tell about an adverse event?", "who"),
    ("What happens when a health check comes back red?", "fact"),
]


@pytest.mark.parametrize(("question", "kind"), QUESTIONS)
def test_a_question_is_told_by_how_it_is_put(question: str, kind: QuestionType) -> None:
    assert question_type(question) == kind
