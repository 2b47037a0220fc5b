"""Slides: each slide is a page and a section; titles, bullets, tables and speaker notes become blocks."""

from collections.abc import Iterable, Iterator

import pptx
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.text.text import TextFrame

from loaders.formats.blocks import Blocks
from loaders.formats.office import POWERPOINT, Properties, claims_of, office_document, opened
from loaders.source import SourceFile

_BULLETED = (PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY)
_FURNITURE = (PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER)
_DEEPEST = 8


class PptxLoader(BaseLoader):
    """Slides are a talk's unless they say otherwise."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        with opened(self._source, POWERPOINT) as file:
            presentation = pptx.Presentation(file)
            blocks = Blocks()
            for number, slide in enumerate(presentation.slides, 1):
                _add_slide(blocks, number, slide)
            core = presentation.core_properties
            properties = Properties.of(core.title, core.author, core.keywords)
        content = claims_of(blocks)
        content.kind = content.kind or "talk"
        yield office_document(self._source, blocks, properties, content)


def _add_slide(blocks: Blocks, number: int, slide: Slide) -> None:
    blocks.open_page(str(number))
    title = slide.shapes.title
    if title is not None and title.text_frame.text.strip():
        blocks.add_heading(1, title.text_frame.text)
    else:
        blocks.open_section(1, f"Slide {number}")
    for shape in _leaves(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _add_shape(blocks, shape)
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None:
        blocks.add(_lines(notes, is_list=False))


def _leaves(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _leaves(shape.shapes)
        else:
            yield shape


def _add_shape(blocks: Blocks, shape: BaseShape) -> None:
    place = shape.placeholder_format.type if shape.is_placeholder else None
    if isinstance(shape, GraphicFrame) and shape.has_table:
        blocks.add_table([[cell.text for cell in row.cells] for row in shape.table.rows])
    elif shape.has_text_frame and place not in _FURNITURE:
        blocks.add(_lines(shape.text_frame, is_list=place in _BULLETED))  # type: ignore[attr-defined]


def _lines(frame: TextFrame, *, is_list: bool) -> str:
    """The paragraphs, one a line; those of a list behind a dash, indented by their level."""
    paragraphs = ((paragraph.level, " ".join(paragraph.text.split())) for paragraph in frame.paragraphs)
    return "\n".join(
        "  " * min(level, _DEEPEST) + "- " + text if is_list else text for level, text in paragraphs if text
    )
