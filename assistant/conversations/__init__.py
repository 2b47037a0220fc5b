"""Conversations that are kept: who asked what and where, the answers, and what was thought of them."""

from assistant.conversations.keeping import Conversations
from assistant.conversations.kept import (
    ChangedSource,
    Conversation,
    ConversationSummary,
    Feedback,
    KeptTurn,
    Verdict,
)

__all__ = ["ChangedSource", "Conversation", "ConversationSummary", "Conversations", "Feedback", "KeptTurn", "Verdict"]
