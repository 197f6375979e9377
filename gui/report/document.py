"""A report as an ordered document of sections, which every format renders alike."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle


SHORT_UP_TO = 13
"""Rows of a table that is never divided between pages."""


SMALL_UP_TO = 8
"""Rows of a table that leaves room on its page for a figure and what is said of it."""


class Role(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    LEAD = "lead"
    """The result in one sentence."""
    INTRO = "intro"
    """Leads over to a list, which stays with it."""
    NOTE = "note"
    METHODS = "methods"
    """To be taken over into a paper, and edited there."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    role: Role = Role.BODY


@dataclass(frozen=True, slots=True)
class Bullets:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Cells are text as a reader sees it; the machine-readable numbers are in result.json."""

    name: str
    """Of its file, without the suffix."""
    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    text_columns: frozenset[int] = frozenset({0})
    """Those aligned to the left; the others hold numbers."""
    note: str = ""
    number: int = 0
    """Given when the document is put together."""

    @property
    def is_short(self) -> bool:
        """Never divided between pages."""
        return len(self.rows) <= SHORT_UP_TO


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure, drawn only when it is needed."""

    name: str
    """Of its files, without the suffix."""
    title: str
    caption: str
    """Names n, marks and interval; also what a reader hears who cannot see it."""
    draw: "Callable[[FigureStyle], Figure]"
    number: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """Stands where a sentence names the tables and figures of its part, each leading there.

    The numbers are given when the document is put together.
    """

    tables: tuple[int, ...] = ()
    figures: tuple[int, ...] = ()


Block = Paragraph | Bullets | Subheading | Table | Picture | Shown


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    blocks: tuple[Block, ...]

    def with_next(self) -> "Iterator[tuple[Block, bool]]":
        """Each block, and whether it stays on one page with the next.

        A small part stays whole; else a sentence stays with the one that names where it is shown,
        and a short table with its figure.
        """
        for part in parts_of(self.blocks):
            is_small = _is_small(part)
            for block, following in zip(part, (*part[1:], None), strict=True):
                leads = isinstance(block, Paragraph) and block.role in (Role.INTRO, Role.LEAD)
                is_short_table = isinstance(block, Table) and block.is_short
                pictured = is_short_table and isinstance(following, Picture)
                inside = is_small and following is not None
                yield block, leads or pictured or inside or isinstance(following, Shown)


def parts_of(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """A part of a section ends at the next subheading."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Subheading) and part:
            yield part
            part = []
        part.append(block)
    if part:
        yield part


def _is_small(part: Sequence[Block]) -> bool:
    """Some sentences with one figure, and one small table at most: it fits a page."""
    tables = [block for block in part if isinstance(block, Table)]
    pictures = sum(isinstance(block, Picture) for block in part)
    rows = sum(len(table.rows) for table in tables)
    return pictures == 1 and len(tables) <= 1 and rows <= SMALL_UP_TO


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    subtitle: str
    language: str
    """en or pl."""
    written_at: str
    """For the foot of every page."""
    warnings: tuple[str, ...]
    """What must not be overlooked, such as that the data is made up; on every page."""
    facts: tuple[tuple[str, str], ...]
    """The title page: what, and its value."""
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self._blocks() if isinstance(block, Table))

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(block for block in self._blocks() if isinstance(block, Picture))

    def _blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks
