"""What the person chooses above the result; everything starts as the protocol says."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.widgets.field import Field
from gui.widgets.inputs import Choice
from gui.words import analysis as words
from gui.words.language import _
from stats.settings import (
    AnalysisSettings,
    BelowLoq,
    Exploration,
    Family,
    Haemolysed,
    OutOfWindow,
    PatientSet,
    Test,
    Unit,
)

SPACING = 10


class Options(QWidget):
    """One combo a switch, each named above it."""

    changed = Signal()
    """The person chose something else."""

    def __init__(self, protocol: AnalysisSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._protocol = protocol
        self._patients = Choice([(one, words.patient_set(one)) for one in PatientSet])
        self._test = Choice([(one, self._marked(one)) for one in Test])
        self._family = Choice([(one, words.family(one)) for one in Family])
        self._unit = Choice([(one, words.unit(one)) for one in Unit])
        self._window = Choice([(one, words.out_of_window(one)) for one in OutOfWindow])
        self._loq = Choice([(one, words.below_loq(one)) for one in BelowLoq])
        self._haemolysed = Choice([(one, words.haemolysed(one)) for one in Haemolysed])
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACING)
        self._fields: list[QWidget] = []
        for label, combo in (
            (_("Patients"), self._patients),
            (_("Test"), self._test),
            (_("Draws out of window"), self._window),
            (_("Below LOQ"), self._loq),
            (_("Haemolysed"), self._haemolysed),
            (_("Holm over"), self._family),
            (_("Unit"), self._unit),
        ):
            self._fields.append(Field(label, combo))
        self._place(len(self._fields))
        self._show(protocol)
        for combo in (
            self._patients,
            self._test,
            self._family,
            self._unit,
            self._window,
            self._loq,
            self._haemolysed,
        ):
            combo.currentIndexChanged.connect(self.changed)

    def settings(self, explorations: tuple[Exploration, ...] = ()) -> AnalysisSettings:
        """What is chosen, with the comparisons added beside the plan."""
        return replace(
            self._protocol,
            patients=self._patients.choice,
            test=self._test.choice,
            family=self._family.choice,
            unit=self._unit.choice,
            out_of_window=self._window.choice,
            below_loq=self._loq.choice,
            haemolysed=self._haemolysed.choice,
            explorations=explorations,
        )

    def follow(self, protocol: AnalysisSettings) -> None:
        """The protocol changed: start again as it says."""
        if protocol != self._protocol:
            self._protocol = protocol
            self._show(protocol)

    @property
    def match_protocol(self) -> bool:
        """Nothing but the unit differs from what the protocol asks for."""
        return replace(self.settings(), unit=self._protocol.unit) == self._protocol

    def _place(self, columns: int) -> None:
        """Put the fields into rows of so many columns."""
        for place, field in enumerate(self._fields):
            self._grid.addWidget(field, place // columns, place % columns)
        for column in range(len(self._fields) + 1):
            self._grid.setColumnStretch(column, int(column == columns))

    def _fits(self, columns: int) -> bool:
        widths = [field.sizeHint().width() + SPACING for field in self._fields]
        return sum(max(widths[place::columns]) for place in range(columns)) <= self.width()

    def _marked(self, test: Test) -> str:
        text = words.test(test)
        if test is not self._protocol.test:
            return text
        return _("{choice} (protocol)").format(choice=text)

    def _show(self, settings: AnalysisSettings) -> None:
        self._patients.choose(settings.patients)
        self._test.choose(settings.test)
        self._family.choose(settings.family)
        self._unit.choose(settings.unit)
        self._window.choose(settings.out_of_window)
        self._loq.choose(settings.below_loq)
        self._haemolysed.choose(settings.haemolysed)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(next(n for n in (len(self._fields), 4, 3, 2) if n == 2 or self._fits(n)))
