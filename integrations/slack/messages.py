"""What people write: questions are answered, changed ones again in place, and deleted ones lose their answer."""

import asyncio

from assistant.errors import NotKnown
from integrations.slack import words
from integrations.slack.addressed import goes_on_with, looks_like_question, mentions, mentions_others, question_in
from integrations.slack.answering import Answering
from integrations.slack.desk import Desk, channel_owner
from integrations.slack.own_replies import Reply, replies_in, thread_messages
from integrations.slack.posting import Posting, Question, delete_messages
from integrations.slack.record import Job
from integrations.slack.streaming import close_stream


class Messages:
    """The work that messages make."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._answering = Answering(desk, Posting(desk))

    async def written(self, job: Job) -> None:
        """Answer a message, where it is a question to us."""
        await self._answer(_question(job, job.ts, self._desk.us.bot), job)

    async def edited(self, job: Job) -> None:
        """Answer a changed question again, in place; one that was none before may be one now."""
        question = _question(job, job.payload["question"], self._desk.us.bot)
        replies = await asyncio.to_thread(self._desk.replies.to, job.channel, question.ts)
        if not replies:
            await self._answer(question, job)
        elif question.text:
            await self._retract(job.channel, replies)
            await self._desk.show_status(job.channel, question.thread, "processing")
            await self._answering.answer(question, Reply(dict(enumerate(replies))))

    async def deleted(self, job: Job) -> None:
        """Take back what we replied to a message that is gone."""
        replies = await asyncio.to_thread(self._desk.replies.to, job.channel, job.ts)
        await self._retract(job.channel, replies)
        await delete_messages(self._desk.client, job.channel, replies)
        await asyncio.to_thread(self._desk.replies.forget, job.channel, job.ts)

    async def stopped(self, job: Job) -> None:
        """Leave the reply as far as it has come."""
        for ts in (await self._found(_question(job, job.ts, self._desk.us.bot))).parts.values():
            await close_stream(self._desk.client, job.channel, ts)
        await self._desk.show_status(job.channel, job.thread, "active")
        await self._desk.say_to(job.channel, job.user, words.STOPPED, job.thread)

    async def failed(self, job: Job, text: str) -> None:
        """Say in the thread that there is no answer."""
        question = _question(job, job.payload.get("question", job.ts), self._desk.us.bot)
        await self._answering.excuse(question, await self._found(question), text)

    async def _answer(self, question: Question, job: Job) -> None:
        found = await self._found(question) if job.is_resumed else Reply()
        if found.answer_id is not None:
            for part, ts in found.parts.items():
                await asyncio.to_thread(self._desk.replies.posted, job.channel, question.ts, part, ts, found.answer_id)
            return
        if not found.parts and not await self._is_for_us(question, job):
            return
        if not question.text:
            await self._desk.say_to(job.channel, job.user, words.HOW_TO_ASK, question.thread)
            return
        rate = self._desk.settings.channel(job.channel).rate or self._desk.settings.rate
        if not job.is_resumed and (seconds := self._desk.rates.wait(f"slack:{job.user}", rate)):
            await self._desk.say_to(job.channel, job.user, words.wait(rate, seconds), question.thread)
            return
        await self._desk.show_status(job.channel, question.thread, "processing")
        await self._answering.answer(question, found)

    async def _is_for_us(self, question: Question, job: Job) -> bool:
        text, bot = job.payload.get("text") or "", self._desk.us.bot
        if mentions(text, bot) or question.is_direct:
            return True
        if mentions_others(text, bot) or not looks_like_question(question.text):
            return False
        if question.thread == question.ts:
            return self._desk.settings.channel(job.channel).every_question
        thread = await asyncio.to_thread(self._desk.threads.thread, job.channel, question.thread)
        if thread is None or thread.quiet:
            return False
        messages = [each async for each in thread_messages(self._desk.client, job.channel, question.thread)]
        return goes_on_with(messages, bot, job.user, question.ts)

    async def _found(self, question: Question) -> Reply:
        """Our reply as far as it is there, recorded or not."""
        recorded = await asyncio.to_thread(self._desk.replies.to, question.channel, question.ts)
        known = await asyncio.to_thread(self._desk.replies.known, question.channel)
        messages = thread_messages(self._desk.client, question.channel, question.thread)
        found = await replies_in(messages, self._desk.us.bot, question.ts, known - {*recorded})
        return found if found.parts else Reply(dict(enumerate(recorded)))

    async def _retract(self, channel: str, replies: list[str]) -> None:
        """Forget what is kept of the question and its answer."""
        if not replies:
            return
        answer = await asyncio.to_thread(self._desk.replies.answer_of, channel, replies[0])
        if answer is not None:
            try:
                await asyncio.to_thread(self._desk.conversations.retract, answer, channel_owner(channel))
            except NotKnown:
                return  # it is forgotten already


def _question(job: Job, ts: str, bot: str) -> Question:
    text = question_in(job.payload.get("text") or "", bot)
    return Question(job.channel, ts, job.thread, job.user, text)
