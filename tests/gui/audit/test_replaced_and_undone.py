"""The trail beside what an entry speaks of: the result it replaced, the action it takes back."""

from decimal import Decimal

import pytest

from domain.edits import CollectDraw
from domain.results import Result
from domain.storage.audit import What
from domain.storage.trail_lines import TrailLine
from domain.storage.trail_reading import TrailFilter
from domain.study import Study
from domain.units import Unit
from gui.demo import DEMO_NOW
from gui.session import Session
from gui.words import trail
from tests.builders import draw
from tests.gui import demo_import

CU7 = draw("inf7", "KET-024")
CU5 = draw("inf5", "KET-024")


def newest(study: Study, size: int = 150) -> tuple[TrailLine, ...]:
    return study.trail_page(TrailFilter(), None, size)


def of_results(study: Study, patient: str, code: str) -> list[TrailLine]:
    """What the last action did to the results of a draw."""
    last = newest(study)[0].entry.action
    return [
        line
        for line in newest(study)
        if line.entry.action == last
        and line.entry.table == "results"
        and line.entry.key[:2] == (patient, code)
    ]


@pytest.fixture
def imported(session: Session) -> Study:
    study = session.study
    demo_import.accept(study, demo_import.planned(study, demo_import.morning_sheet(study)))
    return study


def test_a_replaced_result_shows_the_old_value_beside_the_new(imported: Study):
    new, _superseded = of_results(imported, "KET-024", "inf3")

    assert trail.before(new).startswith("value 109.4, ")
    assert trail.after(new).startswith("value 104.9, ")


def test_what_the_sheet_says_itself_stands_in_quotes(imported: Study):
    new, _superseded = of_results(imported, "KET-024", "inf3")

    assert trail.before(new).endswith("as written “109,4”")
    assert trail.after(new).endswith("as written “104,9”")


def test_the_sheet_is_the_reason_of_the_result_it_corrects(imported: Study):
    reasons = {trail.why(line) for line in of_results(imported, "KET-024", "inf3")}

    assert reasons == {"Corrected by the lab’s sheet Cu_2026-03-23.xlsx, cell Wyniki!C7"}


def test_a_result_that_replaces_none_needs_no_reason(imported: Study):
    (line,) = of_results(imported, "KET-025", "inf3")

    assert (trail.before(line), trail.why(line)) == ("–", "")


def test_the_reason_a_person_gave_stands(imported: Study):
    result = Result("101", value=Decimal(101), unit=Unit.UG_DL)
    imported.enter_result(CU5, result, now=DEMO_NOW, reason="corrected_by_laboratory")
    new = next(line for line in newest(imported) if line.replaced)

    assert trail.before(new).startswith("value 97.4")
    assert trail.why(new) == "Corrected by the laboratory"


def test_a_page_that_ends_between_the_two_results_still_pairs_them(imported: Study):
    new, superseded = of_results(imported, "KET-024", "inf3")
    read = imported.trail_page
    (alone,) = read(TrailFilter(), new.entry.seq + 1, 1)
    (other,) = read(TrailFilter(), superseded.entry.seq + 1, 1)

    assert (alone, other) == (new, superseded)
    assert alone.replaced is not None


def test_what_was_taken_back_is_told_in_words(session: Session):
    session.perform(CollectDraw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW))
    collected = newest(session.study)[0].entry.action
    session.undo_stack.undo()
    line = newest(session.study)[0]

    assert line.entry.what is What.TAKE_BACK
    assert trail.why(line) == (
        f"Takes back: Draw collected, Copper draw Cu7, KET-024 (action {collected})"
    )


def test_what_was_done_again_names_what_somebody_did(session: Session):
    session.perform(CollectDraw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW))
    collected = newest(session.study)[0].entry.action
    session.undo_stack.undo()
    session.undo_stack.redo()

    assert trail.why(newest(session.study)[0]) == (
        f"Does again: Draw collected, Copper draw Cu7, KET-024 (action {collected})"
    )


def test_taking_an_import_back_names_the_import(imported: Study):
    action = newest(imported)[0].entry.action
    imported.take_back(action, now=DEMO_NOW)

    assert {trail.why(line) for line in newest(imported, 3)} == {
        f"Takes back: Results imported, Import 14 (action {action})"
    }
