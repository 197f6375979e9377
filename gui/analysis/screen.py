"""Analysis: questions on the left, options above, one result card."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from domain.changes import Changes
from gui.analysis.calculation import calculate, rows_of, settings_of
from gui.analysis.options import Options
from gui.analysis.questions import Question, QuestionList
from gui.analysis.result_card import ResultCard
from gui.analysis.taking_away import copy_comparison, copy_sample, save_figure, save_values
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.tasks import LatestTask
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.words import dates
from gui.words.language import _
from stats.analysis_result import AnalysisResult
from stats.outcome import PairedOutcome

SHOW_PROGRESS_AFTER_MS = 300


class AnalysisScreen(Screen):
    """Computes on a worker; an answer to an older question is dropped."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self._session = session
        self._prompter = prompter
        self._navigator = navigator
        self._result: AnalysisResult | None = None
        self._is_outdated = True
        self._task = LatestTask(self)
        self._task.answered.connect(self._show_result)
        self._task.failed.connect(self._fail)
        self.header = PageHeader(_("Analysis"))
        self.save_values_button = PlainButton(_("Save data table…"), icon_name="table-2")
        self.save_values_button.clicked.connect(self._ask_where_to_save_values)
        self.header.add_action(self.save_values_button)
        self.questions = QuestionList()
        self.questions.chosen.connect(self._show_question)
        self.options = Options(settings_of(session.study.protocol.analysis))
        self.options.changed.connect(self._recalculate)
        self.card = ResultCard()
        self.card.hide()
        self.card.patient_asked.connect(self._go_to_patient)
        self.card.copy_asked.connect(self._copy)
        self.card.save_figure_asked.connect(self._ask_where_to_save_figure)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(_("Calculating"))
        self._busy.hide()
        self._say_busy = Label(_("Calculating…"), tone="secondary")
        self._say_busy.hide()
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(SHOW_PROGRESS_AFTER_MS)
        self._patience.timeout.connect(self._show_busy)
        self._lay_out()
        session.changed.connect(self._note_changes)
        app_theme().changed.connect(self._redraw)
        self.questions.show_questions(self.options.settings().comparisons)

    @property
    def is_outdated(self) -> bool:
        """The data changed since the result on screen was computed."""
        return self._is_outdated

    @property
    def result(self) -> AnalysisResult | None:
        return self._result

    def outcome(self) -> PairedOutcome | None:
        """The comparison on screen."""
        question = self.questions.current
        if self._result is None or question is None or question.comparison is None:
            return None
        found = [o for o in self._result.primary if o.comparison == question.comparison]
        return found[0] if found else None

    def _lay_out(self) -> None:
        self.page.addWidget(self.header)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.questions)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.options)
        right.addWidget(self._say_busy)
        right.addWidget(self._busy)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        inner = QWidget()
        inner.setProperty("scrolled", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card, 1)
        column.addStretch(0)
        scroll.setWidget(inner)
        right.addWidget(scroll, 1)
        row.addLayout(right, 1)
        self.page.addLayout(row, 1)

    def _note_changes(self, changes: Changes) -> None:
        if not changes.results:
            return
        self._is_outdated = True
        self._say_state()
        if self.isVisible():
            # The mark is painted before the new answer replaces it.
            QTimer.singleShot(0, self._recalculate)

    def _recalculate(self) -> None:
        if not self._session.is_open:
            return
        rows = rows_of(self._session.study, now=self._session.now())
        settings = self.options.settings()
        self._patience.start()
        self._task.ask(lambda: (calculate(rows, settings), rows.read_at))

    def _show_result(self, answer: object) -> None:
        result, read_at = cast("tuple[AnalysisResult, datetime]", answer)
        self._stop_waiting()
        self._result = result
        self._is_outdated = False
        self.header.set_subtitle(_("Data as of {moment}").format(moment=dates.moment(read_at)))
        self.questions.show_counts(result)
        self._redraw()
        self._say_state()
        announce(self.card, self.card.headline)

    def _show_question(self, question: Question) -> None:
        if self._result is not None:
            self._redraw()

    def _redraw(self) -> None:
        if self._result is None:
            return
        outcome = self.outcome()
        if outcome is None:
            self.card.show_sample(self._result)
        else:
            self.card.show_comparison(
                outcome, self._result, matches_protocol=self.options.match_protocol
            )
        self.save_values_button.setEnabled(outcome is not None and outcome.n > 0)
        self.card.show()

    def _say_state(self) -> None:
        self.card.mark_outdated(outdated=self._is_outdated and self._result is not None)
        self.say_context(
            _("Result is out of date") if self._is_outdated else _("Result is up to date")
        )

    def _fail(self, error: object) -> None:
        self._stop_waiting()
        assert isinstance(error, BaseException)
        raise error

    def _show_busy(self) -> None:
        self._busy.show()
        self._say_busy.show()

    def _stop_waiting(self) -> None:
        self._patience.stop()
        self._busy.hide()
        self._say_busy.hide()

    def _go_to_patient(self, patient: str) -> None:
        self._navigator.go(Place(ScreenName.PATIENTS, patient=patient))

    def _copy(self) -> None:
        if self._result is None:
            return
        outcome = self.outcome()
        if outcome is None:
            copy_sample(self._result)
        else:
            copy_comparison(outcome, self._result)
        self._session.informed.emit(_("Copied. Paste it into Word or Excel."))

    def _ask_where_to_save_figure(self) -> None:
        outcome = self.outcome()
        if outcome is None or self._result is None:
            return
        kinds = [
            FileKind(_("PNG picture, 300 dpi"), (".png",)),
            FileKind(_("SVG drawing"), (".svg",)),
            FileKind(_("PDF"), (".pdf",)),
        ]
        path = self._prompter.save_file(_("Save figure"), kinds, self._suggested(outcome, ".png"))
        if path is not None and path.suffix.lower() in (".png", ".svg", ".pdf"):
            result = self._result
            self._write(lambda: save_figure(outcome, result, path), path)

    def _ask_where_to_save_values(self) -> None:
        outcome = self.outcome()
        if outcome is None:
            return
        kinds = [FileKind(_("CSV table"), (".csv",))]
        path = self._prompter.save_file(
            _("Save data table"), kinds, self._suggested(outcome, ".csv")
        )
        if path is not None:
            self._write(lambda: save_values(outcome, path), path)

    def _write(self, work: Callable[[], None], path: Path) -> None:
        try:
            work()
        except OSError as error:
            self._prompter.tell(
                _("{file} could not be written.").format(file=path.name),
                _("Choose another place, or close the file elsewhere. ({reason})").format(
                    reason=error.strerror or error
                ),
            )
        else:
            self._session.informed.emit(_("Saved {file}.").format(file=path.name))

    def _suggested(self, outcome: PairedOutcome, suffix: str) -> Path:
        comparison = outcome.comparison
        name = f"copper_{comparison.earlier}_{comparison.later}{suffix}"
        return self._session.study.path.parent / name

    def take_focus(self) -> None:
        self.questions.setFocus()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._recalculate()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stop_waiting()
