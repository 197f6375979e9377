"""Number fields and choices that a passing wheel does not change."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QToolTip,
)

from gui.theme import app_theme
from gui.widgets.day_field import locale

LEAST_CHOICE = 84
"""Width of a choice, at 100 %, below which it does not give way to its neighbours."""
V = TypeVar("V")


class WholeNumber(QSpinBox):
    """A whole number between two ends."""

    def __init__(self, low: int, high: int, name: str = "") -> None:
        super().__init__()
        self.setRange(low, high)
        self.setLocale(locale())
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Spin boxes leave out the style sheet's padding before their text.
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Decimal(QDoubleSpinBox):
    """A number with the language's decimal mark."""

    def __init__(self, low: float, high: float, places: int, step: float, name: str = "") -> None:
        super().__init__()
        self.setDecimals(places)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setLocale(locale())
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setTextMargins(6, 0, 0, 0)

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Combo(QComboBox):
    """As wide as its longest option where there is room; what is cut is told by a tool tip."""

    keeps_width = False
    """Whether it takes its whole width, also where others would be glad of some."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    @property
    def _longest(self) -> int:
        metrics = self.fontMetrics()
        words = (self.itemText(number) for number in range(self.count()))
        return max((metrics.horizontalAdvance(one) for one in words), default=0)

    def _room_for_words(self, size: QSize) -> int:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.rect.setSize(size)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(control, option, part, self).width()

    def _tell_cut(self, event: QHelpEvent) -> bool:
        words = self.currentText()
        if self.fontMetrics().horizontalAdvance(words) <= self._room_for_words(self.size()):
            return False
        QToolTip.showText(event.globalPos(), words, self)
        return True

    def _height_of_choices(self) -> int:
        """Of the whole list; 0 where the screen is too low for it.

        Qt forgets a part of the style sheet's frame, and cuts the last choice in half.
        """
        view = self.view()
        frame = view.contentsMargins()
        height = sum(view.sizeHintForRow(row) for row in range(self.count()))
        height += frame.top() + frame.bottom()
        return height if height < self.screen().availableGeometry().height() // 2 else 0

    # Qt overrides

    def sizeHint(self) -> QSize:
        """Qt forgets the style sheet's arrow when it reckons the room for the text."""
        hint = super().sizeHint()
        lacking = self._longest - self._room_for_words(hint) + 2
        return hint + QSize(max(0, lacking), 0)

    def minimumSizeHint(self) -> QSize:
        if self.keeps_width:
            return self.sizeHint()
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), app_theme().px(LEAST_CHOICE)), hint.height())

    def showPopup(self) -> None:
        view = self.view()
        edges = 2 * view.frameWidth() + app_theme().px(16)
        bar = view.verticalScrollBar().sizeHint().width()
        view.setMinimumWidth(self._longest + edges + bar)
        view.setMinimumHeight(self._height_of_choices())
        super().showPopup()

    def wheelEvent(self, e: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(e)
        else:
            e.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and not self.toolTip():
            assert isinstance(event, QHelpEvent)
            return self._tell_cut(event)
        return super().event(event)


class Choice(Combo, Generic[V]):
    """Keeps its values itself: Qt would hand a text enum back as plain text."""

    def __init__(self, options: Sequence[tuple[V, str]], name: str = "") -> None:
        super().__init__(name)
        self._values = [value for value, _words in options]
        self.addItems([words for _value, words in options])

    @property
    def choice(self) -> V:
        return self._values[self.currentIndex()]

    def choose(self, value: V) -> None:
        self.setCurrentIndex(self._values.index(value))

    def replace_options(self, options: Sequence[tuple[V, str]]) -> None:
        self.blockSignals(True)
        self.clear()
        self._values = [value for value, _words in options]
        self.addItems([words for _value, words in options])
        self.blockSignals(False)
