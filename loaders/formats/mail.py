"""E-mails: the subject is the title, the body the text, with what others wrote; attachments are their own documents."""

import datetime
import email
import email.policy
from collections.abc import Iterable, Iterator
from email.headerregistry import AddressHeader
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import cast

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.decoding import decode
from loaders.document import Metadata, Person, document_from
from loaders.errors import EmptyFile, Mislabelled
from loaders.facets.claims import Claims
from loaders.facets.inference import inferred_claims
from loaders.facets.settling import settle_facets
from loaders.formats.blocks import Blocks
from loaders.formats.members import Member, load_members
from loaders.formats.replies import Part, parts_of
from loaders.source import SourceFile

_ROLES = {"from": "author", "to": "recipient", "cc": "recipient"}


class MailLoader(BaseLoader):
    """One message with what it quotes; an attachment that cannot be loaded is told in `Metadata.problems`."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        with reporting_damage(path, "e-mail", "save it anew from the mail program"):
            message = email.message_from_bytes(self._source.content, policy=email.policy.default)
            if not {"from", "subject", "date"} & {name.lower() for name in message.keys()}:  # noqa: SIM118
                raise Mislabelled(path, "is not an e-mail", "give it the suffix of what it is")
            blocks = self._body(message)
            inferred = _inferred(message, blocks)
            members = [
                Member(name, partial(_content, part)) for part in message.iter_attachments() if (name := _name(part))
            ]
        contents = load_members(self._source, members)
        documents = contents.documents
        if blocks.text:
            facets = settle_facets(self._source, Claims(), inferred)
            documents = [document_from(blocks.text, Metadata(facets=facets, places=blocks.places())), *documents]
        if not documents:
            reasons = "; ".join(contents.problems[:3]) or "nor attachments"
            raise EmptyFile(path, f"no text in it ({reasons})", "remove it, or save its attachments as files")
        documents[0].metadata["problems"] = contents.problems
        yield from documents

    def _body(self, message: EmailMessage) -> Blocks:
        """The plain text, else the text of the HTML."""
        part = cast("EmailMessage | None", message.get_body(("plain", "html")))
        if part is None:
            return Blocks()
        text = _text(part, self._source.path)
        if part.get_content_subtype() != "html":
            return _credited(parts_of(text))
        # Its library takes a second to import, and most mails have plain text.
        from loaders.formats.html import add_page

        page = Blocks()
        add_page(page, text)
        parts = parts_of(page.text)
        return _credited(parts) if any(part.writer is not None for part in parts) else page


def _credited(parts: Iterable[Part]) -> Blocks:
    """A block for each part of a body; what the sender quotes is said by who wrote it."""
    blocks = Blocks()
    for part in parts:
        if part.is_furniture:
            blocks.add_furniture("mail", part.text)
        elif part.writer is None:
            blocks.add(part.text)
        else:
            blocks.add_speech(Person(name=part.writer, role="speaker"), part.text)
    return blocks


def _text(part: EmailMessage, path: Path) -> str:
    """The part's text in the encoding that it states, else in the one it seems to have."""
    content = cast("bytes", part.get_payload(decode=True))
    try:
        return content.decode(part.get_content_charset("ascii"))
    except (UnicodeDecodeError, LookupError):
        return decode(content, path) if content.strip() else ""


def _inferred(message: EmailMessage, blocks: Blocks) -> Claims:
    subject = " ".join(str(message["subject"] or "").split())
    inferred = inferred_claims(blocks.text, [subject])
    inferred.date = _date(message)
    people = list(dict.fromkeys(_people(message)))
    quoted = dict.fromkeys(place.value for place in blocks.places() if place.kind == "speaker")
    known = {person.name for person in people}
    inferred.people = [*people, *(Person(name=name, role="quoted") for name in quoted if name not in known)]
    return inferred


def _date(message: EmailMessage) -> datetime.date | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _people(message: EmailMessage) -> Iterator[Person]:
    """The sender and the recipients, by name, else by address."""
    for header, role in _ROLES.items():
        for value in message.get_all(header, []):
            for address in value.addresses if isinstance(value, AddressHeader) else ():
                name = address.display_name or address.addr_spec
                if name:
                    yield Person(name=name, role=role)


def _name(part: EmailMessage) -> str:
    """The attachment's file name; a forwarded message has its subject's."""
    if name := part.get_filename():
        return name
    if part.get_content_type() == "message/rfc822":
        return "forwarded.eml"
    return f"unnamed ({part.get_content_type()})"


def _content(part: EmailMessage, _path: Path) -> bytes:
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    inner = cast("list[EmailMessage]", part.get_payload())
    return b"".join(message.as_bytes() for message in inner)
