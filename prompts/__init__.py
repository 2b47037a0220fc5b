"""The prompts that language models are given: text files beside this one, each of which a user's folder may replace.

In a prompt `$name` stands for a variable and `$$` for a dollar sign.
"""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from string import Template

SHIPPED = Path(__file__).parent


class PromptError(Exception):
    """A prompt that cannot be used: which file, what is wrong, and what to do."""


@dataclass(frozen=True)
class Prompt:
    """A prompt's text; `version` is the beginning of its hash, so that two answers tell whether theirs was the same."""

    name: str
    text: str

    @property
    def version(self) -> str:
        """The first twelve hexadecimal digits of the text's SHA-256."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    def rendered(self, **variables: str) -> str:
        """The text with its variables filled in. Raises PromptError where one is missing."""
        try:
            return Template(self.text).substitute(variables)
        except KeyError as error:
            raise PromptError(f"prompt {self.name!r}: no value for {error.args[0]!r}") from error


def load_prompt(name: str, variables: Collection[str], folder: Path | None = None) -> Prompt:
    """The prompt `NAME.md` of the user's folder, or the shipped one where that has none.

    Raises PromptError where it cannot be read, or uses a variable that is not one of `variables`.
    """
    if folder and not folder.is_dir():
        raise PromptError(f"{folder}: no such folder; prompts are looked for in it")
    own = folder / f"{name}.md" if folder else None
    path = own if own and own.exists() else SHIPPED / f"{name}.md"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise PromptError(f"{path}: cannot be read as text ({error})") from error
    template = Template(text)
    if not template.is_valid():
        raise PromptError(f"{path}: a $ that begins no variable; write $$ for a dollar sign")
    unknown = sorted(set(template.get_identifiers()) - set(variables))
    if unknown:
        raise PromptError(f"{path}: no variable {unknown[0]!r}; the variables are {', '.join(sorted(variables))}")
    if not text.strip():
        raise PromptError(f"{path}: empty; write the prompt, or remove the file to use the shipped one")
    return Prompt(name, text)
