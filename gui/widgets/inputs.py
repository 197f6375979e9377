"""Number fields and choices that a passing wheel does not change."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox

from gui.widgets.day_field import locale

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


class Choice(QComboBox, Generic[V]):
    """Keeps its values itself: Qt would hand a text enum back as plain text."""

    def __init__(self, options: Sequence[tuple[V, str]], name: str = "") -> None:
        super().__init__()
        self._values = [value for value, _words in options]
        self.addItems([words for _value, words in options])
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

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

    # Qt overrides

    def wheelEvent(self, e: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(e)
        else:
            e.ignore()
