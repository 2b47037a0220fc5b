"""Why a file could not be loaded, in one line a person can act on.

LoadError
├── UnknownSuffix   no loader is registered for the file's suffix
├── EmptyFile       nothing in it, or nothing but white space
├── TooLarge        over the size limit
├── Mislabelled     its content is not what its suffix says
├── Unreadable      the system would not let it be read
└── Malformed       of the right kind, but broken: invalid front matter, a damaged PDF
"""

from pathlib import Path


class LoadError(Exception):
    """A file that cannot become documents: `path`, `problem` (what is wrong) and `remedy` (what to do)."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        """Keep the parts apart, so that a report can print the path its own way."""
        super().__init__(f"{path}: {problem}; {remedy}")
        self.path = path
        self.problem = problem
        self.remedy = remedy

    @property
    def reason(self) -> str:
        """What is wrong and what to do, without the path."""
        return f"{self.problem}; {self.remedy}"


class UnknownSuffix(LoadError):
    pass


class EmptyFile(LoadError):
    pass


class TooLarge(LoadError):
    pass


class Mislabelled(LoadError):
    pass


class Unreadable(LoadError):
    pass


class Malformed(LoadError):
    pass
