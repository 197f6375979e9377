"""Check a report…: a report is chosen, read on a worker thread, and compared with the study."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.tasks import Task
from gui.words.language import _


class CheckingReport(QObject):
    """Answers the command *Check a report…*."""

    def __init__(self, session: Session, prompter: Prompter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter

    def ask(self) -> None:
        """Any file of the report will do; the manifest beside it tells."""
        from gui.report.checking import reported

        kinds = [FileKind(_("Report"), (".html", ".pdf", ".docx", ".json"))]
        chosen = self._prompter.open_file(_("Which report?"), kinds)
        if chosen is None:
            return
        task = Task(partial(reported, chosen), self)
        task.done.connect(self._compare)
        task.failed.connect(partial(self._explain, chosen))
        task.start()

    def _compare(self, answer: object) -> None:
        from gui.report.checking import Reported, check_report
        from gui.words import report_files

        assert isinstance(answer, Reported)
        if not self._session.is_open:
            return
        found = check_report(self._session.study, answer)
        verdict, *lines = report_files.check_lines(found)
        self._prompter.tell(verdict, "\n".join(lines))

    def _explain(self, chosen: Path, error: object) -> None:
        from gui.report.checking import NotAReport
        from gui.words import report_files

        if not isinstance(error, NotAReport):
            assert isinstance(error, BaseException)
            raise error
        self._prompter.tell(_("This is no report."), report_files.no_report(chosen))
