"""What can be printed of a study, each opened in its preview."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QWidget

from domain.visits import Draw
from gui.printing.day_list import DayList, groups_of, pages_of
from gui.printing.ink import Printout
from gui.printing.preview import PrintPreview
from gui.printing.schedule_sheet import ScheduleSheet
from gui.printing.tube_labels import RollLabels, SheetLabels, SheetOfLabels, labels_for
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words import printing as words
from gui.words.language import _

_DAYS_AHEAD = 8


class DayListPreview(PrintPreview):
    """The list of today, with tomorrow where asked for."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        parent: QWidget | None = None,
        *,
        with_tomorrow: bool = False,
    ) -> None:
        self._session = session
        self.with_tomorrow = QCheckBox(_("Add tomorrow"))
        self.with_tomorrow.setChecked(with_tomorrow)
        super().__init__(self._day_list, prompter, parent, choices=self.with_tomorrow)
        self.with_tomorrow.toggled.connect(self.refresh)

    def _day_list(self) -> Printout:
        study, now = self._session.study, self._session.now()
        groups = groups_of(
            study.agenda(now=now, days=1),
            study.protocol,
            with_tomorrow=self.with_tomorrow.isChecked(),
        )
        return DayList(study.facts.name, now, pages_of(groups), study.is_demo)


class LabelsPreview(PrintPreview):
    """Labels for the draws of today or of the coming days, on a roll or on a sheet."""

    def __init__(self, session: Session, prompter: Prompter, parent: QWidget | None = None) -> None:
        self._session = session
        self.which = Combo()
        self.which.addItems(words.which_draws())
        self.which.setAccessibleName(_("For which draws"))
        self.stock = Combo()
        self.stock.addItems(words.label_stocks())
        self.stock.setAccessibleName(_("Labels"))
        self.start = QSpinBox()
        self.start.setRange(1, SheetOfLabels().places)
        self.start.setAccessibleName(_("First free place on the sheet"))
        self._start_words = Label(_("First free place on the sheet"), "small", "secondary")
        super().__init__(self._labels, prompter, parent, choices=self._choices())
        for changed in (
            self.which.currentIndexChanged,
            self.stock.currentIndexChanged,
            self.start.valueChanged,
        ):
            changed.connect(self.refresh)

    def refresh(self) -> None:
        on_sheet = self.stock.currentIndex() == 1
        self.start.setVisible(on_sheet)
        self._start_words.setVisible(on_sheet)
        super().refresh()

    def _choices(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        for widget in (self.which, self.stock, self._start_words, self.start):
            row.addWidget(widget)
        row.addStretch(1)
        return holder

    def _labels(self) -> Printout:
        study = self._session.study
        labels = labels_for(self._draws(), study.facts.short_name)
        if self.stock.currentIndex() == 1:
            return SheetLabels(labels, self.start.value() - 1, study.is_demo)
        return RollLabels(labels, study.is_demo)

    def _draws(self) -> list[Draw]:
        choice = self.which.currentIndex()
        agenda = self._session.study.agenda(now=self._session.now(), days=_DAYS_AHEAD)
        items = list(agenda.due_today)
        if choice == 1:
            items = [*agenda.not_done, *items]
        days = {2: 1, 3: _DAYS_AHEAD}.get(choice, 0)
        items += [item for day in agenda.coming[:days] for item in day.items]
        return [item.visit for item in items if isinstance(item.visit, Draw)]


class SchedulePreview(PrintPreview):
    """The schedule of one patient."""

    def __init__(
        self, session: Session, patient: str, prompter: Prompter, parent: QWidget | None = None
    ) -> None:
        self._session = session
        self._patient = patient
        super().__init__(self._sheet, prompter, parent)

    def _sheet(self) -> Printout:
        study, now = self._session.study, self._session.now()
        return ScheduleSheet.of(
            study.course(self._patient),
            study_name=study.facts.name,
            now=now,
            is_made_up=study.is_demo,
        )
