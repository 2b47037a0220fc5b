"""Questions about the assistant itself, which no source is about: its prompt, its instructions, its model."""

import re

_ITSELF = re.compile(
    r"\byour (?:(?:own|full|system|initial|hidden|secret) )*(?:prompts?|system message|training data|language model)\b|"
    r"\b(?:ignore|disregard|forget|reveal|print|repeat|show(?: me)?) (?:all |any |of |the )*"
    r"(?:your|previous|prior|above) (?:\w+ )?(?:instructions|rules)\b|"
    r"\b(?:what|which) (?:language |ai )?model (?:are|do) you\b|"
    r"你的(?:系统)?(?:提示词|提示语|系统指令|训练数据)|你(?:是|用的是)?(?:什么|哪个)(?:语言)?模型",
    re.IGNORECASE,
)


def is_about_assistant(question: str) -> bool:
    """Whether the question is about the assistant that it is put to."""
    return bool(_ITSELF.search(question))
