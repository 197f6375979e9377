"""Enrol patient: the form, its live preview, and one button that plans the whole course."""

from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.calendar_days import public_holidays
from domain.edits import Enrol
from domain.errors import CopperdeskError
from gui.patients.enrol_draft import (
    Draft,
    Problems,
    days_ahead,
    first_free_day,
    previewed,
    problems_of,
    understood,
)  # fmt: skip
from gui.patients.enrol_form import EnrolForm
from gui.patients.enrol_preview import EnrolPreview
from gui.prompts import Prompter
from gui.session import Session
from gui.tasks import LatestTask
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.label import Label
from gui.widgets.window_size import size_window
from gui.words import enrolment as words_of
from gui.words.enrolment import Wrong
from gui.words.errors import sentence_of
from gui.words.language import _

PAUSE_MS = 120
"""How long typing has to rest before the preview is made again."""
SIZE = (1230, 640)


class EnrolDialog(QDialog):
    """Previews while the form is filled; stores only when Enrol is pressed."""

    enrolled = Signal(str)
    """A patient was enrolled; carries the code."""

    def __init__(self, session: Session, prompter: Prompter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._schedule_problems: Problems = {}
        study, today = session.study, session.today()
        days = study.days
        self.form = EnrolForm(
            code=study.next_code(),
            today=today,
            first_infusion=first_free_day(today, days),
            days=days,
            per_week=study.protocol.infusions.per_week,
            comorbidities=sorted({c for p in study.patients().values() for c in p.comorbidities}),
        )
        self.preview = EnrolPreview()
        self.enrol = PrimaryButton(_("Enrol patient"), icon_name="user-plus")
        self.cancel = PlainButton(_("Cancel"))
        self._needed = Label(role="small", tone="secondary", wraps=True)
        self._pause = QTimer(self)
        self._holidays = LatestTask(self)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self._connect()
        self.look_again()
        self.form.code.setFocus()
        self.form.code.selectAll()

    @property
    def needed(self) -> str:
        """What stands beside the button: why it cannot be pressed yet, or what it will do."""
        return self._needed.text()

    def look_again(self) -> None:
        """Make the preview of the form as it stands."""
        self._pause.stop()
        draft = self._draft()
        study = self._session.study
        years = study.unknown_holiday_years(draft.first_infusion_on)
        if years:
            self.preview.say(_("Working out the public holidays of that year…"))
            country = study.protocol.calendar.public_holidays
            self._holidays.ask(lambda: public_holidays(country, years))
        else:
            self._holidays.drop()
            self._show_course(draft)
        self._judge()

    def _draft(self) -> Draft:
        return understood(self.form.draft(), self._session.study)

    def _lay_out(self) -> None:
        self.setWindowTitle(_("Enrol patient"))
        self._body.setContentsMargins(0, 0, 6, 0)
        self._body.setSpacing(18)
        self._body.addWidget(self.form, 1)
        self._body.addWidget(self.preview, 0)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        holder.setLayout(self._body)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self._needed, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.enrol)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 18, 16)
        column.setSpacing(12)
        column.addWidget(Label(_("Enrol patient"), "title"))
        column.addWidget(scroll, 1)
        column.addLayout(buttons)
        size_window(self, *SIZE)

    def _connect(self) -> None:
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.look_again)
        self.form.changed.connect(self._form_changed)
        self._holidays.answered.connect(self._know_holidays)
        self.enrol.clicked.connect(self._enrol)
        self.cancel.clicked.connect(self.reject)
        self._session.closed.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._enrol)

    def _form_changed(self) -> None:
        self._pause.start()
        self._judge()

    def _know_holidays(self, holidays: dict[date, str]) -> None:
        self._session.study.keep_holidays(holidays)
        self.look_again()

    def _show_course(self, draft: Draft) -> None:
        study = self._session.study
        course, self._schedule_problems = previewed(draft, study)
        if course is not None:
            self.preview.show_course(course, study.days)
        else:
            error = next(iter(self._schedule_problems.values()))
            self.preview.say(words_of.problem(error))

    def _judge(self) -> None:
        """Say what is missing or wrong; the button follows."""
        draft = self._draft()
        found = problems_of(draft, self._session.study, self._session.today())
        problems = {**self._schedule_problems, **found}
        self.form.show_problems(problems)
        self.form.advise(draft.code, days_ahead(draft, self._session.today()))
        missing = [asked for asked, problem in problems.items() if problem is Wrong.MISSING]
        wrong = len(problems) - len(missing)
        is_ready = not problems and self.preview.course is not None
        self.enrol.setEnabled(is_ready)
        if wrong:
            self._needed.setText(words_of.to_correct(wrong))
        elif missing:
            self._needed.setText(words_of.still_needed(missing))
        else:
            planned = words_of.created(self._session.study.protocol)
            said = _("Plans {visits}. You can undo it.").format(visits=planned)
            self._needed.setText(said if is_ready else self.preview.status)

    def _enrol(self) -> None:
        self.look_again()
        if not self.enrol.isEnabled():
            return
        draft = self._draft()
        self._session.refused.connect(self._explain)
        accepted = self._session.perform(Enrol(draft.as_enrolment()))
        self._session.refused.disconnect(self._explain)
        if accepted:
            self.enrolled.emit(draft.code)
            self.accept()

    def _explain(self, error: CopperdeskError) -> None:
        self._needed.setText(sentence_of(error))

    # Qt overrides

    def done(self, arg__1: int) -> None:
        self._pause.stop()
        self._holidays.drop()
        super().done(arg__1)

    def resizeEvent(self, arg__1: QResizeEvent) -> None:
        super().resizeEvent(arg__1)
        wanted = self.form.minimumSizeHint().width() + self.preview.minimumSizeHint().width()
        beside = wanted + 80 <= self.width()
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if beside else direction.TopToBottom)


def open_enrolment(session: Session, prompter: Prompter, parent: QWidget) -> EnrolDialog:
    """Show the form over `parent`'s window; it goes by itself when it is done."""
    dialog = EnrolDialog(session, prompter, parent)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
