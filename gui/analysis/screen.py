"""Analysis: questions on the left, options above, one result card."""

from typing import cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from domain.changes import Changes
from gui.analysis.adding import AddComparison
from gui.analysis.answer import Answer
from gui.analysis.answering import answer_to
from gui.analysis.answers.basis import Basis
from gui.analysis.asking import Asking
from gui.analysis.calculation import StudyRows, compute, people_of, rows_of, settings_of
from gui.analysis.drawing import Sketch
from gui.analysis.options import Options
from gui.analysis.questions import QuestionList
from gui.analysis.reporting import Reporting
from gui.analysis.result_card import ResultCard
from gui.analysis.saving import Saving
from gui.analysis.taking_away import copy_answer
from gui.analysis.topics import Question, Topic, TopicGroup, questions_of
from gui.analysis.waiting import Waiting
from gui.navigation import Navigator, Place, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.message_bar import MessageBar, announce
from gui.widgets.page_header import PageHeader
from gui.widgets.screen import Screen
from gui.words import analysis_steps, dates
from gui.words.language import _, language
from stats.analysis_result import AnalysisResult, Step
from stats.outcome import PairedOutcome
from stats.sections.intervals import intervals
from stats.settings import AnalysisSettings, Exploration

OPTIONS_STAY_FROM = 560
"""Height of the screen below which the options do not stay in sight."""


