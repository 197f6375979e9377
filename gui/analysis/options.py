"""What the person chooses above the result; everything starts as the protocol says."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.field import Field
from gui.words import analysis as words
from gui.words.language import _
from stats.settings import (
    AnalysisSettings,
    BelowLoq,
    Family,
    Haemolysed,
    OutOfWindow,
    Test,
    Unit,
)

_Choice = TypeVar("_Choice", bound=Enum)


class Options(QWidget):
    """One combo a switch, each named above it."""

    changed = Signal()
    """The person chose something else."""

    def __init__(self, protocol: AnalysisSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._protocol = protocol
        self._test = _Combo([(one, self._marked(words.test(one), one)) for one in Test])
        self._family = _Combo([(one, words.family(one)) for one in Family])
        self._unit = _Combo([(one, words.unit(one)) for one in Unit])
        self._window = _Combo([(one, words.out_of_window(one)) for one in OutOfWindow])
        self._loq = _Combo([(one, words.below_loq(one)) for one in BelowLoq])
        self._haemolysed = _Combo([(one, words.haemolysed(one)) for one in Haemolysed])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for label, combo in (
            (_("Test"), self._test),
            (_("Draws out of window"), self._window),
            (_("Below LOQ"), self._loq),
            (_("Haemolysed"), self._haemolysed),
            (_("Holm over"), self._family),
            (_("Unit"), self._unit),
        ):
            row.addWidget(Field(label, combo))
        row.addStretch(1)
        self._show(protocol)
        for combo in (
            self._test,
            self._family,
            self._unit,
            self._window,
            self._loq,
            self._haemolysed,
        ):
            combo.currentIndexChanged.connect(self.changed)

    def settings(self) -> AnalysisSettings:
        return replace(
            self._protocol,
            test=self._test.choice,
            family=self._family.choice,
            unit=self._unit.choice,
            out_of_window=self._window.choice,
            below_loq=self._loq.choice,
            haemolysed=self._haemolysed.choice,
        )

    @property
    def match_protocol(self) -> bool:
        """Nothing but the unit differs from what the protocol asks for."""
        return replace(self.settings(), unit=self._protocol.unit) == self._protocol

    def _marked(self, text: str, choice: Enum) -> str:
        if choice is not self._protocol.test:
            return text
        return _("{choice} (protocol)").format(choice=text)

    def _show(self, settings: AnalysisSettings) -> None:
        self._test.choose(settings.test)
        self._family.choose(settings.family)
        self._unit.choose(settings.unit)
        self._window.choose(settings.out_of_window)
        self._loq.choose(settings.below_loq)
        self._haemolysed.choose(settings.haemolysed)


class _Combo(QComboBox, Generic[_Choice]):
    """Keeps its values itself: Qt would hand a text enum back as plain text."""

    def __init__(self, choices: Sequence[tuple[_Choice, str]]) -> None:
        super().__init__()
        self._values = [value for value, _text in choices]
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItems([text for _value, text in choices])

    @property
    def choice(self) -> _Choice:
        return self._values[self.currentIndex()]

    def choose(self, value: _Choice) -> None:
        self.setCurrentIndex(self._values.index(value))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Six of them stand side by side: at large text they give way before the page does."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), app_theme().px(84)), hint.height())
