"""A lab sheet, read with the answers of a file for `--mapping`.

A mapping file is a JSON object. Any of these keys corrects what was understood, the rest
stays as guessed: `sheet`, `header_rows` (list; the first counts), `layout`, `columns`
(`{"patient": "A", "result": "F"}` or the list of a remembered mapping), `date_order`,
`decimal`, `unit` (as the laboratory means it), `lab`, and the answers to questions:
`result_column`, `patient_column`, `tube_column`, `collected_column`, `unit_column` (letters, or
`-` for none of them).
"""

from collections.abc import Mapping as Table
from dataclasses import replace
from pathlib import Path
from typing import cast

from domain.labsheet.known import KnownStudy
from domain.labsheet.mapping import Mapping, MappingInvalid, Role
from domain.labsheet.questions import COLUMN_ASKED, NONE_OF_THEM
from domain.labsheet.reading import Cancel
from domain.labsheet.workbook import column_number
from gui.labimport.sheet_check import SheetCheck, open_check

_COLUMN_ANSWERS = {asks.value: role for asks, role in COLUMN_ASKED.items()}
_KEYS = frozenset(
    {"sheet", "header_rows", "layout", "columns", "date_order", "decimal", "unit",
     "unit_source", "lab", *_COLUMN_ANSWERS}
)  # fmt: skip


def checked(
    path: Path, known: KnownStudy, remembered: Table[str, Mapping], corrections: object
) -> SheetCheck:
    """The sheet as the window would read it, with the corrections of a mapping file.

    Raises `SheetRefused` and `MappingInvalid`.
    """
    answers = _answers(corrections)
    check = _at_heading(open_check(path, known, remembered, Cancel()), answers)
    if answers:
        check = check.mapped(_corrected(check.mapping, answers))
    told = {question.asks for question in check.questions if question.asks.value in answers}
    return replace(check, answered=check.answered | told)


def _at_heading(check: SheetCheck, answers: Table[str, object]) -> SheetCheck:
    """Read from the sheet and the heading row that the answers name."""
    sheet, rows = answers.get("sheet", check.mapping.sheet), answers.get("header_rows")
    if not isinstance(sheet, str) or check.workbook.sheet(sheet) is None:
        raise MappingInvalid("sheet")
    if rows is not None:
        return check.read_from(sheet, _first_row(rows))
    return check if sheet == check.mapping.sheet else check.read_sheet(sheet)


def _answers(corrections: object) -> dict[str, object]:
    if corrections is None:
        return {}
    if not isinstance(corrections, dict):
        raise MappingInvalid("{ }")
    answers = cast("dict[str, object]", corrections)
    unknown = sorted(set(answers) - _KEYS)
    if unknown:
        raise MappingInvalid(unknown[0])
    return answers


def _first_row(rows: object) -> int:
    first = cast("list[object]", rows)[0] if isinstance(rows, list) and rows else None
    if not isinstance(first, int) or isinstance(first, bool) or first < 1:
        raise MappingInvalid("header_rows")
    return first


def _corrected(mapping: Mapping, answers: Table[str, object]) -> Mapping:
    whole = {key: value for key, value in answers.items() if key not in _COLUMN_ANSWERS}
    roles = whole.pop("columns", None)
    unit = whole.pop("unit", None)
    if isinstance(roles, list):
        whole["columns"] = roles
    mapping = Mapping.from_dict(mapping.as_dict() | whole)
    if isinstance(roles, dict):
        mapping = _with_columns(mapping, cast("dict[str, object]", roles))
    for answer, role in _COLUMN_ANSWERS.items():
        if answers.get(answer, NONE_OF_THEM) != NONE_OF_THEM:
            mapping = _with_role(mapping, role, answers[answer], answer)
    if unit is None:
        return mapping
    if not isinstance(unit, str):
        raise MappingInvalid("unit")
    return mapping if unit == mapping.unit else mapping.with_unit(unit)


def _with_columns(mapping: Mapping, columns: Table[str, object]) -> Mapping:
    for name, letters in columns.items():
        if name in set(Role):
            mapping = _with_role(mapping, Role(name), letters, f"columns.{name}")
        else:
            column = _column(letters, f"columns.{name}")
            mapping = mapping.with_role(column, Role.RESULT, draw=name)
    return mapping


def _with_role(mapping: Mapping, role: Role, letters: object, key: str) -> Mapping:
    """`role` for this column alone; the column that had it before is not used."""
    column = _column(letters, key)
    others = tuple(
        replace(use, role=Role.UNUSED) if use.role is role and use.column != column else use
        for use in mapping.columns
    )
    return replace(mapping, columns=others).with_role(column, role)


def _column(letters: object, key: str) -> int:
    column = column_number(letters) if isinstance(letters, str) else 0
    if column == 0:
        raise MappingInvalid(key)
    return column
