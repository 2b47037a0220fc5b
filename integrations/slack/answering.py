"""A question in a channel or a direct message is answered for everyone there, streamed as the answer is made."""

import asyncio
from contextlib import aclosing, suppress

from slack_sdk.models.blocks import Block

from assistant.errors import NotKnown
from assistant.types import Answer, Finished, Viewer, Wrote
from integrations.slack import blocks, words
from integrations.slack.blocks import MOST_IN_A_PART, Part
from integrations.slack.desk import PLACE, Desk, channel_owner
from integrations.slack.escaping import markdown, plain
from integrations.slack.own_replies import Reply
from integrations.slack.posting import Posting, Question
from integrations.slack.streaming import Stream

MOST_CHANGES = 3  # of who may see the answer, while it is made


class AudienceChanged(Exception):
    """Those who would see the answer are not those that it was made for."""


class Answering:
    """Answers questions in their threads."""

    def __init__(self, desk: Desk, posting: Posting) -> None:
        self._desk = desk
        self._posting = posting

    async def answer(self, question: Question, found: Reply) -> None:
        """Reply to a question, in place of what is `found` there."""
        for _ in range(MOST_CHANGES):
            with suppress(AudienceChanged):
                return await self._answer(question, found)
        raise AudienceChanged(question.channel)

    async def excuse(self, question: Question, found: Reply, text: str) -> None:
        """Reply that there is no answer, in place of what is `found` there."""
        await self._posting.deliver(question, [Part(markdown(text), [], plain(text))], None, found, None)

    async def _answer(self, question: Question, found: Reply) -> None:
        desk = self._desk
        viewer = await desk.viewers.of_channel(question.channel)
        stream = None if found.parts else await self._posting.stream(question)
        try:
            answer = await desk.answer(question.user, question.channel, lambda: self._told(question, viewer, stream))
            silent = desk.settings.channel(question.channel).silent_when_not_found
            if answer.status == "not_found" and silent and not found.parts:
                await desk.show_status(question.channel, question.thread, "active")
                return
            await self._require(viewer, question)
        except AudienceChanged:
            if stream is not None:
                await self._posting.take_back(question, stream)
            raise
        parts = blocks.parts(answer, desk.settings.page, _buttons(question, answer))
        await self._posting.deliver(question, parts, answer.id, found, stream)

    async def _told(self, question: Question, viewer: Viewer, stream: Stream | None) -> Answer:
        """The whole answer, streamed as it is made where there is a stream."""
        known = await asyncio.to_thread(self._desk.threads.thread, question.channel, question.thread)
        if known is not None and known.conversation_id is not None:
            with suppress(NotKnown):  # it was forgotten
                return await self._asked(question, viewer, stream, known.conversation_id)
        conversation = await asyncio.to_thread(self._desk.conversations.begin, channel_owner(question.channel), PLACE)
        await asyncio.to_thread(self._desk.threads.join, question.channel, question.thread, conversation)
        return await self._asked(question, viewer, stream, conversation)

    async def _asked(self, question: Question, viewer: Viewer, stream: Stream | None, conversation: str) -> Answer:
        desk = self._desk
        events = desk.conversing.stream(
            question.text,
            viewer,
            desk.settings.channel(question.channel).filters,
            owner=channel_owner(question.channel),
            place=PLACE,
            conversation_id=conversation,
        )
        async with aclosing(events) as made:
            async for event in made:
                if isinstance(event, Wrote) and stream is not None:
                    added = blocks.piece(event.sentence, event.joint)
                    if len(stream.told) + len(added) <= MOST_IN_A_PART:
                        await self._require(viewer, question)
                        await stream.add(added)
                if isinstance(event, Finished):
                    answer = event.answer
        return answer

    async def _require(self, viewer: Viewer, question: Question) -> None:
        """Raise AudienceChanged unless those who would see the answer are still these."""
        if await self._desk.viewers.of_channel(question.channel) != viewer:
            raise AudienceChanged(question.channel)


def _buttons(question: Question, answer: Answer) -> list[Block]:
    if answer.status == "failed":
        return []
    quiet = [] if question.is_direct else [blocks.buttons(("quiet", words.QUIET, ""))]
    return [blocks.feedback_buttons(answer.id), *quiet]
