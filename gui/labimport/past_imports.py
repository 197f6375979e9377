"""Imports done, read from the study, and taking a whole one back."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.changes import Changes
from domain.progress import Progress, unwatched
from domain.study import Study
from gui.labimport.start_page import DoneImport


def past_imports(study: Study) -> tuple[DoneImport, ...]:
    """The imports that stand, with how many results came from each."""
    stored: dict[int, int] = {}
    for patient, course in study.courses().items():
        for draw in course.draws:
            for result in study.results(patient, draw.key.code):
                if result.import_number is not None:
                    stored[result.import_number] = stored.get(result.import_number, 0) + 1
    return tuple(
        DoneImport(
            number=record.number,
            file=record.file,
            sheet=record.sheet,
            at=record.imported_at,
            by=record.imported_by,
            counts=tuple(record.counts.items()),
            stored=stored.get(record.number, 0),
        )
        for record in study.imports()
    )


def last_import_from(study: Study, lab: str) -> date | None:
    """The day of the last import that brought a result of this laboratory."""
    days = {record.number: record.imported_at.date() for record in study.imports()}
    found = [
        days[result.import_number]
        for patient, course in study.courses().items()
        for draw in course.draws
        for result in study.results(patient, draw.key.code)
        if result.result.lab == lab and result.import_number in days
    ]
    return max(found, default=None)


def action_of(study: Study, import_number: int) -> int | None:
    """The action of the audit trail that made this import, or made it again."""
    made = [
        entry.action
        for entry in study.trail(table="imports")
        if entry.key == (import_number,) and entry.new is not None
    ]
    return made[-1] if made else None


@dataclass(frozen=True, slots=True)
class UndoImport:
    """Takes back a whole import that may be long past."""

    action: int

    def apply(self, study: Study, *, now: datetime, progress: Progress = unwatched) -> Changes:
        return study.undo_import(self.action, now=now, progress=progress)
