"""Above the timeline: search, weeks, filter, and enrolment."""

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gui.calendar.cohort import Shown
from gui.theme import app_theme
from gui.widgets.buttons import IconButton, PlainButton, PrimaryButton
from gui.widgets.inputs import Combo
from gui.widgets.page_header import PageHeader
from gui.widgets.segmented import Segmented
from gui.words.language import _

WEEKS: tuple[int | None, ...] = (4, 6, None)
"""The choices of the weeks shown; None is as many as fit."""


class View(Enum):
    """The ways to look at the calendar, in the order of the switch."""

    TIMELINE = 0
    MONTH = 1
    ONE_PATIENT = 2


class Toolbar(QObject):
    """The controls of the header, and what they ask for."""

    find_changed = Signal(str)
    """The text to look for in the codes."""
    moved = Signal(int)
    """So many weeks later, or earlier."""
    today_asked = Signal()
    weeks_chosen = Signal(object)
    """How many weeks to show; None as many as fit."""
    shown_chosen = Signal(Shown)
    weekends_hidden = Signal(bool)
    enrol_asked = Signal()
    view_chosen = Signal(View)
    """Timeline, month or one patient."""

    def __init__(self, header: PageHeader) -> None:
        super().__init__(header)
        self.find = QLineEdit()
        self.find.setPlaceholderText(_("Find patient  (Ctrl+F)"))
        self.find.setAccessibleName(_("Find patient"))
        self.find.setClearButtonEnabled(True)
        self.find.textChanged.connect(self.find_changed)
        self.hides_weekends = IconButton("eye-off", _("Hide weekends"))
        self.hides_weekends.setCheckable(True)
        self.hides_weekends.toggled.connect(self.weekends_hidden)
        self.earlier = IconButton("chevron-left", _("One week earlier"))
        self.earlier.clicked.connect(self._earlier)
        self.today = PlainButton(_("Today"))
        self.today.clicked.connect(self.today_asked)
        self.later = IconButton("chevron-right", _("One week later"))
        self.later.clicked.connect(self._later)
        self.weeks = Combo()
        self.weeks.setAccessibleName(_("Weeks shown"))
        self.weeks.addItems([_("4 weeks"), _("6 weeks"), _("Fit window")])
        self.weeks.setCurrentIndex(1)
        self.weeks.currentIndexChanged.connect(self._choose_weeks)
        self.shown = Combo()
        self.shown.setAccessibleName(_("Patients shown"))
        self._choices = shown_words()
        self.shown.addItems([words for _choice, words in self._choices])
        self.weeks.keeps_width = self.shown.keeps_width = True
        self.shown.currentIndexChanged.connect(self._choose_shown)
        self.enrol = PrimaryButton(_("Enrol patient"), icon_name="plus")
        self.enrol.clicked.connect(self.enrol_asked)
        self.views = Segmented([_("Timeline"), _("Month"), _("One patient")])
        self.views.chosen.connect(self._choose_view)
        header.add_lead(self.views)
        self._header = header
        self._weeks_before = 1
        self._controls = _row()
        for widget in (
            self.find, self.earlier, self.today, self.later, self.weeks, self.hides_weekends,
            self.shown,
        ):  # fmt: skip
            self._controls.addWidget(widget)
        self._holder = QWidget()
        self._holder.setLayout(self._controls)
        header.add_action(self._holder)
        header.add_action(self.enrol)
        self.second_row = QWidget()
        self._second = _row()
        self.second_row.setLayout(self._second)
        self.second_row.hide()
        app_theme().changed.connect(self._size)
        self._size()

    def take_focus(self) -> None:
        """Type a code."""
        self.find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find.selectAll()

    def show_view(self, view: View) -> None:
        """Offer what the view understands."""
        self.views.choose(view.value)
        self.weeks.setVisible(view is View.TIMELINE)
        self.hides_weekends.setVisible(view is View.TIMELINE)
        self.shown.setVisible(view is not View.ONE_PATIENT)
        self.today.setVisible(view is not View.ONE_PATIENT)
        earlier, later = {
            View.TIMELINE: (_("One week earlier"), _("One week later")),
            View.MONTH: (_("One month earlier"), _("One month later")),
            View.ONE_PATIENT: (_("Previous patient"), _("Next patient")),
        }[view]
        for button, words in ((self.earlier, earlier), (self.later, later)):
            button.setAccessibleName(words)
            button.setToolTip(words)

    def preview_move(self, *, is_previewed: bool) -> None:
        """Four weeks and the arrows are what a preview of a move has room for."""
        if is_previewed:
            self._weeks_before = self.weeks.currentIndex()
        for widget in (self.find, self.hides_weekends, self.shown, self.enrol):
            widget.setVisible(not is_previewed)
        self.weeks.setCurrentIndex(WEEKS.index(4) if is_previewed else self._weeks_before)

    def clear(self) -> None:
        """Find and show everybody again."""
        self.find.clear()
        self.shown.setCurrentIndex(0)

    def fit(self, width: int) -> None:
        """Give the controls a row of their own where they do not fit beside the title."""
        header = self._header.minimumSizeHint().width()
        alone = self._holder.minimumSizeHint().width()
        is_second = self._second.count() > 0
        needed = header + (alone + 10 if is_second else 0) + self._shrunk()
        wants_second = needed > width
        if wants_second and not is_second:
            self._second.addWidget(self._holder)
            self._second.addStretch(1)
        elif not wants_second and is_second:
            self._second.takeAt(1)
            self._header.add_action(self._holder)
            self._header.add_action(self.enrol)
        self.second_row.setVisible(wants_second)

    def _shrunk(self) -> int:
        """What choices give way of their options, where they stand in the narrowest row."""
        choices = [combo for combo in (self.weeks, self.shown) if not combo.isHidden()]
        return sum(c.sizeHint().width() - c.minimumSizeHint().width() for c in choices)

    def _size(self) -> None:
        self.find.setFixedWidth(app_theme().px(158))

    def _earlier(self) -> None:
        self.moved.emit(-1)

    def _later(self) -> None:
        self.moved.emit(1)

    def _choose_view(self, number: int) -> None:
        self.view_chosen.emit(View(number))

    def _choose_weeks(self, number: int) -> None:
        self.weeks_chosen.emit(WEEKS[number])

    def _choose_shown(self, number: int) -> None:
        self.shown_chosen.emit(self._choices[number][0])


def shown_words() -> tuple[tuple[Shown, str], ...]:
    return (
        (Shown.ALL, _("All patients")),
        (Shown.NOT_STARTED, _("Not started")),
        (Shown.IN_TREATMENT, _("In treatment")),
        (Shown.FINISHED, _("Course completed")),
        (Shown.WITHDRAWN, _("Withdrawn")),
        (Shown.NOT_DONE, _("Something not done")),
    )


def _row() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    return row
