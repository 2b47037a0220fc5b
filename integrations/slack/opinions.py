"""What people think of answers: buttons, reasons and reactions, kept with the question, the answer and its passages."""

import asyncio
from typing import Any

from slack_sdk.models.blocks import InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from assistant.conversations.kept import Verdict
from assistant.errors import NotKnown
from integrations.slack import words
from integrations.slack.desk import Desk, person_owner
from integrations.slack.logs import logger
from integrations.slack.record import Job

MOST_OF_REASON = 3000
_REACTIONS: dict[str, Verdict] = {"+1": "up", "thumbsup": "up", "-1": "down", "thumbsdown": "down"}


class Opinions:
    """The work that opinions make."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def given(self, job: Job) -> None:
        """Keep the verdict of a button, or the reason that was sent after it."""
        verdict: Verdict = "up" if job.payload["verdict"] == "up" else "down"
        await self._keep(job, job.payload["answer"], verdict, job.payload.get("reason", ""))

    async def reacted(self, job: Job) -> None:
        """Count a thumb at one of our replies."""
        verdict = _REACTIONS.get(job.payload["reaction"].partition("::")[0])
        answer = await asyncio.to_thread(self._desk.replies.answer_of, job.channel, job.payload["reply"])
        if verdict is not None and answer is not None:
            await self._keep(job, answer, verdict, "")

    async def _keep(self, job: Job, answer: str, verdict: Verdict, reason: str) -> None:
        try:
            # The answer's id came from Slack with its signature, out of a message of ours.
            await asyncio.to_thread(
                self._desk.conversations.give_feedback, answer, None, verdict, reason, person_owner(job.user)
            )
        except NotKnown:
            logger().info("an opinion on an answer that is not kept any more", answer=answer)


def reason_view(value: str) -> View:
    """The question why an answer did not help; `value` is that of the button."""
    asked = PlainTextInputElement(action_id="reason", multiline=True, max_length=MOST_OF_REASON)
    return View(
        type="modal",
        callback_id="reason",
        private_metadata=value,
        title=PlainTextObject(text=words.WHY),
        submit=PlainTextObject(text=words.SEND),
        close=PlainTextObject(text=words.CLOSE),
        blocks=[InputBlock(block_id="reason", label=words.WHY_LABEL, element=asked)],
    )


def asks_why(action: dict[str, Any]) -> bool:
    """Whether the button says that the answer did not help."""
    return str(action["value"]).startswith("down ")
