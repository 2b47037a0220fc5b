"""How a private answer is shared: asked again for everyone in the channel, and shown first where that differs."""

import asyncio
from collections.abc import Mapping

from slack_sdk.errors import SlackApiError
from slack_sdk.models.blocks import Block, MarkdownTextObject, SectionBlock

from assistant.errors import NotKnown
from assistant.types import Answer
from integrations.slack import blocks, words
from integrations.slack.desk import Desk, channel_owner, person_owner
from integrations.slack.escaping import plain, shortened
from integrations.slack.own_replies import Reply, channel_messages, marking, replies_in, thread_messages
from integrations.slack.private import MINE, OURS, Private, choice_of
from integrations.slack.record import Job

MOST_OF_QUESTION = 500


class Sharing:
    """The work that the button below a private answer makes."""

    def __init__(self, desk: Desk, private: Private) -> None:
        self._desk = desk
        self._private = private

    async def shared(self, job: Job) -> None:
        """Put an answer into the channel as everyone there may see it, once its person has seen it so."""
        desk, question = self._desk, f"share-{job.ts}"
        found = await self._found(job, question) if job.is_resumed else Reply()
        if found.answer_id is not None:
            await self._record(job, question, found.parts, found.answer_id, None)
            return
        shown = await self._shown(job)
        if shown is None:
            await self._private.respond(job, words.NO_LONGER_KEPT, replace=False)
            return
        viewer = await desk.viewers.of_channel(job.channel)
        fresh = await self._private.answer(job, shown.question, viewer, channel_owner(job.channel))
        if await desk.viewers.of_channel(job.channel) != viewer or _told(fresh) != _told(shown):
            await self._show_difference(job, fresh)
        else:
            await self._post(job, fresh, question, found)

    async def _shown(self, job: Job) -> Answer | None:
        """The answer that the person saw, as far as they may still see it."""
        whose, conversation_id, answer_id = job.payload["value"].split()
        owner = person_owner(job.user) if whose == MINE else channel_owner(job.channel)
        viewer = await self._desk.viewers.of_person(job.user)
        try:
            held = await asyncio.to_thread(self._desk.conversations.conversation, conversation_id, owner, viewer)
        except NotKnown:
            return None
        return next((turn.answer for turn in held.turns if turn.id == answer_id), None)

    async def _show_difference(self, job: Job, fresh: Answer) -> None:
        keep = ("keep_private", words.KEEP_PRIVATE, "")
        share = [("share", words.SHARE_THIS, choice_of(OURS, fresh))] if fresh.status == "answered" else []
        await self._private.show(job, fresh, [*share, keep], words.DIFFERENT, replace=False)

    async def _post(self, job: Job, answer: Answer, question: str, found: Reply) -> None:
        """Post what is not there yet: the first part in the channel, the others in its thread."""
        head = words.asked(job.user, plain(shortened(answer.question, MOST_OF_QUESTION)))
        top: Block = SectionBlock(text=MarkdownTextObject(text=head, verbatim=True))
        parts = blocks.parts(answer, self._desk.settings.page, [blocks.feedback_buttons(answer.id)])
        posted = dict(found.parts)
        for number, part in enumerate(parts):
            if number in posted:
                continue
            try:
                message = await self._desk.client.chat_postMessage(
                    channel=job.channel,
                    thread_ts=posted.get(0),
                    text=part.notification,
                    blocks=part.whole if number else [top, *part.whole],
                    metadata=marking(question, number, len(parts), answer.id),
                    unfurl_links=False,
                    unfurl_media=False,
                )
            except SlackApiError as error:
                if error.response["error"] not in ("not_in_channel", "channel_not_found"):
                    raise
                await self._private.respond(job, words.NOT_IN_CHANNEL, replace=False)
                return
            posted[number] = str(message["ts"])
        await self._record(job, question, posted, answer.id, answer.conversation_id)

    async def _record(
        self, job: Job, question: str, posted: Mapping[int, str], answer_id: str, conversation: str | None
    ) -> None:
        desk = self._desk
        for number, ts in posted.items():
            await asyncio.to_thread(desk.replies.posted, job.channel, question, number, ts, answer_id)
        await asyncio.to_thread(desk.threads.join, job.channel, posted[0], conversation)
        await self._private.respond(job, words.SHARED)

    async def _found(self, job: Job, question: str) -> Reply:
        """What of the shared answer is in the channel already."""
        client, bot = self._desk.client, self._desk.us.bot
        known = await asyncio.to_thread(self._desk.replies.known, job.channel)
        found = await replies_in(channel_messages(client, job.channel, job.payload["since"]), bot, question, known)
        if 0 not in found.parts:
            return found
        return await replies_in(thread_messages(client, job.channel, found.parts[0]), bot, question, known)


def _told(answer: Answer) -> object:
    """What a reader sees of an answer."""
    return answer.status, answer.text, [(each.document_id, each.start, each.end) for each in answer.citations]
