"""Whether all that a window says has room: cut words, lost parts, and what lies over each other."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QMenuBar,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QToolTip,
    QWidget,
)
from shiboken6 import isValid

_SLACK = 1
"""Widths are whole pixels."""
_ROOT = QModelIndex()
_CALENDAR_PREFIX = "qt_"
"""Parts that Qt makes itself inside its widgets."""


def unfit(window: QWidget) -> list[str]:
    """What of `window` cannot be read whole, in words for whoever has to mend it."""
    found: list[str] = []
    for widget in _shown(window):
        found += [f"{_named(widget)}: {what}" for what in _cut_words(widget)]
        if _says_something(widget):
            found += [f"{_named(widget)}: {what}" for what in _cut_by_parent(widget, window)]
    return found


def _shown(window: QWidget) -> Iterator[QWidget]:
    for widget in (window, *window.findChildren(QWidget)):
        # A tool tip that was asked for is a child of the window, and goes again.
        if isValid(widget) and widget.isVisible() and widget.window() is window:
            yield widget


def _says_something(widget: QWidget) -> bool:
    if isinstance(widget, QLabel):
        return bool(widget.text())
    return isinstance(widget, (QAbstractButton, QComboBox, QAbstractSpinBox, QLineEdit))


def _cut_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel):
        yield from _cut_label(widget)
    elif isinstance(widget, (QCheckBox, QRadioButton)):
        yield from _narrower_than_hint(widget, widget.text())
    elif isinstance(widget, QPushButton):
        yield from _cut_button(widget)
    elif isinstance(widget, QComboBox):
        yield from _cut_choice(widget)
    elif isinstance(widget, QAbstractSpinBox):
        yield from _cut_line(widget.lineEdit(), widget.text())
    elif isinstance(widget, QLineEdit) and not _is_part_of_control(widget):
        yield from _cut_line(widget, widget.placeholderText())
    elif isinstance(widget, QHeaderView):
        yield from _cut_headings(widget)
    elif isinstance(widget, QTabBar):
        for tab in range(widget.count()):
            if widget.tabRect(tab).width() < widget.tabSizeHint(tab).width() - _SLACK:
                yield f"tab {widget.tabText(tab)!r} is cut"
    elif isinstance(widget, QAbstractItemView):
        yield from _cut_cells(widget)
    elif isinstance(widget, QMenuBar):
        yield from _lost_menus(widget)


def _cut_label(label: QLabel) -> Iterator[str]:
    text = label.text()
    if not text or _is_told_by_tip(label, text):
        return
    room = label.contentsRect().width() - 2 * label.margin()
    if label.textFormat() is Qt.TextFormat.RichText or (
        "<" in text and ">" in text and "</" in text
    ):
        document = QTextDocument()
        document.setDefaultFont(label.font())
        document.setHtml(text)
        needed = document.size().width() if not label.wordWrap() else 0.0
        if needed > room + _SLACK:
            yield f"{text!r} needs {needed:.0f} and has {room}"
        return
    metrics = label.fontMetrics()
    parts = text.split() if label.wordWrap() else text.splitlines()
    for part in parts:
        needed = metrics.horizontalAdvance(part)
        if needed > room + _SLACK:
            yield f"{part!r} of {text!r} needs {needed} and has {room}"
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + 2:
            yield f"{text!r} needs a height of {needed} and has {label.height()}"


def _cut_button(button: QPushButton) -> Iterator[str]:
    words = button.text().replace("&", "").strip()
    if not words or _is_told_by_tip(button, words):
        return
    style_needs = button.fontMetrics().horizontalAdvance(words)
    if not button.icon().isNull():
        style_needs += button.iconSize().width() + 4
    room = button.width() - 6
    hint = button.sizeHint().width()
    if style_needs > room or (button.width() < hint - 6 and button.property("kind") != "screen"):
        yield f"{words!r} needs {max(hint, style_needs)} and has {button.width()}"


def _narrower_than_hint(button: QAbstractButton, words: str) -> Iterator[str]:
    needed, has = button.sizeHint().width(), button.width()
    if words and needed > has + _SLACK and not _is_told_by_tip(button, words):
        yield f"{words!r} needs {needed} and has {has}"


def _cut_choice(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    control = QStyle.ComplexControl.CC_ComboBox
    room = combo.style().subControlRect(control, option, field, combo).width()
    popup = _width_of_list(combo)
    metrics = combo.fontMetrics()
    for number in range(combo.count()):
        words = combo.itemText(number)
        needed = metrics.horizontalAdvance(words)
        is_shown = number == combo.currentIndex() and not combo.isEditable()
        if is_shown and needed > room + _SLACK and not _is_told_by_tip(combo, words):
            yield f"{words!r} needs {needed} and has {room}"
        if needed > popup and not combo.itemData(number, Qt.ItemDataRole.ToolTipRole):
            yield f"option {words!r} needs {needed} and has {popup} in the list"


def _width_of_list(combo: QComboBox) -> int:
    """The room for words in the list that opens."""
    combo.showPopup()
    room = combo.view().viewport().width() - 12
    combo.hidePopup()
    return room


def _cut_line(line: QLineEdit | None, words: str) -> Iterator[str]:
    if line is None or not words:
        return
    margins = line.textMargins()
    room = line.contentsRect().width() - margins.left() - margins.right() - 2
    if line.isClearButtonEnabled() and line.text():
        room -= 20
    needed = line.fontMetrics().horizontalAdvance(words)
    if needed > room + _SLACK and not _is_told_by_tip(line, words):
        yield f"{words!r} needs {needed} and has {room}"


def _cut_headings(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    if model is None or header.isHidden():
        return
    if _paints_itself(type(header), QHeaderView, "paintEvent"):
        return
    across = header.orientation() is Qt.Orientation.Horizontal
    for section in range(header.count()):
        if header.isSectionHidden(section):
            continue
        words = str(model.headerData(section, header.orientation()) or "")
        needed, has = header.sectionSizeFromContents(section), header.sectionSize(section)
        tip = model.headerData(section, header.orientation(), Qt.ItemDataRole.ToolTipRole)
        if words and across and needed.width() > has + _SLACK and not tip:
            yield f"heading {words!r} needs {needed.width()} and has {has}"


def _cut_cells(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    if model is None or not isinstance(view, (QTableView, QListView)):
        return
    in_sight = view.viewport().rect()
    columns = model.columnCount(_ROOT) if isinstance(view, QTableView) else 1
    for row in range(min(model.rowCount(_ROOT), 400)):
        for column in range(columns):
            index = model.index(row, column)
            place = view.visualRect(index)
            if place.isEmpty() or not in_sight.intersects(place):
                continue
            yield from _cut_cell(view, index, place)


def _cut_cell(view: QAbstractItemView, index: QModelIndex, place: QRect) -> Iterator[str]:
    words = str(index.data() or "")
    delegate = view.itemDelegateForIndex(index)
    if not words or _paints_itself(type(delegate), QStyledItemDelegate, "paint"):
        return
    option = QStyleOptionViewItem()
    view.initViewItemOption(option)
    option.rect = place
    if isinstance(view, QListView):
        room = min(place.right(), view.viewport().rect().right()) - place.left() + 1
    else:
        room = place.width()
    needed = delegate.sizeHint(option, index)
    is_cut = needed.width() > room + _SLACK and not view.wordWrap()
    if is_cut and not _is_told_by_tip(view, words, place.center()):
        yield f"cell {words!r} needs {needed.width()} and has {room}"
    if needed.height() > place.height() + _SLACK:
        yield f"cell {words!r} needs a height of {needed.height()} and has {place.height()}"


def _lost_menus(bar: QMenuBar) -> Iterator[str]:
    for action in bar.actions():
        if action.isVisible() and bar.actionGeometry(action).right() > bar.width():
            yield f"menu {action.text()!r} is off the bar"


def _cut_by_parent(widget: QWidget, window: QWidget) -> Iterator[str]:
    """Parts outside of what holds them; what can be scrolled to is not lost."""
    rect = QRect(QPoint(), widget.size())
    around = widget
    while around is not window:
        rect.moveTopLeft(around.mapToParent(rect.topLeft()))
        parent = around.parentWidget()
        if parent is None:
            return
        scroll = parent.parentWidget()
        if isinstance(scroll, QAbstractScrollArea) and scroll.viewport() is parent:
            if scroll.horizontalScrollBar().maximum() > 0:
                return
            if rect.left() < 0 or rect.right() > parent.width():
                yield f"stands at {rect.left()}–{rect.right()} of {parent.width()}"
            return
        if not parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(rect):
            yield f"stands at {_corners(rect)} outside {_named(parent)} {_corners(parent.rect())}"
            return
        around = parent


def _is_part_of_control(line: QLineEdit) -> bool:
    return isinstance(line.parentWidget(), (QComboBox, QAbstractSpinBox))


def _is_told_by_tip(widget: QWidget, words: str, at: QPoint | None = None) -> bool:
    """Whether a pointer that rests on `widget` is told the words, as a person would be."""
    asked = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    place = at or asked.rect().center()
    QToolTip.showText(QPoint(), "")
    QApplication.sendEvent(asked, QHelpEvent(QEvent.Type.ToolTip, place, asked.mapToGlobal(place)))
    told = QToolTip.text() if QToolTip.isVisible() else ""
    QToolTip.showText(QPoint(), "")
    return words.strip() in told


def _paints_itself(kind: type, own: type, method: str) -> bool:
    """Then what it draws is watched while it draws: see `painted_cuts`."""
    return getattr(kind, method) is not getattr(own, method)


def _corners(rect: QRect) -> str:
    return f"({rect.left()},{rect.top()})–({rect.right()},{rect.bottom()})"


def _named(widget: QWidget) -> str:
    chain: list[str] = []
    around: QWidget | None = widget
    while around is not None and len(chain) < 4:
        if not around.objectName().startswith(_CALENDAR_PREFIX):
            chain.append(type(around).__name__)
        around = around.parentWidget()
    return " in ".join(chain)


def tips_of(window: QWidget) -> list[str]:
    """The tool tips of what is shown, cells included."""
    tips = [widget.toolTip() for widget in _shown(window) if widget.toolTip()]
    for view in (one for one in _shown(window) if isinstance(one, QTableView)):
        rows, columns = view.model().rowCount(_ROOT), view.model().columnCount(_ROOT)
        for row in range(min(rows, 100)):
            for column in range(columns):
                tip = view.model().index(row, column).data(Qt.ItemDataRole.ToolTipRole)
                tips.append(str(tip or ""))
    return tips


@dataclass(frozen=True, slots=True)
class PaintedCut:
    """Words that a painter had no room for."""

    words: str
    what: str


@contextmanager
def painted_cuts(patch: pytest.MonkeyPatch) -> Generator[list[PaintedCut]]:
    """Collects words that painters shorten, or draw into a box too narrow for them."""
    cuts: list[PaintedCut] = []
    elided, draw = QFontMetrics.elidedText, QPainter.drawText

    def elide(metrics: QFontMetrics, text: str, *rest: Any) -> str:
        shown = elided(metrics, text, *rest)
        if shown != text:
            cuts.append(PaintedCut(text, f"painted {text!r} as {shown!r}"))
        return shown

    def draw_text(painter: QPainter, *given: Any) -> Any:
        if len(given) >= 3 and hasattr(given[0], "width") and isinstance(given[2], str):
            room, needed = given[0].width(), _width_needed(painter, given[1], given[2])
            if needed > room + 2:
                what = f"painted {given[2]!r} needs {needed} and has {room:.0f}"
                cuts.append(PaintedCut(given[2], what))
        return draw(painter, *given)

    with patch.context() as inner:
        inner.setattr(QFontMetrics, "elidedText", elide)
        inner.setattr(QPainter, "drawText", draw_text)
        yield cuts


def _width_needed(painter: QPainter, flags: Any, text: str) -> int:
    """0 where the words may wrap, or are meant to stand out of their box."""
    free = Qt.TextFlag.TextWordWrap.value | Qt.TextFlag.TextDontClip.value
    if int(getattr(flags, "value", flags)) & free:
        return 0
    metrics = painter.fontMetrics()
    return max((metrics.horizontalAdvance(one) for one in text.splitlines()), default=0)
