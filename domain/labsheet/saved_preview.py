"""A decided preview kept for later: the file's hash, how it was read, and what was decided.

A saved preview holds addresses of cells and never a cell: headings come back from the
file itself, which its SHA-256 identifies. The same document answers `--decide` of the
command line. As JSON:

- `kind`: always `copperdesk-preview`; `version`: 1
- `sha256`: of the lab file
- `reading`: the keys of a mapping, its columns without headings
- `answered`: the questions that a person has answered
- `decisions`: what `Decision.as_dict` gives, and in `seen` a fingerprint of what each row
  was when it was decided
"""

import hashlib
import json
from collections.abc import Iterable
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from typing import cast

from domain.errors import CopperdeskError
from domain.labsheet.decisions import Decision, DecisionInvalid
from domain.labsheet.headings import headings_at
from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import ColumnUse, Mapping, MappingInvalid
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.privacy import sheet_called
from domain.labsheet.questions import Asks
from domain.labsheet.rows import PlannedRow
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Row, Workbook

KIND = "copperdesk-preview"
VERSION = 1


class PreviewInvalid(CopperdeskError):
    """A document that is no saved preview, or one of a newer version."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key

    def __str__(self) -> str:
        return f"saved preview not usable: {self.key}"


class PreviewOfAnotherFile(CopperdeskError):
    """The lab file was changed since, or it is another one: its SHA-256 differs."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file

    def __str__(self) -> str:
        return f"saved preview belongs to another file than {self.file}"


