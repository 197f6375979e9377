"""The sheet in front of a person: read, planned again after each answer, stored or left."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from domain.changes import Changes
from domain.edits import AcceptImport
from domain.labsheet.decisions import Decision
from domain.labsheet.known import KnownStudy
from gui.labimport.past_imports import last_import_from
from gui.labimport.planner import Planner, PlanWork
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_reader import SheetReader
from gui.session import Session
from gui.words import lab_imports


class Checking(QObject):
    """One sheet at a time; nothing of it is stored before it is committed."""

    arrived = Signal(SheetCheck, object)
    """A sheet was read; carries it and the one that made way for it, or None."""
    planned = Signal(SheetCheck)
    """The sheet in front was planned again, as somebody answered."""
    outdated = Signal(SheetCheck)
    """The sheet in front was planned again, since the study changed under it."""
    failed = Signal(object)
    """A sheet could not be read or planned; carries the exception."""
    stored = Signal()
    """The sheet was imported, and is not in front any more."""
    stopped = Signal()
    """The import was stopped; the sheet is as it was before."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._check: SheetCheck | None = None
        self._asked: Path | None = None
        self.reader = SheetReader(self)
        self.planner = Planner(self)
        self.reader.read.connect(self._arrive)
        self.reader.failed.connect(self.failed)
        self.planner.failed.connect(self.failed)
        session.changed.connect(self._study_changed)
        session.closed.connect(self.stop)

    @property
    def check(self) -> SheetCheck | None:
        """The sheet as it stands; a newer one takes its place once it is read."""
        return self._check

    @property
    def is_reading(self) -> bool:
        return self.reader.is_reading

    @property
    def asked_name(self) -> str:
        """The file that was asked for last."""
        return "" if self._asked is None else self._asked.name

    def open(self, path: Path, sheet: Path | None = None) -> None:
        """Read `path`, a sheet or decisions about one; `sheet` is that where it lies elsewhere."""
        study = self._session.study
        self.planner.drop()
        self.reader.cancel()
        self._asked = path
        known = study.knowing_for_import(today=self._session.today())
        self.reader.open(path, known, study.lab_mappings(), sheet)

    def put_in_front(self, check: SheetCheck | None) -> None:
        """Go on with a sheet that was read or left before, as the study stands now."""
        self._check = check
        self._plan_again()

    def stop(self) -> None:
        """Whatever is under way is not wanted any more."""
        self.reader.cancel()
        self.planner.drop()
        self._check = None

    def plan(self, work: PlanWork) -> None:
        """Put what `work` makes of the sheet in its place."""
        self._plan(work, self._take)

    def decide(self, decision: Decision) -> None:
        if self._check is not None:
            self.plan(partial(self._check.decided, decision))

    def take_back(self, cell: str) -> None:
        """Without the decisions about the row `cell`."""
        if self._check is not None:
            self.plan(partial(self._check.undecided, cell))

    def commit(self) -> None:
        """Import the sheet; the study is lent meanwhile, and the import can be stopped."""
        check = self._check
        assert check is not None
        assert check.can_be_imported
        self._check = None
        edit, sentence = AcceptImport(check.plan, check.lab), lab_imports.imported(check.plan)
        action = self._session.perform_away(edit, sentence)
        action.done.connect(self.stored)
        action.stopped.connect(partial(self._take_up_again, check, self.stopped.emit))
        for nothing_stored in (action.refused, action.failed):
            nothing_stored.connect(partial(self._take_up_again, check, self._plan_again))

    def _take_up_again(
        self, check: SheetCheck, go_on: Callable[[], None], _why: object = None
    ) -> None:
        """Nothing was imported: the rows are as they were."""
        self._check = check
        go_on()

    def _arrive(self, check: SheetCheck) -> None:
        if check.remembered_lab:
            on = last_import_from(self._session.study, check.remembered_lab)
            check = replace(check, remembered_on=on)
        left, self._check = self._check, check
        self.arrived.emit(check, left)

    def _plan(self, work: PlanWork, show: Callable[[SheetCheck], None]) -> None:
        if self._check is not None:
            self.planner.plan(work, show, rows=len(self._check.plan.rows))

    def _take(self, check: SheetCheck) -> None:
        self._check = check
        self.planned.emit(check)

    def _study_changed(self, changes: Changes) -> None:
        if changes.schedule or changes.results or changes.settings:
            self._plan_again()

    def _plan_again(self) -> None:
        """The study changed under the sheet: plan again with the decisions kept."""
        if self._check is not None:
            known = self._session.study.knowing_for_import(today=self._session.today())
            self._plan(partial(_known_again, self._check, known), self._take_again)

    def _take_again(self, check: SheetCheck) -> None:
        if check is not self._check:
            self._check = check
            self.outdated.emit(check)


def _known_again(check: SheetCheck, knowing: Callable[[], KnownStudy]) -> SheetCheck:
    """The same sheet planned again, or the same check where nothing it looks at changed."""
    known = knowing()
    return check if known == check.known else check.known_again(known)
