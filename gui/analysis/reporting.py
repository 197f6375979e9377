"""Full report…: a language, a folder, the progress, and the way to what was written."""

import shutil
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.analysis.asking import Asking
from gui.analysis.calculation import StudyRows
from gui.analysis.saving import opening, tell_unwritten
from gui.analysis.waiting import Waiting
from gui.new_folder import FolderTaken
from gui.prompts import Prompter
from gui.science import Science
from gui.session import Session
from gui.widgets.buttons import PrimaryButton
from gui.widgets.message_bar import MessageBar
from gui.words import analysis_steps, report_files
from gui.words.language import LANGUAGES, NAMES, _, language, speaking
from stats.analysis_result import AnalysisResult

if TYPE_CHECKING:
    from gui.report.folder import Part, Written


class Reporting(QObject):
    """The button with its menu of languages, and the message when the report is written."""

    asked = Signal(str)
    """A report is wanted in this language."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        message: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self.waiting = Waiting()
        self.waiting.cancelled.connect(self.give_up)
        self._folder = Path()
        self.message = message
        self.button = PrimaryButton(_("Full report…"), icon_name="printer")
        self.button.setToolTip(analysis_steps.what_the_report_holds())
        self.menu = QMenu(self.button)
        self._of_when = self.menu.addAction("")
        self._of_when.setEnabled(False)
        self.menu.addSeparator()
        self.languages: list[QAction] = []
        for code in sorted(LANGUAGES, key=lambda code: code != language()):
            action = self.menu.addAction(NAMES[code])
            action.triggered.connect(partial(self.asked.emit, code))
            self.languages.append(action)
        self.button.setMenu(self.menu)
        self._science = Science()
        self._asking = Asking(self, of=self._science)
        self._asking.answered.connect(self._finish)
        self._asking.failed.connect(self._explain)
        self._asking.told.connect(self._show_part)

    @property
    def is_running(self) -> bool:
        return self._asking.is_running

    def write(self, result: AnalysisResult, rows: StudyRows, code: str) -> None:
        """Write `result`, which was computed from `rows`, into a new folder in a chosen one."""
        from gui.report.folder import write_in
        from gui.report.reading import source_of_study

        chosen = self._prompter.choose_folder(analysis_steps.where_to_put(rows.read_at))
        if chosen is None:
            return
        self._folder = free_name(chosen, f"copperdesk-report-{rows.read_at:%Y-%m-%d}-{code}")
        with speaking(code):
            source = source_of_study(self._session.study, rows, result)
        self.message.hide()
        self.button.setEnabled(False)
        self.waiting.begin(analysis_steps.loading())
        self._asking.ask(write_in, source, self._folder, code)

    def say_of_when(self, moment: datetime) -> None:
        """Above the languages: of which data the report would be."""
        self._of_when.setText(analysis_steps.report_of(moment))

    def offer(self) -> None:
        """Show the languages, as a click on the button does."""
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))
        self.menu.setActiveAction(self.languages[0])

    def give_up(self) -> None:
        """Nothing of it stays."""
        self._asking.give_up()
        self.waiting.end()
        self.button.setEnabled(True)
        for begun in self._folder.parent.glob(f".{self._folder.name}-*.part"):
            shutil.rmtree(begun, ignore_errors=True)

    def _show_part(self, part: object) -> None:
        told = cast("Part", part)
        parts = list(type(told))
        self.waiting.tell(analysis_steps.part(told), number=parts.index(told), of=len(parts))

    def _finish(self, answer: object) -> None:
        written = cast("Written", answer)
        self._end()
        told = report_files.written(written.folder, tables=written.tables, figures=written.figures)
        actions = [opening(_("Open folder"), written.folder)]
        if written.has_pdf:
            actions.append(opening(_("Open PDF"), written.folder / "report.pdf"))
        self.message.say(told, actions=actions)

    def _explain(self, error: object) -> None:
        self._end()
        if isinstance(error, OSError):
            tell_unwritten(self._prompter, self._folder, error)

    def _end(self) -> None:
        self.waiting.end()
        self._science.stop()  # the next report is far away
        self.button.setEnabled(True)


def free_name(parent: Path, name: str) -> Path:
    """A folder in `parent` that is not there yet: name, name-2, name-3 …"""
    for number in range(1, 1000):
        folder = parent / (name if number == 1 else f"{name}-{number}")
        if not folder.exists():
            return folder
    raise FolderTaken(parent / name)
