"""The report as PDF, through Qt: A4, page numbers, embedded fonts."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from gui.report.document import (
    Block,
    Bullets,
    Document,
    Paragraph,
    Picture,
    Role,
    Shown,
    Subheading,
    Table,
)
from gui.report.figure_files import FigureFiles
from gui.words import captions
from gui.words import report as report_words
from gui.words.language import _

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QPainter

    from gui.report.pages import Piece

DOTS_PER_INCH = 300
_PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


class PdfUnavailable(Exception):
    """Qt cannot be loaded here, so there is no PDF; everything else can be written."""


def write_pdf(
    document: Document, figures: Mapping[int, FigureFiles], path: Path, *, now: datetime
) -> None:
    """Write `document` to `path`. Raises `PdfUnavailable`, or OSError."""
    _make_qt_ready()
    from PySide6.QtCore import QMarginsF, QUuid
    from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

    from gui.report.pages import PER_MM, draw_page, paginate

    pages = paginate(_Setter(document, figures).pieces())
    writer = QPdfWriter(str(path))
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0.0, 0.0, 0.0, 0.0))
    writer.setTitle(document.title)
    writer.setCreator("Copperdesk")
    if hasattr(writer, "setDocumentId"):  # came with Qt 6.8
        namespace = QUuid("{6ba7b811-9dad-11d1-80b4-00c04fd430c8}")
        writer.setDocumentId(
            QUuid.createUuidV5(namespace, f"{document.title} {now.isoformat()}".encode())
        )
    painter = QPainter()
    if not painter.begin(writer):
        raise OSError(None, "the PDF cannot be written", str(path))
    try:
        painter.scale(DOTS_PER_INCH / 96.0, DOTS_PER_INCH / 96.0)
        for number, page in enumerate(pages, start=1):
            if number > 1:
                writer.newPage()
            draw_page(painter, page)
            _draw_foot(painter, document, number, len(pages), PER_MM)
    finally:
        painter.end()


class _Setter:
    """Turns the blocks of a document into pieces for `gui.report.pages`."""

    def __init__(self, document: Document, figures: Mapping[int, FigureFiles]) -> None:
        from resources import text_of

        self._document, self._figures = document, figures
        self._style = text_of("report/print.css")
        self._font = _font(12)

    def pieces(self) -> "Iterator[Piece]":
        document = self._document
        for warning in document.warnings:
            yield self._text(f'<p class="warning">{escape(warning)}</p>')
        yield self._text(f"<h1>{escape(document.title)}</h1>", above=8.0)
        yield self._text(f'<p class="subtitle">{escape(document.subtitle)}</p>')
        rows = [
            f'<tr><td class="what" width="30%">{escape(name)}</td><td>{escape(value)}</td></tr>'
            for name, value in document.facts
        ]
        yield self._table("", rows)
        for section in document.sections:
            yield self._text(f"<h2>{escape(section.title)}</h2>", above=26.0, keeps=True)
            for block, keeps in section.with_next():
                yield from self._block(block, keeps=keeps)

    def _block(self, block: Block, *, keeps: bool) -> "Iterator[Piece]":
        match block:
            case Subheading():
                yield self._text(f"<h3>{escape(block.text)}</h3>", above=14.0, keeps=True)
            case Paragraph():
                told = f'<p class="{block.role.value}">{escape(block.text)}</p>'
                yield self._text(told, above=5.0, keeps=keeps)
            case Bullets():
                lines = "".join(f"<li>{escape(line)}</li>" for line in block.lines)
                yield self._text(f"<ul>{lines}</ul>", above=2.0)
            case Table():
                title = captions.table_title(block.number, block.title)
                yield self._text(f'<p class="title">{escape(title)}</p>', above=14.0, keeps=True)
                yield self._table(
                    _heading(block),
                    [_row(block, row) for row in block.rows],
                    keeps=keeps or bool(block.note),
                )
                if block.note:
                    note = f'<p class="note">{escape(block.note)}</p>'
                    yield self._text(note, above=3.0, keeps=keeps)
            case Picture():
                yield from self._picture(block)
            case Shown():
                pieces = report_words.shown_in(block.tables, block.figures)
                told = escape("".join(text for text, _anchor in pieces))
                said = f'<p class="{Role.NOTE.value}">{told}</p>'
                yield self._text(said, above=5.0, keeps=keeps)

    def _picture(self, picture: Picture) -> "Iterator[Piece]":
        from PySide6.QtGui import QImage

        from gui.report.pages import ImagePiece

        files = self._figures[picture.number]
        yield ImagePiece(QImage(str(files.png)), files.width_mm, files.height_mm, space_above=14.0)
        title = captions.figure_title(picture.number, picture.title)
        yield self._text(
            f'<p class="caption"><b>{escape(title)}.</b> {escape(picture.caption)}</p>', above=4.0
        )

    def _text(self, html: str, *, above: float = 0.0, keeps: bool = False) -> "Piece":
        from gui.report.pages import TextPiece, laid_out

        return TextPiece(laid_out(html, self._font, self._style), keeps, above)

    def _table(self, heading: str, rows: list[str], *, keeps: bool = False) -> "Piece":
        from gui.report.pages import TablePiece

        return TablePiece(heading, rows, self._font, self._style, keeps_with_next=keeps)


def _heading(table: Table) -> str:
    cells = "".join(
        f'<th align="{_side(table, column)}" valign="bottom">{escape(cell)}</th>'
        for column, cell in enumerate(table.heading)
    )
    return f"<thead><tr>{cells}</tr></thead>"


def _row(table: Table, row: tuple[str, ...]) -> str:
    cells = "".join(
        f'<td align="{_side(table, column)}">{escape(cell)}</td>' for column, cell in enumerate(row)
    )
    return f"<tr>{cells}</tr>"


def _side(table: Table, column: int) -> str:
    return "left" if column in table.text_columns else "right"


def _draw_foot(
    painter: "QPainter", document: Document, number: int, of_all: int, mm: float
) -> None:
    from PySide6.QtCore import QRectF, Qt
    from PySide6.QtGui import QColor

    from gui.report.pages import MARGIN, PAGE_HEIGHT, TEXT_WIDTH

    painter.setFont(_font(10))
    painter.setPen(QColor("#465361"))
    box = QRectF(MARGIN, PAGE_HEIGHT - MARGIN - 4.0 * mm, TEXT_WIDTH, 5.0 * mm)
    left = " · ".join((*document.warnings[:1], document.written_at))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, left)
    right = _("page {number} of {count}").format(number=number, count=of_all)
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, right)


def _font(pixels: int) -> "QFont":
    """The program's font, without its alternates: they print well, but are lost when copied."""
    from PySide6.QtGui import QFont

    from gui.theme import FONT_FAMILY

    font = QFont(FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


@cache
def _make_qt_ready() -> object:
    """Qt with the program's fonts; without a window, as where there is no display.

    Qt ends the whole process where it cannot start, so that is tried in another one first.
    """
    try:
        from PySide6.QtGui import QGuiApplication

        application = QGuiApplication.instance()
        if application is None:
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
            if not _starts():
                raise PdfUnavailable
            application = QGuiApplication(["copperdesk"])
        from gui.theme import load_fonts
    except ImportError as error:
        raise PdfUnavailable from error
    load_fonts()
    return application


def _starts() -> bool:
    if getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return True
    try:
        probe = subprocess.run(  # noqa: S603 - our own interpreter and a fixed line
            [sys.executable, "-c", _PROBE], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0
