"""The demo's morning import, and what the study says after it."""

import statistics
from collections.abc import Generator
from itertools import combinations_with_replacement
from pathlib import Path
from shutil import copy

import pytest

from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import Flag, RowStatus
from domain.labsheet.workbook import Workbook
from domain.quality import QueryRule
from domain.results import Result
from domain.schedule import Course
from domain.study import Study
from domain.visits import Draw
from gui.demo import DEMO_NOW
from tests.gui.demo_import import SHEET, USE_027, accept, morning_sheet, planned


@pytest.fixture(scope="module")
def study(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Generator[Study]:
    folder = tmp_path_factory.mktemp("demo")
    copy(made_demo.with_name(SHEET), folder)
    opened = Study.open(Path(copy(made_demo, folder)), by="A. Nowak", now=DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def workbook(study: Study) -> Workbook:
    return morning_sheet(study)


@pytest.fixture
def plan(study: Study, workbook: Workbook) -> ImportPlan:
    return planned(study, workbook)


@pytest.fixture
def imported(study: Study, plan: ImportPlan) -> Generator[Study]:
    action = accept(study, plan).action
    yield study
    study.take_back(action, now=DEMO_NOW)


def measured(course: Course, draw: str) -> float | None:
    """The usable value, none below the limit of quantification."""
    found = course.draw(draw)
    result = None if found is None else found.result
    return None if result is None or result.operator else result.ug_dl


def pairs(study: Study, earlier: str, later: str) -> dict[str, tuple[float, float]]:
    values = {
        code: (measured(course, earlier), measured(course, later))
        for code, course in study.courses().items()
    }
    return {code: (a, b) for code, (a, b) in values.items() if a is not None and b is not None}


def result_of(study: Study, patient: str, draw: str) -> Result:
    found = study.course(patient).draw(draw)
    assert found is not None
    assert found.result is not None
    return found.result


def test_the_sheet_divides_as_the_acceptance_check_says(plan: ImportPlan):
    assert plan.counts == {
        RowStatus.NEW: 10,
        RowStatus.SAME: 2,
        RowStatus.CHANGED: 1,
        RowStatus.NO_MATCH: 1,
        RowStatus.UNUSABLE: 1,
    }
    assert [row.row for row in plan.rows] == list(range(5, 20))
    assert not plan.needs


def test_two_rows_are_to_decide(plan: ImportPlan):
    assert [row.cell for row in plan.blocking] == ["Wyniki!C7", "Wyniki!C15"]


def test_three_rows_are_flagged(plan: ImportPlan):
    assert [row.cell for row in plan.flagged] == ["Wyniki!C12", "Wyniki!C18", "Wyniki!C19"]


def test_the_flags_of_the_new_rows(plan: ImportPlan):
    flags = {row.row: row.main_flag for row in plan.rows if row.status is RowStatus.NEW}

    assert {row: flag for row, flag in flags.items() if flag} == {
        12: Flag.BELOW_LOQ,
        13: Flag.UNIT_CONVERTED,
        18: Flag.OUT_OF_WINDOW,
    }
    assert {row.days_outside for row in plan.rows if row.row == 18} == {1}


def test_the_letter_o_is_taken_for_the_digit_only_as_an_offer(plan: ImportPlan):
    row = plan.row("Wyniki!C15")

    assert row is not None
    assert (row.patient_as_written, row.patient) == ("KET-O27", None)
    offer = row.suggestions[0]
    assert (offer.patient, offer.draw, offer.same_time) == ("KET-027", "inf3", True)
    assert offer.decision == USE_027


def test_two_draws_are_expected_and_absent_once_the_stranger_is_placed(plan: ImportPlan):
    absent = plan.decided(USE_027).expected_but_absent

    assert [(a.patient, a.draw, f"{a.collected_on:%d.%m}") for a in absent] == [
        ("KET-022", "post", "19.03"),
        ("KET-026", "inf3", "18.03"),
    ]


def test_after_the_import_three_draws_wait_for_the_lab(imported: Study):
    waiting = imported.agenda(now=DEMO_NOW).waiting_for_lab

    assert [(draw.patient, draw.key.code) for draw in waiting] == [
        ("KET-026", "inf3"),
        ("KET-022", "post"),
        ("KET-029", "inf3"),
    ]


def test_after_the_import_three_queries_are_open(imported: Study):
    assert {(q.key.patient, q.key.code): q.rule for q in imported.queries()} == {
        ("KET-028", "inf1"): QueryRule.BELOW_LOQ,
        ("KET-030", "inf1"): QueryRule.OUT_OF_WINDOW,
        ("KET-023", "inf7"): QueryRule.UNUSABLE,
    }


def test_after_the_import_ket_024_is_as_the_example_shows_it(imported: Study):
    values = [measured(imported.course("KET-024"), d) for d in ("baseline", "inf1", "inf3", "inf5")]

    assert values == [118.2, 112.6, 104.9, 97.4]
    source = result_of(imported, "KET-024", "inf5").source
    assert (source.file, source.cell) == (SHEET, "Wyniki!C16")
    superseded = imported.results("KET-024", "inf3")[0]
    assert (superseded.result.verbatim, superseded.is_current) == ("109,4", False)


def test_importing_the_same_file_again_finds_nothing_new(imported: Study, workbook: Workbook):
    again = planned(imported, workbook).decided(USE_027)

    assert again.imported_before
    assert RowStatus.NEW not in again.counts
    assert not any(True for result in again.to_store if result.result.value is not None)


def test_21_of_33_patients_have_copper_at_baseline_and_after_infusion_5(imported: Study):
    missing = set(imported.patients()) - set(pairs(imported, "baseline", "inf5"))

    assert missing == {"KET-009", "KET-014", "KET-021", "KET-025"} | {
        f"KET-0{number}" for number in range(26, 34)
    }


def test_17_patients_have_copper_after_infusion_5_and_after_treatment(imported: Study):
    assert len(pairs(imported, "inf5", "post")) == 17


def test_16_patients_of_29_with_any_draw_have_all_six(imported: Study):
    draws = [rule.code for rule in imported.protocol.draws]
    counts = [
        sum(measured(course, draw) is not None for draw in draws)
        for course in imported.courses().values()
    ]

    assert sum(count > 0 for count in counts) == 29
    assert counts.count(6) == 16


def test_the_groups_of_the_21_pairs(imported: Study):
    patients = [imported.patient(code) for code in pairs(imported, "baseline", "inf5")]

    assert [p.diagnosis.value for p in patients].count("MDD") == 13
    assert [p.diagnosis.value for p in patients].count("BD") == 8
    assert sum(bool(p.comorbidities) for p in patients) == 11


def test_copper_changes_by_the_made_up_effect(imported: Study):
    # The sizes that the task of the demo names; mock-up 05: 113.8, 104.0, −7.0, 9.6, 16 of 21.
    both = pairs(imported, "baseline", "inf5").values()
    changes = [round(later - earlier, 1) for earlier, later in both]
    walsh = [(a + b) / 2 for a, b in combinations_with_replacement(changes, 2)]

    assert statistics.median(earlier for earlier, _ in both) == pytest.approx(113.8, abs=1.0)
    assert statistics.median(later for _, later in both) == pytest.approx(104.0, abs=1.0)
    assert statistics.median(walsh) == pytest.approx(-7.0, abs=1.0)
    assert statistics.stdev(changes) == pytest.approx(9.6, abs=1.0)
    assert sum(change < 0 for change in changes) == 16
    assert 0 not in changes


def test_scores_fall_and_copper_does_not_follow_them(imported: Study):
    courses = imported.courses().values()
    starts = [c.ratings[0].madrs for c in courses if c.ratings[0].madrs is not None]
    ends = [c.ratings[-1].madrs for c in courses if c.ratings[-1].madrs is not None]

    assert statistics.mean(starts) == pytest.approx(31, abs=2)
    assert statistics.mean(ends) == pytest.approx(19, abs=2)
    changes = {
        code: (later - earlier, score_change(imported.course(code)))
        for code, (earlier, later) in pairs(imported, "baseline", "inf5").items()
    }
    assert abs(statistics.correlation(*zip(*changes.values(), strict=True))) < 0.35


def score_change(course: Course) -> float:
    first, third = course.ratings[0].madrs, course.ratings[2].madrs
    assert first is not None
    assert third is not None
    return third - first


def test_taking_the_import_back_restores_what_waited(study: Study, plan: ImportPlan):
    before = [draw for course in study.courses().values() for draw in course.draws]

    changes = accept(study, plan)
    study.take_back(changes.action, now=DEMO_NOW)

    after: list[Draw] = [draw for course in study.courses().values() for draw in course.draws]
    assert after == before
    assert study.verify().is_clean
