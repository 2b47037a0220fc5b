"""WebVTT transcripts: voice tags and labels name the speakers; a NOTE before the first cue may declare facets."""

import re
from collections.abc import Iterator

import webvtt
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from webvtt.errors import MalformedCaptionError, MalformedFileError

from loaders.decoding import decode
from loaders.errors import Malformed, Mislabelled
from loaders.facets.front_matter import read_pairs
from loaders.formats.captions import captions_of, transcript
from loaders.source import SourceFile


class VttLoader(BaseLoader):
    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        parsed = self._parse()
        declared = read_pairs("\n".join(parsed.header_comments).splitlines(), self._source.path)
        captions = captions_of((caption.start, caption.raw_text) for caption in parsed.captions)
        yield transcript(self._source, captions, declared)

    def _parse(self) -> webvtt.WebVTT:
        path = self._source.path
        text = decode(self._source.content, path)
        if not re.match(r"WEBVTT(?!\S)", text):
            raise Mislabelled(path, "does not begin with WEBVTT", "export it as WebVTT, or give it its own suffix")
        try:
            return webvtt.from_string(text)
        except (MalformedCaptionError, MalformedFileError) as error:
            raise Malformed(path, f"damaged WebVTT ({error})", "export the transcript again") from error
