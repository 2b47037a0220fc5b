"""What the routes work with, put together once by whoever starts the service."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.assistant import Assistant
from assistant.conversations.keeping import Conversations
from assistant.conversing import Conversing
from assistant.knowledge.catalog import Catalog
from assistant.service.loading import Loading
from assistant.service.metrics import Metrics
from assistant.settings import Settings


@dataclass(frozen=True)
class Services:
    """The parts that answer and load, and the settings.

    `folders` may be loaded on demand; `is_loopback` says that only this machine can reach the service.
    """

    assistant: Assistant
    conversing: Conversing
    conversations: Conversations
    catalog: Catalog
    loading: Loading
    settings: Settings
    folders: Sequence[Path] = ()
    is_loopback: bool = True
    metrics: Metrics = field(default_factory=Metrics)
