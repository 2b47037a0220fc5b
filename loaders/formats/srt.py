"""SubRip transcripts: numbered captions, whose labels ("Jane Roe: …") name the speakers."""

import io
import re
from collections.abc import Iterator

import webvtt
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.decoding import decode
from loaders.errors import Mislabelled
from loaders.facets.claims import Claims
from loaders.formats.captions import captions_of, transcript
from loaders.source import SourceFile

_FIRST_CUE = re.compile(r"\d+[ \t]*\r?\n[ \t]*\d+:\d+:\d+[,.]\d+[ \t]*-->", re.ASCII)


class SrtLoader(BaseLoader):
    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        text = decode(self._source.content, path).lstrip()
        if not _FIRST_CUE.match(text):
            raise Mislabelled(
                path, "does not begin with a numbered caption", "export it as SubRip, or give it its own suffix"
            )
        with reporting_damage(path, "SubRip", "export the transcript again"):
            parsed = webvtt.from_buffer(io.StringIO(text), format="srt")
            timed = [(caption.start, caption.raw_text) for caption in parsed.captions]
        yield transcript(self._source, captions_of(timed), Claims())
