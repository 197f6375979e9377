"""What can be printed of a study, each opened in its preview."""

from datetime import date

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from gui.printing.day_list import DayList, groups_of, pages_of
from gui.printing.ink import Printout
from gui.printing.label_draws import DAYS_AHEAD, LabelDraws, from_today_on
from gui.printing.preview import PrintPreview
from gui.printing.schedule_sheet import ScheduleSheet
from gui.printing.tube_labels import RollLabels, SheetLabels, SheetOfLabels, labels_for
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words import printing as words
from gui.words.language import _


class DayListPreview(PrintPreview):
    """The list of today, with tomorrow where asked for, or of another day."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        parent: QWidget | None = None,
        *,
        day: date | None = None,
    ) -> None:
        """`day` is one of the coming days, where it is not today's list that is wanted."""
        self._session = session
        self._day = day
        self.with_tomorrow = QCheckBox(_("Add tomorrow"))
        super().__init__(self._day_list, prompter, parent, choices=self.with_tomorrow)
        self.with_tomorrow.setVisible(day is None)
        self.with_tomorrow.toggled.connect(self.refresh)

    def _day_list(self) -> Printout:
        study, now = self._session.study, self._session.now()
        agenda = study.agenda(now=now, days=DAYS_AHEAD)
        ahead = next((one for one in agenda.coming if one.day == self._day), None)
        with_tomorrow = self.with_tomorrow.isChecked()
        groups = groups_of(agenda, study.protocol, with_tomorrow=with_tomorrow, ahead=ahead)
        day = ahead.day if ahead else now.date()
        return DayList(study.facts.name, day, now, pages_of(groups), study.is_demo)


class LabelsPreview(PrintPreview):
    """Labels for the draws of today or of the coming days, on a roll or on a sheet."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        parent: QWidget | None = None,
        *,
        shown: LabelDraws | None = None,
    ) -> None:
        """`shown` are the draws labels are asked for, where they are not those of today."""
        self._session = session
        agenda = session.study.agenda(now=session.now(), days=DAYS_AHEAD)
        self._offered = [*([shown] if shown else []), *from_today_on(agenda)]
        self.which = Combo()
        self.which.addItems(
            [words.draws_counted(choice.words, len(choice.draws)) for choice in self._offered]
        )
        self.which.setAccessibleName(_("For which draws"))
        self.stock = Combo()
        self.stock.addItems(words.label_stocks())
        self.stock.setAccessibleName(_("Labels"))
        self.start = QSpinBox()
        self.start.setRange(1, SheetOfLabels().places)
        self.start.setAccessibleName(_("First free place on the sheet"))
        self._start_words = Label(_("First free place on the sheet"), "small", "secondary")
        self._no_barcode = Label(words.no_room_for_barcodes(), "small", "secondary")
        super().__init__(
            self._labels,
            prompter,
            parent,
            choices=self._choices(),
            nothing=words.no_draw_for_labels(),
        )
        for changed in (
            self.which.currentIndexChanged,
            self.stock.currentIndexChanged,
            self.start.valueChanged,
        ):
            changed.connect(self.refresh)

    def refresh(self) -> None:
        on_sheet = self.stock.currentIndex() == 1
        for widget in (self.start, self._start_words, self._no_barcode):
            widget.setVisible(on_sheet)
        super().refresh()

    def _choices(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widgets in ((self.which, self.stock), (self._start_words, self.start)):
            row = QHBoxLayout()
            row.setSpacing(10)
            for widget in widgets:
                row.addWidget(widget)
            row.addStretch(1)
            column.addLayout(row)
        column.addWidget(self._no_barcode)
        return holder

    def _labels(self) -> Printout:
        study = self._session.study
        draws = self._offered[self.which.currentIndex()].draws
        labels = labels_for(draws, study.facts.short_name)
        if self.stock.currentIndex() == 1:
            return SheetLabels(labels, self.start.value() - 1, study.is_demo)
        return RollLabels(labels, study.is_demo)


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
