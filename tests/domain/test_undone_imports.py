"""An import is taken back as a whole later; what was edited since is kept and named."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from domain.labsheet.decisions import Decision, DecisionKind
from domain.results import Result
from domain.study import Study
from domain.study_errors import EditedSince, NoImport
from domain.units import Unit
from tests.builders import NOW, draw, import_results, moment, planned_import, study_with

LATER = moment("2026-03-05 09:00")
ROWS = ("KET-001;27.02.2026 08:00;95", "KET-002;27.02.2026 08:10;101")


def imported(folder: Path) -> tuple[Study, int]:
    made = study_with("KET-001", "KET-002")
    for code in ("KET-001", "KET-002"):
        key = draw("baseline", code)
        made.collect_draw(key, on=date(2026, 2, 27), at=moment("2026-02-27 08:00"), now=NOW)
    return made, import_results(made, *ROWS, folder=folder).action


def test_an_import_nobody_touched_is_gone_and_can_be_imported_again(tmp_path: Path):
    made, action = imported(tmp_path)

    changes = made.undo_import(action, now=LATER)

    assert changes.kept == ()
    assert made.imports() == ()
    assert made.results("KET-001", "baseline") == made.results("KET-002", "baseline") == ()
    assert made.verify().is_clean


def test_only_an_import_is_taken_back_as_one(tmp_path: Path):
    made, imported_by = imported(tmp_path)
    before = made.head()
    recorded_by = made.trail()[0].action + 1

    with pytest.raises(NoImport):
        made.undo_import(recorded_by, now=LATER)
    with pytest.raises(NoImport):
        made.undo_import(imported_by + 1, now=LATER)

    assert made.head() == before


def corrected(made: Study, patient: str) -> None:
    """Somebody types another result over the imported one."""
    result = Result("96", value=Decimal(96), unit=Unit.UG_DL)
    made.enter_result(draw("baseline", patient), result, now=LATER, reason="typing mistake")


def test_a_draw_edited_since_keeps_its_results_and_is_named(tmp_path: Path):
    made, action = imported(tmp_path)
    corrected(made, "KET-001")

    changes = made.undo_import(action, now=LATER)

    assert changes.kept == (("KET-001", "baseline"),)
    assert len(made.results("KET-001", "baseline")) == 2
    assert made.results("KET-002", "baseline") == ()
    assert len(made.imports()) == 1
    assert made.verify().is_clean


def test_an_import_edited_throughout_is_not_taken_back(tmp_path: Path):
    made, action = imported(tmp_path)
    corrected(made, "KET-001")
    corrected(made, "KET-002")
    before = made.head()

    with pytest.raises(EditedSince):
        made.undo_import(action, now=LATER)

    assert made.head() == before


def test_two_results_of_one_draw_in_a_file_are_taken_back_together_and_again(tmp_path: Path):
    made = study_with("KET-001")
    key = draw("baseline")
    made.collect_draw(key, on=date(2026, 2, 27), at=moment("2026-02-27 08:00"), now=NOW)
    rows = ("KET-001;27.02.2026 08:00;<20", "KET-001;27.02.2026 08:00;101")
    plan = planned_import(made, *rows, folder=tmp_path)
    second = plan.blocking[0].cell
    plan = plan.decided(Decision(DecisionKind.REPLACE, (second,)))
    action = made.accept(plan, now=NOW).action

    undone = made.undo_import(action, now=LATER)
    redone = made.take_back(undone.action, now=LATER)
    made.take_back(redone.action, now=LATER)

    assert undone.kept == ()
    assert made.results("KET-001", "baseline") == ()
    assert made.imports() == ()
    assert not [query for query in made.queries() if query.state.is_pending]
    assert made.verify().is_clean
