"""Everything that Ally says in Slack besides answers."""

GOOD = "Helpful"
BAD = "Not helpful"
QUIET = "Quiet here"
SHARE = "Share with the channel"
SHARE_THIS = "Share this answer"
KEEP_PRIVATE = "Keep it to myself"

UNCHECKED = "(not found in the sources)"
NOTHING = "There is nothing to say."
MORE = "The answer goes on."
NEAREST = "Nearest in the sources:"

LOOKING = "Looking…"
HOW_TO_ASK = "Ask me about alliances, and I answer from the documents that everyone here may see."
HOW_TO_ASK_PRIVATELY = "Put a question behind it: `/ally Who decides when a committee is deadlocked?`"
STOPPED = "Stopped."
QUIET_NOW = "I stay quiet in this thread from now on, unless somebody mentions me."
THANKS = "Thank you. That is kept with the question, the answer and its passages."
SHARED = "Shared with the channel."
KEPT_PRIVATE = "It stays with you."
NO_LONGER_KEPT = "That answer is not kept any more; ask again."
NOT_IN_CHANNEL = "I am not in this channel. Invite me with `/invite @Ally`, then press the button again."
FAILED = "Something went wrong on my side, and there is no answer. The operator's log has it under"
UNREACHABLE = "I cannot get at what I know just now. Ask again in a few minutes."
DIFFERENT = (
    "Everyone in the channel would see this, which is not what you saw: that rests on documents that not everyone "
    "there may read, or that have changed since."
)

WHY = "What was wrong?"
WHY_LABEL = "What is missing, wrong or out of date"
SEND = "Send"
CLOSE = "Close"


def wait(rate: str, seconds: int) -> str:
    """Why a question is not answered now, and when it will be."""
    return f"Each person may ask {rate.replace('/', ' per ')}, which is used up. Ask again in {seconds} seconds."


def too_slow(seconds: float) -> str:
    """Why there is no answer."""
    return f"There was no answer within {seconds:g} seconds. Ask again, or ask for less at once."


def asked(user: str, question: str) -> str:
    """The head of an answer that somebody shares; `question` is harmless already."""
    return f"<@{user}> asked: *{question}*"
