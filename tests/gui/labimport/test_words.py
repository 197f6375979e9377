"""Every status, flag, reason and refusal of a lab sheet has its words."""

from collections.abc import Callable
from enum import StrEnum
from string import Formatter

import pytest

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.mapping import DateOrder, DecimalMark, Layout, Role
from domain.labsheet.questions import Asks
from domain.labsheet.rows import (
    Flag,
    Ignored,
    Likeness,
    PlannedRow,
    QueryCode,
    Reason,
    RowStatus,
    Suggestion,
    Why,
)
from domain.labsheet.workbook import Refusal, SheetRefused
from domain.units import Unit
from gui.words import lab_columns, lab_fixes, lab_reasons, lab_rows, labsheet

WORDS: tuple[tuple[type[StrEnum], Callable[..., str]], ...] = (
    (RowStatus, labsheet.status),
    (Flag, labsheet.flag),
    (QueryCode, labsheet.query),
    (Ignored, labsheet.ignored),
    (Unit, labsheet.unit),
    (Reason, lab_rows.short_reason),
    (Role, lab_columns.role),
    (Layout, lab_columns.layout),
    (DateOrder, lab_columns.date_order),
    (DecimalMark, lab_columns.decimal_mark),
    (Asks, lab_columns.question),
)


def row(status: RowStatus = RowStatus.ERROR, reason: Reason = Reason.NO_RESULT) -> PlannedRow:
    compared = (("operator", ""), ("value", "109.4"), ("unit", "ug/dL"), ("tube", "S-1"))
    why = Why(reason, compared)
    return PlannedRow("Wyniki!C15", "Wyniki", 15, status, why, verbatim="104,9", patient="KET-024")


@pytest.mark.parametrize(("codes", "words"), WORDS)
def test_each_code_has_words_of_its_own(codes: type[StrEnum], words: Callable[..., str]):
    said = [words(code) for code in codes]

    assert all(said)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize("reason", Reason)
def test_each_reason_is_a_whole_sentence(reason: Reason):
    sentence = lab_reasons.reason(row(reason=reason))

    assert sentence[0].isupper() or sentence[0] in "“–"
    assert sentence.endswith(".")
    assert not [field for _, field, _, _ in Formatter().parse(sentence) if field]


@pytest.mark.parametrize("likeness", Likeness)
def test_each_likeness_names_what_is_suggested(likeness: Likeness):
    assert lab_fixes.suggestion(Suggestion(likeness, "KET-027", "inf3")).endswith(".")


@pytest.mark.parametrize("kind", DecisionKind)
def test_each_decision_has_a_button(kind: DecisionKind):
    decision = Decision(kind, ("C15",), "KET-027", "inf3", "ug/dL", "haemolysed")

    assert lab_fixes.button(decision, row())
    assert "{" not in lab_fixes.button(decision, row())


@pytest.mark.parametrize("status", RowStatus)
def test_each_status_has_a_title_with_the_row(status: RowStatus):
    assert lab_rows.title(row(status)).startswith("Row 15")


@pytest.mark.parametrize("refusal", Refusal)
def test_each_refusal_ends_with_what_happened_to_the_study(refusal: Refusal):
    sentence = labsheet.refused(SheetRefused(refusal, file="wyniki.xlsx", detail="word"))

    assert sentence.endswith("Nothing was changed.")


def test_each_refusal_has_a_sentence_of_its_own():
    said = [labsheet.refused(SheetRefused(refusal)) for refusal in Refusal]

    assert len(set(said)) == len(said)


def test_a_file_of_an_unknown_kind_is_not_a_lab_sheet():
    sentence = labsheet.refused(SheetRefused(Refusal.WRONG_TYPE, detail="binary"))

    assert sentence.startswith("This is not a lab sheet")
