"""What is printed from Today: the list and the labels, of the day that is shown there."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from domain.agenda import Agenda
from gui.printing import label_draws
from gui.printing.label_draws import LabelDraws
from gui.prompts import Prompter
from gui.session import Session
from gui.today.worklist import FIRST_DAY_CELL, NOT_DONE_CELL, TODAY_CELL


class Papers(QObject):
    """Opens the previews over `window`; both follow the chosen cell of the forecast strip."""

    def __init__(self, session: Session, prompter: Prompter, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._prompter = prompter
        self._window = window

    def print_day_list(self, agenda: Agenda, cell: int) -> None:
        """The list of the day that is shown."""
        from gui.printing.desk import DayListPreview

        is_ahead = cell >= FIRST_DAY_CELL
        day = agenda.coming[cell - FIRST_DAY_CELL].day if is_ahead else None
        self._open(DayListPreview(self._session, self._prompter, self._window, day=day))

    def print_labels(self, agenda: Agenda, cell: int) -> None:
        """Labels for the draws of the chosen cell, unless others are chosen in the preview."""
        from gui.printing.desk import LabelsPreview

        shown = None if cell == TODAY_CELL else labelled(agenda, cell)
        self._open(LabelsPreview(self._session, self._prompter, self._window, shown=shown))

    def _open(self, preview: QDialog) -> None:
        preview.finished.connect(preview.deleteLater)
        preview.open()


def labelled(agenda: Agenda, cell: int) -> LabelDraws:
    """The draws of a cell of the forecast strip."""
    if cell == NOT_DONE_CELL:
        return label_draws.not_done(agenda)
    if cell == TODAY_CELL:
        return label_draws.due_today(agenda)
    return label_draws.on_a_coming_day(agenda, cell - TODAY_CELL)