class AnalysisScreen(Screen):
    """Computes in the science process; an answer to an older question is dropped."""

    def __init__(self, session: Session, prompter: Prompter, navigator: Navigator) -> None:
        super().__init__()
        self._session = session
        self._navigator = navigator
        self._basis: Basis | None = None
        self._rows: StudyRows | None = None
        self._asked_rows: StudyRows | None = None
        self._explorations: tuple[Exploration, ...] = ()
        self._is_outdated = True
        self._wants_report = False
        self._asking = Asking(self)
        self._asking.answered.connect(self._show_result)
        self._asking.failed.connect(self._say_stopped)
        self._asking.told.connect(self._show_step)
        self.questions = QuestionList()
        self.options = Options(settings_of(session.study.protocol.analysis))
        self.card = ResultCard()
        self.waiting = Waiting()
        self.calculate_again = EmptyState(analysis_steps.cancelled(), _("Calculate"))
        self._adding: AddComparison | None = None
        self.message = MessageBar()
        self.saving = Saving(session, prompter, self.message, self)
        self.reporting = Reporting(session, prompter, self.message, self)
        self.header = PageHeader(_("Analysis"))
        self.save_values_button = PlainButton(_("Save data table…"), icon_name="table-2")
        self.header.add_action(self.save_values_button)
        self.header.add_action(self.reporting.button)
        self._lay_out()
        self._connect()
        self.questions.show_questions(self._groups_of_questions())

    @property
    def is_outdated(self) -> bool:
        """The data changed since the result on screen was computed."""
        return self._is_outdated

    @property
    def result(self) -> AnalysisResult | None:
        return self._basis.result if self._basis is not None else None

    @property
    def basis(self) -> Basis | None:
        """What the answers are made from."""
        return self._basis

    @property
    def answer(self) -> Answer | None:
        """What the card shows."""
        return self.card.answer

    def outcome(self) -> PairedOutcome | None:
        """The planned comparison on screen."""
        question = self.questions.current
        if self._basis is None or question is None or question.topic is not Topic.COMPARISON:
            return None
        found = (o for o in self._basis.result.primary if o.comparison == question.comparison)
        return next(found, None)

    def show_place(self, place: Place) -> None:
        """The command *Full report…* opens its languages as soon as there is a result."""
        self._wants_report = place.detail == "report"
        self._offer_report()

    def _offer_report(self) -> None:
        if self._wants_report and self.reporting.button.isEnabled():
            self._wants_report = False
            QTimer.singleShot(0, self.reporting.offer)

    def _lay_out(self) -> None:
        self.page.addWidget(self.header)
        self.page.addWidget(self.message)
        self.page.addWidget(self.reporting.waiting)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self.questions)
        right = self._right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.options)
        right.addWidget(self.waiting)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setAccessibleName(_("Result"))
        inner = QWidget()
        inner.setProperty("scrolled", True)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.calculate_again)
        self._column.addWidget(self.card, 1)
        scroll.setWidget(inner)
        self._scroll = scroll
        right.addWidget(scroll, 1)
        row.addLayout(right, 1)
        self.page.addLayout(row, 1)
        self.card.hide()
        self.calculate_again.hide()
        self._allow_saving()

    def _connect(self) -> None:
        self.questions.chosen.connect(self._show_question)
        self.questions.addition_asked.connect(self._ask_for_comparison)
        self.questions.removal_asked.connect(self._remove_comparison)
        self.options.changed.connect(self._recalculate)
        self.waiting.cancelled.connect(self._give_up)
        self.calculate_again.asked.connect(self._recalculate)
        self.card.patient_asked.connect(self._go_to_patient)
        self.card.copy_asked.connect(self._copy)
        self.card.copy_figure_asked.connect(self._copy_figure)
        self.card.save_figure_asked.connect(self._save_figure)
        self.save_values_button.clicked.connect(self._save_values)
        self.reporting.asked.connect(self._write_report)
        self._session.changed.connect(self._note_changes)
        app_theme().changed.connect(self._redraw)
        app_theme().changed.connect(self._fit)

    def _settings(self) -> AnalysisSettings:
        return self.options.settings(self._explorations)

    def _groups_of_questions(self) -> dict[TopicGroup, tuple[Question, ...]]:
        settings = self._settings()
        patients = self._session.study.patients().values()
        named = sorted({name for patient in patients for name in patient.comorbidities})
        return questions_of(settings.comparisons, intervals(settings), named, self._explorations)

    def _note_changes(self, changes: Changes) -> None:
        if not (changes.results or changes.schedule or changes.settings):
            return
        if changes.settings:
            self.options.follow(settings_of(self._session.study.protocol.analysis))
        self._is_outdated = True
        self._say_state()
        if self.isVisible():
            # The mark is painted before the new answer replaces it.
            QTimer.singleShot(0, self._recalculate)

    def _recalculate(self) -> None:
        if not self._session.is_open:
            return
        self.calculate_again.hide()
        self._asked_rows = rows_of(self._session.study, now=self._session.now())
        self.waiting.begin(analysis_steps.loading())
        self._asking.ask(compute, self._asked_rows, self._settings())

    def _show_step(self, step: object) -> None:
        assert isinstance(step, Step)
        steps = list(Step)
        self.waiting.tell(analysis_steps.step(step), number=steps.index(step), of=len(steps))

    def _show_result(self, answer: object) -> None:
        if not self._session.is_open:
            return  # closed meanwhile
        result, software = cast("tuple[AnalysisResult, dict[str, str]]", answer)
        self.waiting.end()
        rows = self._rows = self._asked_rows
        assert rows is not None, "the result was asked for"
        self._basis = Basis(
            result, people_of(rows), rows.infusions, self.options.match_protocol, software
        )
        self._is_outdated = False
        self.reporting.say_of_when(rows.read_at)
        self.header.set_subtitle(_("Data as of {moment}").format(moment=dates.moment(rows.read_at)))
        self.questions.show_questions(self._groups_of_questions())
        self.questions.show_counts(self._basis)
        self._redraw()
        self._say_state()
        announce(self.card, self.card.headline)

    def _show_question(self, _question: Question) -> None:
        self._redraw()
        self._scroll.verticalScrollBar().setValue(0)

    def _redraw(self) -> None:
        question = self.questions.current
        if self._basis is not None and question is not None and self._knows(question):
            answer = answer_to(question, self._basis)
            self.card.show_answer(answer, Sketch(question, self._basis, language()))
            self.card.show()
        self._allow_saving()

    def _knows(self, question: Question) -> bool:
        """A comparison just added is not in the result before."""
        assert self._basis is not None
        asked = {one.asked for one in self._basis.result.exploratory}
        return question.exploration is None or question.exploration in asked

    def _say_state(self) -> None:
        self.card.mark_outdated(outdated=self._is_outdated and self._basis is not None)
        self._allow_saving()
        self.say_context(
            _("Result is out of date") if self._is_outdated else _("Result is up to date")
        )

    def _allow_saving(self) -> None:
        answer = self.card.answer
        has_values = answer is not None and answer.values is not None and answer.values.rows
        self.save_values_button.setEnabled(bool(has_values))
        is_ready = self._basis is not None and not self._is_outdated
        self.reporting.button.setEnabled(is_ready and not self.reporting.is_running)
        self._offer_report()

    def _give_up(self) -> None:
        self._asking.give_up()
        self._say_stopped()

    def _say_stopped(self, _error: object = None) -> None:
        self.waiting.end()
        self.calculate_again.show()

    def _ask_for_comparison(self) -> None:
        if self._adding is None:
            draws = [rule.code for rule in self._session.study.protocol.draws]
            patients = self._session.study.patients().values()
            named = sorted({name for patient in patients for name in patient.comorbidities})
            self._adding = AddComparison(draws, named)
            self._adding.added.connect(self._add_comparison)
            self._adding.left.connect(self._leave_adding)
            self._column.insertWidget(self._column.indexOf(self.calculate_again), self._adding)
        self._adding.setFocus()
        self._scroll.verticalScrollBar().setValue(0)

    def _leave_adding(self) -> None:
        if self._adding is not None:
            self._adding.hide()
            self._adding.deleteLater()
            self._adding = None
        self.questions.add_button.setFocus()

    def _add_comparison(self, exploration: Exploration) -> None:
        self._leave_adding()
        self._explorations = tuple(dict.fromkeys((*self._explorations, exploration)))
        self._show_explorations()
        added = Topic.EXPLORATORY, exploration.comparison, exploration.measure
        self.questions.choose(Question(*added, exploration=exploration))
        self.questions.setFocus()

    def _remove_comparison(self, question: Question) -> None:
        self._explorations = tuple(e for e in self._explorations if e != question.exploration)
        self._show_explorations()

    def _show_explorations(self) -> None:
        self.questions.show_questions(self._groups_of_questions())
        if self._basis is not None:
            self._recalculate()

    def _go_to_patient(self, patient: str) -> None:
        self._navigator.go(Place(ScreenName.PATIENTS, patient=patient))

    def _copy(self) -> None:
        answer = self.card.answer
        if answer is not None:
            copy_answer(answer)
            self.message.inform(
                _(
                    "Sentences and tables of “{question}” copied. Paste them into Word or Excel."
                ).format(question=answer.title)
            )

    def _copy_figure(self) -> None:
        question, answer = self.questions.current, self.card.answer
        if self._basis is not None and question is not None and answer is not None:
            self.saving.copy_figure(Sketch(question, self._basis, language()), answer.title)

    def _save_figure(self) -> None:
        question, answer = self.questions.current, self.card.answer
        if self._basis is not None and question is not None and answer is not None:
            self.saving.save_figure(Sketch(question, self._basis, language()), answer.name)

    def _save_values(self) -> None:
        answer = self.card.answer
        if answer is not None and answer.values is not None:
            self.saving.save_values(answer.values, answer.name)

    def _write_report(self, code: str) -> None:
        if self._basis is not None and self._rows is not None:
            self.reporting.write(self._basis.result, self._rows, code)

    def _fit(self) -> None:
        """Where there is little room, the options scroll with the card."""
        is_low = self.height() < app_theme().px(OPTIONS_STAY_FROM)
        place = self._column if is_low else self._right
        if place.indexOf(self.options) < 0:
            place.insertWidget(0, self.options)

    def take_focus(self) -> None:
        self.questions.setFocus()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_outdated:
            self._recalculate()
