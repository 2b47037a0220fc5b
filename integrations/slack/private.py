"""Answers that one person alone sees: what `/ally` is answered."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.webhook.async_client import AsyncWebhookClient

from assistant.types import Answer, Viewer
from integrations.slack import blocks, words
from integrations.slack.desk import PLACE, Desk, person_owner
from integrations.slack.failing import PrivateLost
from integrations.slack.record import Job

MOST_USES = 4  # Slack lets a response be added to five times
MINE, OURS = "mine", "ours"  # whose conversation the answer is in: the person's or the channel's


class Private:
    """The work that `/ally` makes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def asked(self, job: Job) -> None:
        """Answer `/ally QUESTION` to whoever asked."""
        question = " ".join((job.payload["text"] or "").split())
        if not question:
            await self.respond(job, words.HOW_TO_ASK_PRIVATELY)
            return
        rate = self._desk.settings.rate
        if not job.is_resumed and (seconds := self._desk.rates.wait(f"slack:{job.user}", rate)):
            await self.respond(job, words.wait(rate, seconds))
            return
        viewer = await self._desk.viewers.of_person(job.user)
        answer = await self.answer(job, question, viewer, person_owner(job.user))
        can_share = answer.status == "answered" and not job.channel.startswith("D")
        share = [("share", words.SHARE, choice_of(MINE, answer))] if can_share else []
        await self.show(job, answer, share)

    async def kept(self, job: Job) -> None:
        """Leave it at the private answer."""
        await self.respond(job, words.KEPT_PRIVATE)

    async def answer(self, job: Job, question: str, viewer: Viewer, owner: str) -> Answer:
        """The whole answer, in a conversation of its own."""
        ask = self._desk.conversing.ask
        return await self._desk.answer(job.user, job.channel, lambda: ask(question, viewer, owner=owner, place=PLACE))

    async def show(
        self,
        job: Job,
        answer: Answer,
        choices: Sequence[tuple[str, str, str]],
        head: str = "",
        replace: bool = True,
    ) -> None:
        """Show an answer to the person alone."""
        below = [blocks.feedback_buttons(answer.id)] if answer.status != "failed" else []
        if choices:
            below.append(blocks.buttons(*choices))
        for number, part in enumerate(blocks.parts(answer, self._desk.settings.page, below)[:MOST_USES]):
            top = blocks.notice(head) if head and number == 0 else []
            await self.respond(job, part.notification, [*top, *part.whole], replace and number == 0)

    async def respond(self, job: Job, text: str, shown: Sequence[Block] = (), replace: bool = True) -> None:
        """Say something to the person alone, in place of what they saw where that is wanted. Raises PrivateLost."""
        response = AsyncWebhookClient(job.payload["response_url"], retry_handlers=self._desk.client.retry_handlers)
        told = await response.send(
            text=text, blocks=list(shown) or None, response_type="ephemeral", replace_original=replace
        )
        if told.status_code != 200:
            raise PrivateLost(told.body)


def choice_of(whose: str, answer: Answer) -> str:
    """What a button that shares says: the answer, and whose conversation it is in."""
    return f"{whose} {answer.conversation_id} {answer.id}"
