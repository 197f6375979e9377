"""Pieces of text, tables and images, set one under another on A4 pages.

Qt breaks a long text into pages anywhere; here a heading stays with what follows it, a figure
with its caption, and a table that must be divided repeats its heading.
Lengths are in pixels of 1/96 inch.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QImage, QPainter, QTextDocument

PER_MM = 96.0 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210.0 * PER_MM, 297.0 * PER_MM
MARGIN = 20.0 * PER_MM
FOOT = 9.0 * PER_MM
TEXT_WIDTH = PAGE_WIDTH - 2.0 * MARGIN
TEXT_HEIGHT = PAGE_HEIGHT - 2.0 * MARGIN - FOOT
LEAST_ROWS = 3
"""A table is not divided to leave fewer rows than this on a page."""


WHOLE_UP_TO = 0.4
"""What is smaller than this share of a page is never divided."""


class Piece(Protocol):
    """Something that is set as a whole."""

    @property
    def height(self) -> float: ...

    @property
    def keeps_with_next(self) -> bool: ...

    def draw(self, painter: QPainter) -> None:
        """With the upper left corner at the origin."""
        ...


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Rich text over the whole width, laid out when it is made."""

    text: QTextDocument
    keeps_with_next: bool = False
    space_above: float = 0.0

    @property
    def height(self) -> float:
        return float(self.text.size().height()) + self.space_above

    def draw(self, painter: QPainter) -> None:
        painter.save()
        painter.translate(0.0, self.space_above)
        self.text.drawContents(painter)
        painter.restore()


@dataclass(frozen=True, slots=True)
class ImagePiece:
    """A picture in its own size, or smaller where that is too large for the page."""

    image: QImage
    width_mm: float
    height_mm: float
    keeps_with_next: bool = True
    space_above: float = 8.0

    @property
    def scale(self) -> float:
        """Room is left for a caption below."""
        most = TEXT_HEIGHT - 30.0 * PER_MM
        return min(1.0, TEXT_WIDTH / (self.width_mm * PER_MM), most / (self.height_mm * PER_MM))

    @property
    def height(self) -> float:
        return self.height_mm * PER_MM * self.scale + self.space_above

    def draw(self, painter: QPainter) -> None:
        width = self.width_mm * PER_MM * self.scale
        height = self.height_mm * PER_MM * self.scale
        painter.drawImage(QRectF(0.0, self.space_above, width, height), self.image)


class TablePiece:
    """A table as HTML rows, which can be divided between rows."""

    def __init__(
        self, heading: str, rows: Sequence[str], font: QFont, style: str, *, keeps_with_next: bool
    ) -> None:
        self._heading, self._rows = heading, list(rows)
        self._font, self._style = font, style
        self.keeps_with_next = keeps_with_next
        self._text = laid_out(self._html(), font, style)

    @property
    def height(self) -> float:
        return float(self._text.size().height())

    def draw(self, painter: QPainter) -> None:
        self._text.drawContents(painter)

    def divided(self, room: float) -> "tuple[TablePiece, TablePiece] | None":
        """As many rows as `room` holds, and the rest; None where that leaves too few on a side."""
        fitting = int(len(self._rows) * room / self.height)
        while fitting >= LEAST_ROWS:
            first = self._part(self._rows[:fitting], keeps_with_next=False)
            if first.height <= room:
                if len(self._rows) - fitting < LEAST_ROWS:
                    fitting -= LEAST_ROWS
                    continue
                rest = self._part(self._rows[fitting:], keeps_with_next=self.keeps_with_next)
                return first, rest
            fitting -= 1
        return None

    def _part(self, rows: Sequence[str], *, keeps_with_next: bool) -> "TablePiece":
        return TablePiece(
            self._heading, rows, self._font, self._style, keeps_with_next=keeps_with_next
        )

    def _html(self) -> str:
        return (
            '<table width="100%" cellspacing="0" cellpadding="3">'
            f"{self._heading}{''.join(self._rows)}</table>"
        )


def laid_out(html: str, font: QFont, style: str) -> QTextDocument:
    """`html` over the width of a page, with letters spaced as for print."""
    text = QTextDocument()
    text.setDocumentMargin(0.0)
    text.setUseDesignMetrics(True)
    text.setDefaultFont(font)
    text.setDefaultStyleSheet(style)
    text.setHtml(html)
    text.setTextWidth(TEXT_WIDTH)
    return text


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece and its distance from the top margin."""

    piece: Piece
    y: float


def paginate(pieces: Iterable[Piece]) -> list[list[Placed]]:
    """The pieces of each page, in order; there is at least one page."""
    pages: list[list[Placed]] = [[]]
    waiting = list(pieces)
    while waiting:
        chain = _chain(waiting)
        rest = waiting[len(chain) :]
        y = _end_of(pages[-1])
        if _height_of(chain) > TEXT_HEIGHT - y:
            parts = _divided(chain, TEXT_HEIGHT - y)
            if parts is not None:
                _place(parts[0], pages[-1])
                pages.append([])
                waiting = [*parts[1], *rest]
                continue
            if y > 0.0:
                pages.append([])
                continue
        _place(chain, pages[-1])
        waiting = rest
    return pages


def draw_page(painter: QPainter, page: Sequence[Placed]) -> None:
    """In the units of this module, from the upper left corner of the paper."""
    for placed in page:
        painter.save()
        painter.translate(QPointF(MARGIN, MARGIN + placed.y))
        placed.piece.draw(painter)
        painter.restore()


def _chain(pieces: Sequence[Piece]) -> list[Piece]:
    """The first pieces that must stand together, as far as one page holds them.

    A table may be higher: it can be divided.
    """
    chain: list[Piece] = []
    for piece in pieces:
        is_table = isinstance(piece, TablePiece)
        if chain and not is_table and _height_of(chain) + piece.height > TEXT_HEIGHT:
            break
        chain.append(piece)
        if not piece.keeps_with_next:
            break
    return chain


def _divided(chain: Sequence[Piece], room: float) -> tuple[list[Piece], list[Piece]] | None:
    """The chain cut in its table, what comes before the cut within `room`; None if it is not cut.

    A table that takes less than `WHOLE_UP_TO` of a page is not cut.
    """
    for place, piece in enumerate(chain):
        if isinstance(piece, TablePiece):
            if piece.height < WHOLE_UP_TO * TEXT_HEIGHT:
                return None
            parts = piece.divided(room - _height_of(chain[:place]))
            if parts is None:
                return None
            return [*chain[:place], parts[0]], [parts[1], *chain[place + 1 :]]
    return None


def _height_of(pieces: Iterable[Piece]) -> float:
    return sum(piece.height for piece in pieces)


def _end_of(page: Sequence[Placed]) -> float:
    return page[-1].y + page[-1].piece.height if page else 0.0


def _place(pieces: Iterable[Piece], page: list[Placed]) -> None:
    for piece in pieces:
        page.append(Placed(piece, _end_of(page)))
