"""Exchange tables: what a folder of tables becomes, and how problems are named.

The tables in `data/labsheets/state` are made up; the expected counts were taken from them
with a spreadsheet.
"""

import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.exchange.csv_table import in_zone
from domain.exchange.problems import TablesRefused
from domain.exchange.tables import StudyTables, read_tables
from domain.patient import PatientState
from domain.protocol import Protocol
from domain.protocol_file import protocol_as_text, read_protocol
from domain.study import Study
from domain.visits import Status, VisitKey, VisitKind, VisitState, Window
from resources import text_of

STATE = Path(__file__).parents[1] / "data" / "labsheets" / "state"
WARSAW = ZoneInfo("Europe/Warsaw")
NOW = datetime(2026, 3, 24, 10, 12, tzinfo=WARSAW)


@pytest.fixture(scope="module")
def protocol() -> Protocol:
    return read_protocol(text_of("protocols/standard.toml"))


@pytest.fixture(scope="module")
def state(protocol: Protocol) -> StudyTables:
    return read_tables(STATE, protocol=protocol, now=NOW, zone=WARSAW)


@pytest.fixture
def study(state: StudyTables) -> Study:
    study = Study.in_memory(state.protocol, now=NOW)
    study.store_tables(state, now=NOW)
    return study


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables that a test may spoil."""
    return Path(shutil.copytree(STATE, tmp_path / "tables"))


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, "the place to spoil is unique"
    path.write_text(text.replace(old, new), encoding="utf-8")


def problems_of(folder: Path, protocol: Protocol) -> list[tuple[str, str]]:
    with pytest.raises(TablesRefused) as refused:
        read_tables(folder, protocol=protocol, now=NOW, zone=WARSAW)
    return [(problem.place, problem.code) for problem in refused.value.problems]


def count(study: Study, kind: VisitKind, state: VisitState) -> int:
    visits = [visit for course in study.courses().values() for visit in course.visits()]
    return sum(visit.key.kind is kind and visit.state is state for visit in visits)


def test_a_study_made_from_tables_has_every_row_of_them(study: Study):
    assert len(study.patients()) == 24
    assert [count(study, VisitKind.INFUSION, state) for state in VisitState] == [33, 153, 1, 5]
    assert [count(study, VisitKind.DRAW, state) for state in VisitState] == [35, 98, 8, 3]
    assert count(study, VisitKind.RATING, VisitState.DONE) == 90
    results = [study.results(*key) for key in draws_of(study)]
    assert sum(map(len, results)) == 60
    assert sum(len(patient.comorbidities) for patient in study.patients().values()) == 22


def draws_of(study: Study) -> list[tuple[str, str]]:
    return [(c.patient, draw.key.code) for c in study.courses().values() for draw in c.draws]


def test_the_audit_trail_of_a_study_from_tables_starts_with_the_import_and_verifies(study: Study):
    verification = study.verify()

    assert verification.is_clean
    assert {str(entry.what) for entry in study.trail()} == {"create_study", "study_from_tables"}
    ratings = [v for c in study.courses().values() for v in c.ratings]
    found = len(study.queries()) + len(study.deviations())
    assert verification.head.count == 1 + 24 + 22 + 192 + 144 + 60 + len(ratings) + found


def test_windows_in_the_tables_are_kept_as_they_are(study: Study):
    draw = study.visit(VisitKey("KET-014", VisitKind.DRAW, "inf1"))

    assert draw.window == Window(date(2026, 2, 21), date(2026, 2, 20), date(2026, 2, 22))


def test_windows_that_are_empty_come_from_the_protocol(study: Study):
    rating = study.visit(VisitKey("KET-001", VisitKind.RATING, "week1"))

    assert rating.window == Window(date(2026, 1, 19), date(2026, 1, 18), date(2026, 1, 20))


def test_a_rating_the_table_lacks_is_planned_for_an_active_patient_only(study: Study):
    assert (
        study.visit(VisitKey("KET-016", VisitKind.RATING, "week2")).status(NOW.date())
        is Status.OVERDUE
    )
    withdrawn = study.patient("KET-009")
    assert withdrawn.state is PatientState.WITHDRAWN
    assert all(rating.state is VisitState.DONE for rating in study.course("KET-009").ratings)


def test_without_a_table_of_ratings_only_those_still_open_are_planned(
    folder: Path, protocol: Protocol
):
    (folder / "ratings.csv").unlink()

    tables = read_tables(folder, protocol=protocol, now=NOW, zone=WARSAW)

    ratings = [rating for course in tables.courses for rating in course.ratings]
    assert ratings
    assert all(rating.window.last >= NOW.date() for rating in ratings)


def test_local_times_keep_their_day_and_clock_in_the_zone_of_their_own_date(study: Study):
    infusion = study.visit(VisitKey("KET-001", VisitKind.INFUSION, "1"))

    assert infusion.done_on == date(2026, 1, 12)
    assert infusion.done_at is not None
    assert infusion.done_at.isoformat() == "2026-01-12T11:50:00+01:00"


def test_a_time_that_the_change_of_the_clock_skips_keeps_its_day():
    skipped = datetime(2026, 3, 29, 2, 30)

    moment = in_zone(skipped, WARSAW)

    assert moment.replace(tzinfo=None) == skipped


def test_a_time_with_an_offset_is_kept_as_it_is_written():
    assert in_zone(datetime.fromisoformat("2026-01-12T23:50:00+03:00"), WARSAW).isoformat() == (
        "2026-01-12T23:50:00+03:00"
    )


def test_what_was_stored_from_tables_is_not_shown_as_done_today(study: Study):
    assert study.agenda(now=NOW).done_today == ()


def test_the_result_of_a_draw_carries_the_tube_of_the_draw(study: Study):
    (stored,) = study.results("KET-002", "baseline")

    draw = study.visit(VisitKey("KET-002", VisitKind.DRAW, "baseline"))
    assert stored.result.accession == getattr(draw, "specimen_id", None) != ""


def test_pre_is_read_as_baseline(folder: Path, protocol: Protocol, state: StudyTables):
    for file in ("draws.csv", "results.csv"):
        text = (folder / file).read_text(encoding="utf-8")
        (folder / file).write_text(text.replace(",baseline,", ",pre,"), encoding="utf-8")

    assert read_tables(folder, protocol=protocol, now=NOW, zone=WARSAW) == state


def test_the_protocol_of_the_folder_goes_before_the_one_handed_in(folder: Path, protocol: Protocol):
    other = read_protocol(
        protocol_as_text(protocol).replace("max_course_days = 28", "max_course_days = 35")
    )
    (folder / "protocol.toml").write_text(protocol_as_text(other), encoding="utf-8")

    assert read_tables(folder, protocol=protocol, now=NOW).protocol == other


def test_tables_that_are_not_read_are_named_if_they_have_rows(folder: Path, protocol: Protocol):
    (folder / "visits.csv").write_text("patient_id,visit\nKET-001,1\n", encoding="utf-8")
    (folder / "labs.csv").write_text("patient_id,lab\n", encoding="utf-8")

    assert read_tables(folder, protocol=protocol, now=NOW).left_out == ("visits.csv",)


def test_an_infusion_missed_and_made_up_has_two_rows(folder: Path, protocol: Protocol):
    change(
        folder,
        "infusions.csv",
        "KET-014,5,2026-03-06,2026-03-06,missed,,,,fever\n",
        "KET-014,5,2026-03-06,2026-03-06,missed,,,,fever\n"
        "KET-014,5,2026-03-06,2026-03-08,given,2026-03-08T09:00,47,93,\n",
    )

    tables = read_tables(folder, protocol=protocol, now=NOW, zone=WARSAW)

    fives = [
        i for c in tables.courses for i in c.infusions if c.patient == "KET-014" and i.number == 5
    ]
    assert [(i.key.attempt, i.state) for i in fives] == [
        (1, VisitState.MISSED),
        (2, VisitState.DONE),
    ]


@pytest.mark.parametrize(
    ("place", "code", "old", "new"),
    [
        ("draws.csv, row 1, window_begins", "unknown_column",
         "window_from,", "window_begins,"),
        ("draws.csv, row 5, window_from", "not_a_date",
         "2026-01-26,2026-01-28,collected,2026-01-27T07:00",
         "26.01.2026,2026-01-28,collected,2026-01-27T07:00"),
        ("draws.csv, row 5, collected_at", "not_a_moment",
         "2026-01-27T07:00", "2026-01-27 7am"),
        ("draws.csv, row 5, collected_at", "in_the_future",
         "2026-01-27T07:00", "2027-01-27T07:00"),
        ("draws.csv, row 5, collected_at", "status_needs",
         "2026-01-27T07:00", ""),
        ("draws.csv, row 5, collected_at", "out_of_range",
         "2026-01-27T07:00", "1026-01-27T07:00"),
        ("draws.csv, row 5, specimen_id", "tube_twice",
         "CU26-0119", "CU26-0101"),
        ("draws.csv, row 5, draw", "not_in_protocol",
         "KET-001,inf5,", "KET-001,inf6,"),
        ("draws.csv, row 5, patient_id", "unknown_patient",
         "KET-001,inf5,", "KET-101,inf5,"),
        ("draws.csv, row 5, target_on", "outside_its_window",
         "KET-001,inf5,2026-01-27", "KET-001,inf5,2026-02-27"),
        ("draws.csv, row 5", "wrong_number_of_cells",
         "CU26-0119,ok,", "CU26-0119,ok"),
        ("draws.csv, row 5, condition", "not_one_of",
         "CU26-0119,ok", "CU26-0119,fine"),
        ("infusions.csv, row 3, number", "row_twice",
         "KET-001,2,2026-01-15", "KET-001,1,2026-01-15"),
        ("infusions.csv, row 3, number", "out_of_range",
         "KET-001,2,2026-01-15", "KET-001,9,2026-01-15"),
        ("infusions.csv, row 3, given_at", "not_after_earlier_infusion",
         "2026-01-15T11:00", "2026-01-12T11:00"),
        ("patients.csv, row 2, patient_id", "unlike_pattern",
         "KET-001,M", "KET-1,M"),
        ("patients.csv, row 2, sex", "not_one_of",
         "KET-001,M", "KET-001,X"),
        ("patients.csv, row 2, birth_year", "out_of_range",
         "KET-001,M,1958", "KET-001,M,58"),
        ("patients.csv, row 2, withdrawn_on", "status_forbids",
         "57.2,completed,,", "57.2,completed,2026-02-01,"),
        ("comorbidities.csv, row 2, comorbidity", "empty_cell",
         "KET-001,migraine", "KET-001,"),
        ("results.csv, row 2, unit", "value_without_unit",
         ",15.45,umol/L", ",15.45,"),
        ("results.csv, row 2, value", "not_a_number",
         ",15.45,umol/L", ',"15,45",umol/L'),
        ("results.csv, row 2, value", "not_a_number",
         ",15.45,umol/L", ",nan,umol/L"),
        ("results.csv, row 2, draw", "result_not_collected",
         "KET-001,inf5,", "KET-003,inf3,"),
        ("results.csv, row 6, status", "two_current_results",
         "KET-001,inf5,", "KET-002,inf5,"),
        ("ratings.csv, row 2, madrs", "out_of_range",
         "KET-001,week0,2026-01-12,34", "KET-001,week0,2026-01-12,72"),
        ("ratings.csv, row 2, madrs", "no_score",
         "KET-001,week0,2026-01-12,34,0", "KET-001,week0,2026-01-12,,"),
        ("ratings.csv, row 2, madrs", "status_forbids",
         "KET-001,week0,2026-01-12,34,0", "KET-001,week0,,34,0"),
    ],
)  # fmt: skip
def test_a_problem_names_file_row_and_column(
    folder: Path, protocol: Protocol, place: str, code: str, old: str, new: str
):
    path = folder / place.partition(",")[0]
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")

    assert (place, code) in problems_of(folder, protocol)


def test_all_problems_are_told_together_and_in_reading_order(folder: Path, protocol: Protocol):
    change(folder, "draws.csv", "CU26-0119,ok", "CU26-0119,fine")
    change(folder, "patients.csv", "KET-001,M,1958", "KET-001,Q,1958")
    (folder / "infusions.csv").unlink()

    assert problems_of(folder, protocol) == [
        ("patients.csv, row 2, sex", "not_one_of"),
        ("infusions.csv", "missing_file"),
        ("draws.csv, row 5, condition", "not_one_of"),
    ]


def test_a_table_in_another_encoding_is_named(folder: Path, protocol: Protocol):
    (folder / "comorbidities.csv").write_bytes(
        "patient_id,comorbidity\nKET-001,ból\n".encode("cp1250")
    )

    assert problems_of(folder, protocol) == [("comorbidities.csv", "not_utf8")]


def test_a_broken_protocol_is_named_with_its_place(folder: Path, protocol: Protocol):
    text = protocol_as_text(protocol).replace("count = 8", "count = 0")
    (folder / "protocol.toml").write_text(text, encoding="utf-8")

    assert ("protocol.toml, infusions.count", "bad_value") in problems_of(folder, protocol)
