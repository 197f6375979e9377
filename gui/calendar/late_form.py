"""When something took place that is recorded late: its day and, where known, its time."""

from datetime import date, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from gui.widgets.buttons import LinkButton, PrimaryButton
from gui.widgets.day_field import ClockEdit, DayEdit
from gui.widgets.label import Label
from gui.words.language import _


class LateForm(QWidget):
    """Day, time, Record, Cancel in one line."""

    saved = Signal(object, object)
    """The day, and the time of day or None where it is not known."""
    cancelled = Signal()
    """The user pressed Esc or Cancel."""

    def __init__(self, day: date, clock: time, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day_field = DayEdit(day, _("Day it took place"))
        self.clock_field = ClockEdit(clock, _("Time it took place"))
        self.knows_time = QCheckBox(_("Time"))
        self.knows_time.setChecked(True)
        self.knows_time.toggled.connect(self.clock_field.setEnabled)
        self.save = PrimaryButton(_("Record"))
        self.save.clicked.connect(self._save)
        cancel = LinkButton(_("Cancel"))
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Label(_("Took place on"), "small", "secondary"))
        fields = (self.day_field, self.knows_time, self.clock_field, self.save, cancel)
        for widget in fields:
            row.addWidget(widget)

    def begin(self) -> None:
        self.day_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        clock = self.clock_field.clock if self.knows_time.isChecked() else None
        self.saved.emit(self.day_field.day, clock)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        else:
            super().keyPressEvent(event)
