"""How kept conversations look in a terminal."""

from collections.abc import Sequence
from datetime import datetime

from assistant.cli.printing import console, print_answer, print_indented
from assistant.conversations import Conversation, ConversationSummary, KeptTurn

ID_SHOWN = 8


def print_list(listed: Sequence[ConversationSummary]) -> None:
    out = console()
    if not listed:
        out.print("No conversations.")
    for each in listed:
        questions = f"{each.turns} {'question' if each.turns == 1 else 'questions'}"
        whose = each.owner if each.owner == each.place else f"{each.owner} · {each.place}"
        print_indented(out, 0, f"{each.id[:ID_SHOWN]}  {each.title}", "bold")
        print_indented(out, ID_SHOWN + 2, " · ".join((_when(each.last), questions, whose)), "dim")


def print_conversation(shown: Conversation) -> None:
    """Question by question, each answer with its quotes, and what is missing or has changed since."""
    out = console()
    for turn in shown.turns:
        out.print()
        print_indented(out, 0, f"> {turn.question}", "bold")
        print_indented(out, 2, _when(turn.asked), "dim")
        if turn.answer:
            print_answer(turn.answer)
        for line in remarks(turn):
            print_indented(out, 2, line, "italic")


def remarks(turn: KeptTurn) -> list[str]:
    """What a reader has to know of an answer from earlier."""
    lines = []
    if not turn.finished:
        lines.append("Stopped before it was whole." if turn.answer else "Never answered.")
    if turn.changed:
        lines.append(f"Changed since: {', '.join(f'{each.document} ({each.source})' for each in turn.changed)}.")
    elif not turn.complete:
        lines.append("Not all of it is shown: some was changed, removed, or is not for this viewer.")
    if turn.feedback:
        reason = f": {turn.feedback.reason}" if turn.feedback.reason else ""
        lines.append(f"Found {'helpful' if turn.feedback.verdict == 'up' else 'unhelpful'}{reason}")
    return lines


def _when(time: datetime) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M}"
