"""The menus of a row: reasons, and what else can be done."""

from datetime import date

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from domain.protocol import Reasons
from domain.visits import VisitKey, VisitKind
from gui.calendar.event_actions import can_move, can_shift, has_record
from gui.today.asks import Ask, Mode
from gui.today.recording import reasons_for
from gui.today.row import VisitRow
from gui.words import reasons as words_of
from gui.words.language import _


class RowMenu(QMenu):
    """A menu that shows itself below a button and goes when it is done."""

    def pop_up_below(self, widget: QWidget) -> None:
        self.aboutToHide.connect(self.deleteLater)
        self.popup(widget.mapToGlobal(QPoint(0, widget.height())))
        actions = self.actions()
        if actions:
            self.setActiveAction(actions[0])


class ReasonMenu(RowMenu):
    chosen = Signal(object, str, bool)
    """The visit, the code of the reason, and whether it wants words of its own."""
    asked = Signal(object)
    """`Ask.DETAILS`: it was no miss, there is a specimen with something to say about it."""

    def __init__(self, key: VisitKey, codes: tuple[str, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._key = key
        for code in codes:
            words = words_of.reason(code)
            needs_words = words_of.needs_words(code)
            action = self.addAction(_("{reason}…").format(reason=words) if needs_words else words)
            action.setData(code)
        if key.kind is VisitKind.DRAW:
            self.addSeparator()
            self.addAction(_("Collected, but haemolysed or unusable…")).setData(Ask.DETAILS)
        self.triggered.connect(self._choose)

    def _choose(self, action: QAction) -> None:
        if action.data() is Ask.DETAILS:
            self.asked.emit(Ask.DETAILS)
            return
        code = str(action.data())
        self.chosen.emit(self._key, code, words_of.needs_words(code))


class MoreMenu(RowMenu):
    asked = Signal(object)
    """An `Ask` the user chose."""

    def __init__(self, entries: list[tuple[str, Ask]], parent: QWidget) -> None:
        super().__init__(parent)
        for words, ask in entries:
            self.addAction(words).setData(ask)
        self.triggered.connect(self._choose)

    def _choose(self, action: QAction) -> None:
        self.asked.emit(action.data())


def reason_menu(row: VisitRow, reasons: Reasons) -> ReasonMenu:
    return ReasonMenu(row.key, reasons_for(row.key.kind, reasons), row)


def more_menu(row: VisitRow, today: date) -> MoreMenu:
    entries: list[tuple[str, Ask]] = []
    if row.mode is Mode.OPEN:
        entries.append((_("Other time…"), Ask.OTHER_TIME))
    elif Ask.OTHER_TIME in row.buttons:
        entries.append((_("Edit time…"), Ask.OTHER_TIME))
    if Ask.UNDO in row.buttons and not row.buttons[Ask.UNDO].isHidden():
        entries.append((_("Undo"), Ask.UNDO))
    visit = row.item.visit
    if row.mode is not Mode.AHEAD and has_record(row.item, today):
        entries.append((_("Details…"), Ask.DETAILS))
    if can_move(visit) or can_shift(visit, today):
        entries.append((_("Move…"), Ask.MOVE))
    entries.append((_("Add a query…"), Ask.QUERY))
    entries.append((_("Open patient {code}").format(code=row.key.patient), Ask.OPEN_PATIENT))
    return MoreMenu(entries, row)
