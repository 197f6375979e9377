"""Imports done, read from the study, and taking a whole one back."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from domain.changes import Changes
from domain.progress import Progress, unwatched
from domain.storage.tables import StoredResult
from domain.study import Study


@dataclass(frozen=True, slots=True)
class DoneImport:
    """One line of the list of imports."""

    number: int
    file: str
    sheet: str
    at: datetime
    by: str
    counts: tuple[tuple[str, int], ...]
    stored: int
    """Results of it that are in the study."""
    unusable: int = 0
    """Beside them, specimens that gave none."""


def results_of(study: Study, number: int) -> tuple[StoredResult, ...]:
    """What import `number` stored and is still there, in the order of the sheet."""
    found = [
        result
        for patient, course in study.courses().items()
        for draw in course.draws
        for result in study.results(patient, draw.key.code)
        if result.import_number == number
    ]
    return tuple(sorted(found, key=lambda stored: _in_sheet(stored.result.source.cell)))


def _in_sheet(cell: str) -> tuple[str, int, str]:
    """Sheet, row, column of an address like `Wyniki!C15`."""
    sheet, _mark, place = cell.rpartition("!")
    letters = place.rstrip("0123456789")
    return sheet, int(place[len(letters) :] or 0), letters


def past_imports(study: Study) -> tuple[DoneImport, ...]:
    """The imports that stand, with how many results came from each."""
    stored, unusable = Counter[int](), Counter[int]()
    for patient, course in study.courses().items():
        for draw in course.draws:
            for one in study.results(patient, draw.key.code):
                if one.import_number is not None:
                    counted = stored if one.result.is_usable else unusable
                    counted[one.import_number] += 1
    return tuple(
        DoneImport(
            number=record.number,
            file=record.file,
            sheet=record.sheet,
            at=record.imported_at,
            by=record.imported_by,
            counts=tuple(record.counts.items()),
            stored=stored[record.number],
            unusable=unusable[record.number],
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
