"""A way through every screen and dialog of the program, with a look at each stop."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from domain.visits import Draw, VisitKey, VisitKind
from gui.actions import Command
from gui.analysis.screen import AnalysisScreen
from gui.application import Application
from gui.audit.screen import AuditScreen
from gui.calendar.screen import CalendarScreen
from gui.calendar.toolbar import View
from gui.labimport.screen import LabResultsScreen
from gui.navigation import Place, ScreenName
from gui.patients.enrol import EnrolDialog
from gui.patients.screen import LOG, PatientsScreen
from gui.quality.screen import DataQualityScreen
from gui.records.new_day import ask_new_day
from gui.records.record_dialog import ask_record
from gui.records.results import ask_result
from gui.records.unscheduled import ask_unscheduled
from gui.removing_text import RemoveTextDialog
from gui.settings.draws_section import DrawsSection
from gui.settings.laboratory_section import LaboratorySection
from gui.settings.screen import SettingsScreen
from gui.today.asks import Ask
from gui.today.row import VisitRow
from gui.today.screen import TodayScreen
from gui.widgets.screen import Screen
from gui.words.enrolment import Asked
from gui.words.settings import Part
from tests.builders import draw, infusion, rating
from tests.gui.demo_import import SHEET

S = TypeVar("S", bound=Screen)
Look = Callable[[str, QWidget], None]
_LONG = 90_000
"""Milliseconds for a first calculation on a busy machine."""
MOVED = infusion(6, "KET-026")


class Tour:
    """Shows one thing after the other; `look` is told what is in front."""

    def __init__(self, program: Application, bot: QtBot, look: Look) -> None:
        self._program = program
        self._bot = bot
        self._look = look

    # Before a study is open

    def first_run(self) -> None:
        self.here("first page")
        self._program.opening.ask_for_new()
        dialog = self.dialog()
        self._look("new study", dialog)
        _submit_empty(dialog)
        self._look("new study refused", dialog)
        dialog.close()
        self.boxes(
            {
                "who works": self._program.opening.ask_who_works,
                "about": self._program.window.commands[Command.ABOUT].trigger,
                "keys": self._program.window.commands[Command.KEYS].trigger,
                "gone study": partial(self._program.opening.open, Path("/gone/ward.cdesk")),
                "fault": partial(self._program.tell_fault, Path("/gone/fault.log")),
            }
        )

    # The screens of an open study

    def today(self) -> None:
        screen = self.at(Place(ScreenName.TODAY), TodayScreen)
        self.here("today")
        row = _row(screen, rating("week2", "KET-027"))
        screen.answers.answer(row, Ask.RECORD)
        self.here("today, scores")
        assert row.editor is not None
        row.editor.madrs.setText("72")
        row.editor.save.click()
        self.here("today, scores refused")
        row.editor.by_item.click()
        dialog = self.dialog()
        self._look("scores by item", dialog)
        dialog.reject()
        row.end_edit()
        due = _row(screen, draw("inf7", "KET-024"))
        screen.answers.ask_moment(due)
        self.then_closed("other time", self.dialog())
        screen.answers.answer(due, Ask.MISSED)
        self.then_closed("reasons", self.popup())
        screen.answers.answer(due, Ask.MENU)
        self.then_closed("row menu", self.popup())
        screen.answers.answer(due, Ask.RECORD)
        self.here("today, recorded")
        self._program.session.undo_stack.undo()
        self.here("today, undone")
        for detail in ("print", "labels"):
            self._program.window.navigator.go(Place(ScreenName.TODAY, detail=detail))
            self.then_closed(f"preview, {detail}", self.dialog())

    def calendar(self) -> None:
        screen = self.at(Place(ScreenName.CALENDAR), CalendarScreen)
        self.here("timeline")
        for key in (draw("inf7", "KET-024"), draw("inf5", "KET-025"), rating("week2", "KET-027")):
            self.at(Place(ScreenName.CALENDAR, visit=key), CalendarScreen)
            self.here(f"timeline, {key.patient}")
        for view in View:
            screen.show_view(view)
            self.here(f"calendar, {view}")
        screen.show_view(next(iter(View)))
        self.at(Place(ScreenName.CALENDAR, visit=MOVED, detail="move"), CalendarScreen)
        for days in (4, 3, 1):
            panel = screen.move_panel
            panel.day.setDate(self._program.session.today() + timedelta(days=2 + days))
            self.here(f"move, {days} days on")
        screen.move_panel.cancel.click()

    def patients(self) -> None:
        screen = self.at(Place(ScreenName.PATIENTS), PatientsScreen)
        self.here("patients")
        screen.search.setText("KET-9")
        self.here("patients, nobody found")
        screen.search.clear()
        screen.switch.choose(LOG)
        self.at(Place(ScreenName.PATIENTS, detail="screening"), PatientsScreen)
        self.here("screening log")
        screen.log.add.click()
        self.then_closed("not eligible", self.dialog())
        screen.withdraw("KET-026")
        self.then_closed("withdrawal", self.dialog())
        screen.correct("KET-026")
        self.then_closed("correction", self.dialog())
        for code in ("KET-024", "KET-009", "KET-031"):
            self.at(Place(ScreenName.PATIENTS, patient=code), PatientsScreen)
            self.here(f"page of {code}")
            page = screen.patient
            assert page is not None
            for choice in range(3):
                page.history.choice.choose(choice)
                page.history.choice.chosen.emit(choice)
                self.here(f"page of {code}, {choice}")
        assert screen.patient is not None
        screen.patient.print_schedule()
        self.then_closed("preview, schedule", self.dialog())
        self._enrol()

    def _enrol(self) -> None:
        self.at(Place(ScreenName.PATIENTS, detail="enrol"), PatientsScreen)
        dialog = self.dialog()
        assert isinstance(dialog, EnrolDialog)
        self.settle(400)
        self._look("enrol", dialog)
        form = dialog.form
        form.code.setText("KET-001")
        form.birth_year.setText("12")
        form.weight.setText("heavy")
        form.first_infusion.setDate(form.first_infusion.day + timedelta(days=4))
        self.settle(400)
        self._look("enrol, refused", dialog)
        assert form.fields[Asked.CODE].error
        dialog.reject()

    def lab_results(self) -> None:
        screen = self.at(Place(ScreenName.LAB_RESULTS), LabResultsScreen)
        self.here("lab results")
        sheet = self._program.session.study.path.with_name(SHEET)
        screen.open_sheet(sheet)
        self._bot.waitUntil(lambda: screen.page_shown is screen.rows, timeout=_LONG)
        self.here("rows")
        assert screen.check is not None
        for row in screen.check.plan.blocking:
            screen.rows.choose(row.cell)
            self.here(f"rows, {row.cell}")
        screen._show_columns()
        self.here("columns")
        screen.leave()

    def analysis(self, topics: int = 1000) -> None:
        screen = self.at(Place(ScreenName.ANALYSIS), AnalysisScreen)
        self._bot.waitUntil(lambda: screen.result is not None, timeout=_LONG)
        self.settle(200)
        shown: set[str] = set()
        for question in screen.questions.questions:
            if question.topic in shown or len(shown) >= topics:
                continue
            shown.add(question.topic)
            screen.questions.choose(question)
            self.here(f"analysis, {question.topic}")
        screen.questions.add_button.click()
        self.here("analysis, adding")

    def data_quality(self) -> None:
        screen = self.at(Place(ScreenName.DATA_QUALITY), DataQualityScreen)
        self.here("queries")
        for row in range(min(len(screen.queries.model.rows), 30)):
            screen.queries.table.select_row(row)
            self.here(f"query {row}")
        screen.queries.choose_state(None)
        self.here("queries, all")
        self.at(Place(ScreenName.DATA_QUALITY, detail="deviations"), DataQualityScreen)
        self.here("deviations")
        screen.ask_about()
        self.then_closed("ask a query", self.dialog())

    def audit_trail(self) -> None:
        screen = self.at(Place(ScreenName.AUDIT), AuditScreen)
        self.here("audit trail")
        for row in range(0, min(len(screen.model.rows), 60), 6):
            screen.table.select_row(row)
            self.here(f"audit trail, entry {row}")
        screen.verify.click()
        self._bot.waitUntil(lambda: not screen.checking.is_running, timeout=_LONG)
        self.here("audit trail, verified")
        screen.search.setText("nothing like it")
        self.settle(300)
        self.here("audit trail, nothing found")

    def settings(self) -> None:
        screen = self.at(Place(ScreenName.SETTINGS), SettingsScreen)
        for part in Part:
            screen.list.choose(part)
            self.here(f"settings, {part}")
        draws = screen.sections[Part.DRAWS]
        assert isinstance(draws, DrawsSection)
        draws.table.lines["inf7"].last.setValue(3)
        screen.list.choose(Part.DRAWS)
        self._bot.waitUntil(lambda: screen.panel.plan is not None, timeout=_LONG)
        self.here("settings, draws changed")
        draws.table.lines["inf5"].last.setValue(-3)
        laboratory = screen.sections[Part.LABORATORY]
        assert isinstance(laboratory, LaboratorySection)
        laboratory.by_sex.setChecked(True)
        laboratory.low.setValue(200)
        for part in Part:
            screen.list.choose(part)
            self.here(f"settings changed, {part}")
        screen.panel.discard.click()
        self.boxes({"confirm all": screen.confirm_all.click})

    def records(self) -> None:
        """The forms about one visit."""
        session, window = self._program.session, self._program.window
        for key in (infusion(7, "KET-024"), draw("inf5", "KET-024"), rating("week2", "KET-024")):
            self.then_closed(f"record of {key.code}", ask_record(session, key, window))
        due = session.study.visit(draw("inf7", "KET-024"))
        assert isinstance(due, Draw)
        self.then_closed("result", ask_result(session, due, window))
        self.then_closed("new day", ask_new_day(session, due, window))
        for kind in (VisitKind.DRAW, VisitKind.RATING):
            shown = ask_unscheduled(session, "KET-024", kind, window)
            self.then_closed(f"unscheduled {kind}", shown)
        self.then_closed("remove text", RemoveTextDialog(session, window))

    def around(self) -> None:
        window = self._program.window
        window.commands[Command.EXPORT].trigger()
        self.then_closed("export", self.dialog())
        window.commands[Command.USER_GUIDE].trigger()
        self.then_closed("guide", self.dialog())
        self.boxes(
            {
                "protect": window.commands[Command.PROTECT].trigger,
                "start the demo again": window.commands[Command.RESET_DEMO].trigger,
            }
        )
        for menu in (window.menus.view, window.menus.study, window.menus.patient):
            menu.popup(window.pos())
            self.then_closed("menu", self.popup())

    # What a stop needs

    def at(self, place: Place, kind: type[S]) -> S:
        self._program.window.navigator.go(place)
        self.settle()
        screen = self._program.window.current_screen
        assert isinstance(screen, kind)
        return screen

    def here(self, name: str) -> None:
        self.settle()
        self._look(name, self._program.window)

    def dialog(self) -> QDialog:
        self.settle(150)
        (shown,) = [w for w in QApplication.topLevelWidgets() if _is_open_dialog(w)]
        assert isinstance(shown, QDialog)
        return shown

    def popup(self) -> QWidget:
        self.settle()
        shown = QApplication.activePopupWidget()
        assert shown is not None
        return shown

    def then_closed(self, name: str, window: QWidget) -> None:
        window.show()
        self.settle()
        self._look(name, window)
        window.close()
        self.settle()

    def boxes(self, asked: dict[str, Callable[[], object]]) -> None:
        """What waits for an answer: looked at by a timer, then given up."""
        for name, ask in asked.items():
            QTimer.singleShot(250, partial(self._look_and_give_up, name))
            ask()
            self.settle()

    def _look_and_give_up(self, name: str) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QDialog), name
        self._look(name, box)
        box.reject()

    def settle(self, milliseconds: int = 40) -> None:
        rest(milliseconds)


def rest(milliseconds: int = 250) -> None:
    """Let layouts come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _row(screen: TodayScreen, key: VisitKey) -> VisitRow:
    row = screen.list.row_of(key)
    assert row is not None
    return row


def _is_open_dialog(widget: QWidget) -> bool:
    return widget.isVisible() and isinstance(widget, QDialog)


def _submit_empty(dialog: QDialog) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(dialog, Qt.Key.Key_Return)
