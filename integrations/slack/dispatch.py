"""Which work each kind of event makes, and what is said when it goes wrong."""

from collections.abc import Awaitable, Callable, Mapping

from assistant.errors import AllyError, UsageError
from integrations.slack import words
from integrations.slack.desk import Desk
from integrations.slack.events import Kind
from integrations.slack.messages import Messages
from integrations.slack.opinions import Opinions
from integrations.slack.private import Private
from integrations.slack.record import Job
from integrations.slack.sharing import Sharing

Do = Callable[[Job], Awaitable[None]]


class Dispatch:
    """Gives each piece of work to whoever does its kind."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._messages = Messages(desk)
        self._private = Private(desk)
        opinions, sharing = Opinions(desk), Sharing(desk, self._private)
        self._kinds: Mapping[Kind, Do] = {
            "message": self._messages.written,
            "edit": self._messages.edited,
            "delete": self._messages.deleted,
            "reaction": opinions.reacted,
            "feedback": opinions.given,
            "command": self._private.asked,
            "share": sharing.shared,
            "keep": self._private.kept,
            "quiet": self._quiet,
            "home": self._greet,
        }

    async def do(self, job: Job) -> None:
        """Do it; doing it again after it was broken off changes nothing that was done."""
        await self._kinds[job.kind](job)

    async def stopped(self, job: Job) -> None:
        """Somebody stopped it."""
        if job.kind in ("message", "edit"):
            await self._messages.stopped(job)

    async def failed(self, job: Job, error: Exception) -> None:
        """Tell whoever asked what went wrong, or which line the operator has to look for."""
        match error:
            case UsageError():
                text = str(error)
            case AllyError():  # its words are the operator's, who knows what a catalog is
                text = words.UNREACHABLE
            case _:
                text = f"{words.FAILED} {job.id}."
        if job.kind in ("message", "edit"):
            await self._messages.failed(job, text)
        elif "response_url" in job.payload:
            await self._private.respond(job, text, replace=False)

    async def _quiet(self, job: Job) -> None:
        await self._desk.hush(job.channel, job.thread)
        await self._desk.say_to(job.channel, job.user, words.QUIET_NOW, job.thread)

    async def _greet(self, job: Job) -> None:
        prompts = [{"title": each, "message": each} for each in self._desk.settings.prompts]
        await self._desk.client.assistant_threads_setSuggestedPrompts(channel_id=job.channel, prompts=prompts)
