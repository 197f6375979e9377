"""MADRS and YMRS, entered where the rating's row stands: two totals, or item by item."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from domain.edits import Rate
from domain.recording import MADRS_TOP, YMRS_TOP, ScoreRefused
from domain.scales import Items, Scale, total_of
from domain.visits import VisitKey
from gui.theme import app_theme, restyle
from gui.widgets.buttons import LinkButton, PrimaryButton
from gui.widgets.day_field import DayEdit
from gui.widgets.half_typed import HalfTyped
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.words.errors import recording_refused
from gui.words.language import _


class ScoreEditor(HalfTyped):
    """Two totals of 0 to 60; the day is asked only where the rating is late."""

    saved = Signal(object, object)
    """MADRS and YMRS, None where left empty; read `day` for the day."""
    cancelled = Signal()
    """The user pressed Esc or Cancel."""

    def __init__(self, patient: str, today: date, *, asks_day: bool = False) -> None:
        super().__init__()
        self.asks_day = asks_day
        self._patient = patient
        self._today = today
        self.madrs_items: Items = ()
        self.ymrs_items: Items = ()
        self.madrs = _score_field(_("MADRS, {patient}").format(patient=patient))
        self.ymrs = _score_field(_("YMRS, {patient}").format(patient=patient))
        self.day_field = DayEdit(today, _("Day of the rating, {patient}").format(patient=patient))
        self.by_item = LinkButton(
            _("By item…"), name=_("Scores by item, {patient}").format(patient=patient)
        )
        self.save = PrimaryButton(_("Save scores"))
        self.cancel = LinkButton(_("Cancel"))
        self._error = Label(role="small", tone="overdue")
        self._may_be_half = False
        self._lay_out(asks_day)
        self.madrs.textChanged.connect(self._check)
        self.ymrs.textChanged.connect(self._check)
        self.madrs.textEdited.connect(self._forget_madrs_items)
        self.ymrs.textEdited.connect(self._forget_ymrs_items)
        self.by_item.clicked.connect(self._ask_items)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.cancelled)

    @property
    def unsaved(self) -> str:
        typed = (self.madrs.text(), self.ymrs.text(), self.madrs_items, self.ymrs_items)
        if not any(typed):
            return ""
        return _("Scores of {patient} are typed, but not saved.").format(patient=self._patient)

    def take_over(self, before: "ScoreEditor") -> None:
        """Go on with what was typed in another editor of the same rating."""
        self.madrs.setText(before.madrs.text())
        self.ymrs.setText(before.ymrs.text())
        self.madrs_items, self.ymrs_items = before.madrs_items, before.ymrs_items
        self.day_field.set_day(before.day)

    @property
    def day(self) -> date:
        return self.day_field.day

    @property
    def error(self) -> str:
        return self._error.text()

    def begin(self) -> None:
        self.madrs.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, asks_day: bool) -> None:
        theme = app_theme()
        fields = QHBoxLayout()
        fields.setSpacing(theme.px(8))
        if asks_day:
            fields.addWidget(Label(_("Rated on"), "small", "secondary"))
            fields.addWidget(self.day_field)
        else:
            self.day_field.hide()
            self.day_field.setParent(self)
        for words, field in (("MADRS", self.madrs), ("YMRS", self.ymrs)):
            fields.addWidget(Label(words, "small-strong", "secondary"))
            fields.addWidget(field)
        fields.addWidget(self.by_item)
        fields.addWidget(self.save)
        fields.addWidget(self.cancel)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(fields)
        self._column.addWidget(self._error)
        self._error.hide()

    def _ask_items(self) -> None:
        from gui.today.item_scores import ItemsDialog

        dialog = ItemsDialog(self._patient, self.madrs_items, self.ymrs_items, self)
        dialog.entered.connect(self._take_items)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_items(self) -> None:
        from gui.today.item_scores import ItemsDialog

        dialog = self.sender()
        assert isinstance(dialog, ItemsDialog)
        self.madrs_items, self.ymrs_items = dialog.madrs.items, dialog.ymrs.items
        for field, scale, items in (
            (self.madrs, Scale.MADRS, self.madrs_items),
            (self.ymrs, Scale.YMRS, self.ymrs_items),
        ):
            total = total_of(scale, items)
            if items:
                field.setText("" if total is None else str(total))
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget_madrs_items(self) -> None:
        """A total typed by hand stands alone."""
        self.madrs_items = ()

    def _forget_ymrs_items(self) -> None:
        self.ymrs_items = ()

    def _check(self) -> bool:
        """Mark fields that cannot be right and say why, while typing."""
        self._may_be_half = False
        wrong = [
            self._mark(field, scale, top)
            for scale, field, top in (
                ("MADRS", self.madrs, MADRS_TOP),
                ("YMRS", self.ymrs, YMRS_TOP),
            )
        ]
        self._say(next((why for why in wrong if why), ""))
        return not any(wrong)

    def _mark(self, field: QLineEdit, scale: str, top: int) -> str:
        why = _what_is_wrong(field.text().strip(), scale, top)
        if bool(field.property("wrong")) is not bool(why):
            field.setProperty("wrong", bool(why))
            restyle(field)
        field.setAccessibleDescription(why)
        return why

    def _save(self) -> None:
        madrs, ymrs = (_number(field.text()) for field in (self.madrs, self.ymrs))
        has_madrs = madrs is not None or bool(self.madrs_items)
        has_ymrs = ymrs is not None or bool(self.ymrs_items)
        may_be_half = self._may_be_half
        if not self._check():
            return
        if self.day > self._today:
            self._say(_("This day is in the future. Choose today or an earlier day."))
        elif not has_madrs and not has_ymrs:
            self._say(_("Enter MADRS and YMRS."))
            self.madrs.setFocus()
        elif not may_be_half and not (has_madrs and has_ymrs):
            missing, other = ("YMRS", "MADRS") if has_madrs else ("MADRS", "YMRS")
            self._say(
                _("{missing} is empty. Press Enter again to save {other} alone.").format(
                    missing=missing, other=other
                ),
                is_wrong=False,
            )
            (self.ymrs if has_madrs else self.madrs).setFocus()
            self._may_be_half = True
        else:
            self.saved.emit(madrs, ymrs)

    def _say(self, why: str, *, is_wrong: bool = True) -> None:
        self._error.set_tone("overdue" if is_wrong else "secondary")
        self._error.setText(why)
        self._error.setVisible(bool(why))
        self._column.setContentsMargins(0, app_theme().px(4 if why else 0), 0, 0)
        parent = self.parentWidget()
        if parent is not None:
            parent.updateGeometry()
        if why:
            announce(self, why)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() not in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)


def rating_of(
    key: VisitKey, editor: ScoreEditor, madrs: int | None, ymrs: int | None, now: datetime
) -> Rate:
    """What was entered, at the present moment where it is today's."""
    on = editor.day
    return Rate(
        key,
        on=on,
        at=now if on == now.date() else None,
        madrs=madrs,
        ymrs=ymrs,
        madrs_items=editor.madrs_items,
        ymrs_items=editor.ymrs_items,
    )


def _score_field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setFixedWidth(app_theme().px(62))
    field.setMaxLength(4)
    field.setAccessibleName(name)
    field.setPlaceholderText("0–60")
    return field


def _what_is_wrong(typed: str, scale: str, top: int) -> str:
    if not typed:
        return ""
    score = _number(typed)
    if score is None:
        return _("{scale} must be a whole number, 0–{top}. You typed “{typed}”.").format(
            scale=scale, top=top, typed=typed
        )
    return recording_refused(ScoreRefused(scale, score, top)) if not 0 <= score <= top else ""


def _number(typed: str) -> int | None:
    text = typed.strip().replace("−", "-")
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() else None
