"""A decided preview is kept without a cell of the sheet, and taken up again where it holds."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.limits import Limits
from domain.labsheet.mapping import Role
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import ImportPlan
from domain.labsheet.questions import Asks
from domain.labsheet.rows import RowStatus
from domain.labsheet.saved_preview import (
    PreviewInvalid,
    PreviewOfAnotherFile,
    SavedPreview,
    reopened,
    saved,
)
from domain.labsheet.workbook import Workbook
from tests.domain.labsheet.sheets import FOLDER, known_study, plan_of, truth_of, vocabulary

SHEETS = sorted(path.name for path in FOLDER.glob("a[1-7]_*.*") if path.suffix != ".json")


def decided(name: str) -> ImportPlan:
    """The fixture with a decision of every kind that its rows offer."""
    plan = plan_of(name)
    for row in plan.blocking:
        kind = row.choices[0]
        best = row.suggestions[0].decision if row.suggestions else None
        if kind is DecisionKind.USE:
            plan = plan.decided(best or Decision(DecisionKind.SKIP, (row.cell,)))
        else:
            plan = plan.decided(Decision(kind, (row.cell,), unit="µmol/L", condition="lost"))
    return plan


def opened(name: str) -> Workbook:
    return open_workbook(FOLDER / name, Limits())


@pytest.mark.parametrize("name", SHEETS)
def test_a_preview_reopened_on_the_same_study_is_the_plan_that_was_saved(name: str):
    plan = decided(name)
    text = saved(plan, {Asks.DATE_ORDER}).as_text()

    again = reopened(SavedPreview.from_text(text), opened(name), known_study(), vocabulary())

    assert again.plan == plan
    assert again.dropped == ()
    assert again.answered == {Asks.DATE_ORDER}


@pytest.mark.parametrize("name", SHEETS)
def test_a_saved_preview_holds_no_text_of_the_sheet(name: str):
    text = saved(decided(name)).as_text()

    strings = truth_of(name)["file_expectation"].get("must_not_store", {}).get("strings", [])
    codes = {patient.code for patient in known_study().patients}
    for row in plan_of(name).rows:
        written = row.patient_as_written
        strings += [written] if written and written.upper() not in codes else []
        strings += [row.verbatim] if row.verbatim and len(row.verbatim) > 5 else []
    for sheet in opened(name).sheets:
        strings += [
            cell.text
            for line in sheet.rows[:12]
            for cell in line.cells
            if len(cell.text) > 8 and cell.text not in codes | set(Role)
        ]
    assert [one for one in strings if one in text] == []


def test_a_decision_about_a_row_that_is_another_case_now_is_dropped_and_named():
    name = "a1_lista_surowica.xlsx"
    plan = plan_of(name)
    (changed,) = (row for row in plan.rows if row.status is RowStatus.CHANGED)
    kept = saved(plan.decided(Decision(DecisionKind.REPLACE, (changed.cell,))))
    known = known_study()
    draws = tuple(
        replace(draw, current=replace(draw.current, verbatim="77.7", value=Decimal("77.7")))
        if draw.current is not None and (draw.patient, draw.code) == (changed.patient, changed.draw)
        else draw
        for draw in known.draws
    )

    again = reopened(kept, opened(name), replace(known, draws=draws), vocabulary())

    assert again.dropped == (changed.cell,)
    assert again.plan.decisions == ()
    assert changed.cell in {row.cell for row in again.plan.blocking}


def test_a_preview_of_another_file_is_refused():
    kept = saved(plan_of("a1_lista_surowica.xlsx"))

    with pytest.raises(PreviewOfAnotherFile):
        reopened(kept, opened("a3_wide_umol.xlsx"), known_study(), vocabulary())


def test_a_decision_for_somebody_the_study_does_not_know_is_not_saved():
    plan = plan_of("a1_lista_surowica.xlsx")
    cell = plan.strangers[0].cell

    kept = saved(plan.decided(Decision(DecisionKind.USE, (cell,), patient="Kowalska")))

    assert kept.decisions == ()
    assert "Kowalska" not in kept.as_text()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("no JSON", "{ }"),
        ("[]", "{ }"),
        ("{}", "kind"),
        ('{"kind": "copperdesk-preview", "version": 2}', "version"),
        ('{"kind": "copperdesk-preview", "version": 1, "sha256": 7}', "sha256"),
        ('{"kind": "copperdesk-preview", "version": 1, "sha256": "", "seen": 1}', "seen"),
        (
            '{"kind": "copperdesk-preview", "version": 1, "sha256": "", "seen": {}, "reading": {}}',
            "header_rows",
        ),
    ],
)
def test_a_document_that_is_no_saved_preview_names_the_key(text: str, key: str):
    with pytest.raises(PreviewInvalid) as invalid:
        SavedPreview.from_text(text)

    assert invalid.value.key == key