@dataclass(frozen=True, slots=True)
class SavedPreview:
    """What is kept of a preview; nothing in it comes from a cell of the sheet."""

    sha256: str
    mapping: Mapping
    """Its columns without headings."""
    decisions: tuple[Decision, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    """Address of each decided cell, and the fingerprint of its row before the decision."""
    answered: frozenset[Asks] = frozenset()

    def as_dict(self) -> dict[str, object]:
        return {
            "kind": KIND,
            "version": VERSION,
            "sha256": self.sha256,
            "reading": self.mapping.as_dict(),
            "answered": sorted(asks.value for asks in self.answered),
            "decisions": [decision.as_dict() for decision in self.decisions],
            "seen": dict(self.seen),
        }

    def as_text(self) -> str:
        """The document as a file holds it: JSON, UTF-8, one trailing line break."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_dict(cls, table: Table[str, object]) -> "SavedPreview":
        """Raises PreviewInvalid with the key that is missing or has a wrong value."""
        if table.get("kind") != KIND:
            raise PreviewInvalid("kind")
        if table.get("version") != VERSION:
            raise PreviewInvalid("version")
        sha256 = table.get("sha256")
        if not isinstance(sha256, str):
            raise PreviewInvalid("sha256")
        seen = _object(table, "seen")
        if not all(isinstance(fingerprint, str) for fingerprint in seen.values()):
            raise PreviewInvalid("seen")
        try:
            mapping = Mapping.from_dict(_object(table, "reading"))
            decisions = tuple(Decision.from_dict(one) for one in _objects(table, "decisions"))
        except (MappingInvalid, DecisionInvalid) as error:
            raise PreviewInvalid(error.key) from error
        return cls(
            sha256,
            mapping,
            decisions,
            tuple(cast("dict[str, str]", seen).items()),
            frozenset(_answers(table)),
        )

    @classmethod
    def from_text(cls, text: str) -> "SavedPreview":
        """Raises PreviewInvalid, also for text that is no JSON."""
        try:
            document: object = json.loads(text)
        except ValueError:
            raise PreviewInvalid("{ }") from None
        if not isinstance(document, dict):
            raise PreviewInvalid("{ }")
        return cls.from_dict(cast("dict[str, object]", document))


@dataclass(frozen=True, slots=True)
class Reopened:
    """A saved preview, planned against the study as it stands now."""

    plan: ImportPlan
    answered: frozenset[Asks]
    dropped: tuple[str, ...] = ()
    """Cells whose decision no longer holds, since their row is now another case."""


def saved(plan: ImportPlan, answered: Iterable[Asks] = ()) -> SavedPreview:
    """What to keep of a preview.

    Decisions that name a patient or draw the study does not have are left behind: such a
    name could be anybody's.
    """
    assert plan.basis is not None
    codes = {patient.code for patient in plan.basis.known.patients}
    places = {(draw.patient, draw.code) for draw in plan.basis.known.draws}
    decisions = tuple(
        decision
        for decision in plan.decisions
        if (not decision.patient or decision.patient in codes)
        and (not decision.draw or (decision.patient, decision.draw) in places)
    )
    cells = [cell for decision in decisions for cell in decision.cells]
    before = _by_cell(plan.undecided(*(row.cell for row in plan.rows)))
    seen = tuple((cell, _fingerprint(before[cell])) for cell in dict.fromkeys(cells))
    return SavedPreview(
        plan.sha256,
        replace(_without_headings(plan.mapping), sheet=plan.basis.extraction.sheet),
        decisions,
        seen,
        frozenset(answered),
    )


def reopened(
    preview: SavedPreview, workbook: Workbook, known: KnownStudy, vocabulary: Vocabulary
) -> Reopened:
    """Plan the file again as it was read, with every decision that still holds.

    Raises PreviewOfAnotherFile. A decision about a row that has another status now, or is
    compared with another stored result, is dropped and named: it was about something else.
    """
    if workbook.sha256 != preview.sha256:
        raise PreviewOfAnotherFile(workbook.file)
    mapping = replace(preview.mapping, sheet=sheet_called(preview.mapping.sheet, workbook))
    mapping = _with_headings(mapping, workbook, vocabulary)
    plan = plan_import(workbook, mapping, known, vocabulary)
    rows, seen = _by_cell(plan), dict(preview.seen)
    cells = list(dict.fromkeys(cell for one in preview.decisions for cell in one.cells))
    dropped = tuple(
        cell for cell in cells if cell not in rows or seen.get(cell) != _fingerprint(rows[cell])
    )
    kept = [
        replace(one, cells=tuple(cell for cell in one.cells if cell not in dropped))
        for one in preview.decisions
    ]
    plan = plan.decided(*(one for one in kept if one.cells))
    return Reopened(plan, preview.answered, dropped)


def _by_cell(plan: ImportPlan) -> dict[str, PlannedRow]:
    return {row.cell: row for row in plan.rows}


def _fingerprint(row: PlannedRow) -> str:
    """Of the case a row is, from the study's side alone: no text of the sheet goes in."""
    stored = row.stored
    case = (
        row.status.value,
        row.why.reason.value,
        row.draw,
        None if stored is None else (stored.operator, str(stored.value), stored.unit),
    )
    return hashlib.sha256(repr(case).encode()).hexdigest()[:16]


def _without_headings(mapping: Mapping) -> Mapping:
    columns = tuple(ColumnUse(use.column, use.role, draw=use.draw) for use in mapping.columns)
    return replace(mapping, columns=columns)


def _with_headings(mapping: Mapping, workbook: Workbook, vocabulary: Vocabulary) -> Mapping:
    sheet = workbook.sheet(mapping.sheet)
    if sheet is None or not mapping.header_rows:
        return mapping
    number = mapping.header_rows[-1]
    row = sheet.row(number) or Row(number, ())
    texts = {one.column: one.text for one in headings_at(sheet, row, vocabulary).headings}
    columns = (replace(use, header=texts.get(use.column, "")) for use in mapping.columns)
    return replace(mapping, columns=tuple(columns))


def _object(table: Table[str, object], key: str) -> dict[str, object]:
    value = table.get(key)
    if not isinstance(value, dict):
        raise PreviewInvalid(key)
    return cast("dict[str, object]", value)


def _objects(table: Table[str, object], key: str) -> list[dict[str, object]]:
    value = table.get(key)
    if not isinstance(value, list):
        raise PreviewInvalid(key)
    listed = cast("list[object]", value)
    if not all(isinstance(one, dict) for one in listed):
        raise PreviewInvalid(key)
    return cast("list[dict[str, object]]", listed)


def _answers(table: Table[str, object]) -> list[Asks]:
    listed = table.get("answered", [])
    try:
        return [Asks(cast("str", one)) for one in cast("list[object]", listed)]
    except (TypeError, ValueError):
        raise PreviewInvalid("answered") from None
