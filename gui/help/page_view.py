"""A page of the guide on the screen, in the colours and the size of the rest."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPointF, QRect, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from domain.visits import Status, VisitKind
from gui.help.finding import fold
from gui.help.guide import Page
from gui.help.page_dress import dress
from gui.theme import app_theme
from gui.widgets.glyphs import Glyph, Look, glyph_extent, paint_glyph
from gui.words import language
from gui.words.language import _
from resources import path_of

PICTURE = "pictures/"
GLYPH = "glyph:"
_ROOM = 48
"""Beside a picture: the margins of the page and its scroll bar."""


class PageView(QTextBrowser):
    """Shows one page; its pictures never run out of the view."""

    page_asked = Signal(str)
    """The reader followed a link to the page of this name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: Page | None = None
        self._searched: tuple[str, ...] = ()
        self._width = 0
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._resized = QTimer(self)  # Qt lays out, and so resizes, in the middle of rendering
        self._resized.setSingleShot(True)
        self._resized.timeout.connect(self._render)
        self.setAccessibleName(_("Page of the guide"))
        self.anchorClicked.connect(self._follow)
        app_theme().changed.connect(self._render)

    @property
    def page(self) -> Page | None:
        return self._page

    def show_page(self, page: Page, searched: Sequence[str] = ()) -> None:
        """Show `page` from its top, or from the first of the `searched` pieces, folded."""
        self._page, self._searched = page, tuple(searched)
        self._render()
        self.verticalScrollBar().setValue(0)
        if self.extraSelections():
            first = min(mark.cursor.selectionStart() for mark in _marks(self))
            cursor = self.textCursor()
            cursor.setPosition(first)
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def _render(self) -> None:
        if self._page is None:
            return
        self._width = self.viewport().width()
        kept = self.verticalScrollBar().value()
        self.document().setMarkdown(self._page.markdown)
        dress(self.document())
        self._highlight()
        self.moveCursor(QTextCursor.MoveOperation.Start)  # else a resize scrolls to the end
        self.verticalScrollBar().setValue(kept)

    def _highlight(self) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        block = self.document().begin()
        while block.isValid():
            said = fold(block.text())
            for piece in self._searched:
                marks += [
                    _mark(_selected(block, found.start(), found.end()))
                    for found in re.finditer(re.escape(piece), said)
                ]
            block = block.next()
        self.setExtraSelections(marks)

    def _follow(self, link: QUrl) -> None:
        self.page_asked.emit(link.path().removesuffix(".md"))

    def _picture(self, name: str) -> QImage:
        image = QImage(str(path_of(f"help/pictures/{language.language()}/{name}")))
        assert not image.isNull(), name
        ratio = self.devicePixelRatioF()
        room = max(200, self._width - _ROOM)
        width = round(min(image.width(), room) * ratio)
        if width != image.width():
            image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        _frame(image)
        image.setDevicePixelRatio(ratio)
        return image

    # Qt overrides

    def loadResource(self, type: int, name: QUrl | str) -> Any:
        wanted = name.toString() if isinstance(name, QUrl) else name
        if type == QTextDocument.ResourceType.ImageResource.value:
            if wanted.startswith(GLYPH):
                return glyph_image(wanted.removeprefix(GLYPH), self.devicePixelRatioF())
            if wanted.startswith(PICTURE):
                return self._picture(wanted.removeprefix(PICTURE))
        return super().loadResource(type, name)

    def resizeEvent(self, e: QResizeEvent) -> None:
        super().resizeEvent(e)
        if self.viewport().width() != self._width:
            self._resized.start()


def glyph_of(words: str) -> Glyph:
    """The glyph that `draw-late` names."""
    kind, _dash, stands = words.partition("-")
    if stands == Look.NEW_PLACE.name.lower():
        return Glyph(VisitKind(kind), Status.PLANNED, look=Look.NEW_PLACE)
    text = "3" if kind == VisitKind.INFUSION else ""
    return Glyph(VisitKind(kind), Status(stands), text)


def glyph_image(words: str, ratio: float) -> QImage:
    theme = app_theme()
    glyph = glyph_of(words)
    side = theme.px(2 * max(glyph_extent(kind) for kind in VisitKind) + 2)
    image = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(image)
    paint_glyph(painter, QPointF(side / 2, side / 2), glyph, theme.colors, theme.scale)
    painter.end()
    return image


def _frame(image: QImage) -> None:
    painter = QPainter(image)
    painter.setPen(QPen(app_theme().colors.control_border, 1))
    painter.drawRect(QRect(0, 0, image.width() - 1, image.height() - 1))
    painter.end()


def _selected(block: QTextBlock, start: int, end: int) -> QTextCursor:
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _mark(found: QTextCursor) -> QTextEdit.ExtraSelection:
    colors = app_theme().colors
    mark = QTextEdit.ExtraSelection()
    mark.cursor = found  # pyright: ignore[reportAttributeAccessIssue] - Qt's own attribute, untyped
    shape = found.charFormat()
    shape.setBackground(colors.warning_fill)
    shape.setForeground(colors.text)
    mark.format = shape  # pyright: ignore[reportAttributeAccessIssue]
    return mark


def _marks(view: QTextEdit) -> list[Any]:
    return list(view.extraSelections())
