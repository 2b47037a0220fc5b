"""Which loader reads which suffix: the formats that ship with Ally, and those that plugins add."""

import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from loaders.damage import reporting_damage
from loaders.errors import UnknownSuffix, Unreadable
from loaders.source import SourceFile

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from langchain_core.document_loaders import BaseLoader
    from langchain_core.documents import Document

# Named, not imported: the libraries behind the formats take a second to import together, and most runs need one or two.
LOADERS = {
    ".csv": "loaders.formats.csv:CsvLoader",
    ".docx": "loaders.formats.docx:DocxLoader",
    ".eml": "loaders.formats.mail:MailLoader",
    ".htm": "loaders.formats.html:HtmlLoader",
    ".html": "loaders.formats.html:HtmlLoader",
    ".md": "loaders.formats.markdown:MarkdownLoader",
    ".pdf": "loaders.formats.pdf:PdfLoader",
    ".pptx": "loaders.formats.pptx:PptxLoader",
    ".srt": "loaders.formats.srt:SrtLoader",
    ".txt": "loaders.formats.text:PlainTextLoader",
    ".vtt": "loaders.formats.vtt:VttLoader",
    ".xlsx": "loaders.formats.xlsx:XlsxLoader",
    ".zip": "loaders.formats.archive:ArchiveLoader",
}

PLUGIN_GROUP = "ally.loaders"

MakeLoader = Callable[[SourceFile], "BaseLoader"]


def documents_of(source: SourceFile) -> "list[Document]":
    """The documents of one file, in order, as its format's loader gives them. Raises LoadError."""
    make_loader = loader_for(source.path)
    with reporting_damage(source.path, f"{source.path.suffix} file", "save it anew or convert it to another format"):
        return make_loader(source).load()


def loader_for(path: Path) -> MakeLoader:
    """The loader of the path's suffix. A plugin's goes before ours, so that it can replace one. Raises LoadError."""
    suffix = path.suffix.lower()
    if plugin := _plugins().get(suffix):
        return _plugged(plugin, path)
    if suffix not in LOADERS:
        problem = f"no loader for the suffix {suffix!r}" if suffix else "no loader for a file without a suffix"
        raise UnknownSuffix(path, problem, f"convert it to one of {', '.join(sorted({*LOADERS, *_plugins()}))}")
    return cast("MakeLoader", pkgutil.resolve_name(LOADERS[suffix]))


@cache
def _plugins() -> "dict[str, EntryPoint]":
    """The loaders that installed packages register, by suffix."""
    from importlib.metadata import entry_points

    return {plugin.name.lower(): plugin for plugin in entry_points(group=PLUGIN_GROUP)}


def _plugged(plugin: "EntryPoint", path: Path) -> MakeLoader:
    from loaders.formats.foreign import as_loader

    try:
        return as_loader(plugin.load())
    except Exception as error:
        detail = f"{type(error).__name__}: {error}".splitlines()[0]
        problem = f"the plugin {plugin.value} for {plugin.name} does not start ({detail:.120})"
        raise Unreadable(path, problem, "repair or uninstall it") from error
