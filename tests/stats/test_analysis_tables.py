import io

import pandas as pd
import pytest

from stats.presence import MissingReason
from stats.settings import Unit
from stats.study_tables import InputProblem, PatientRow, ProblemCode, TableProblems, VisitRow
from stats.tables import from_frames, read_tables

PATIENTS = "patient_id,sex,age,diagnosis,hypertension\nP1,F,45,MDD,1\nP2,M,,BD,0\n"
HEADER = "patient_id,visit,visit_no,copper,madrs,ymrs\n"


def tables_of(visits, patients=PATIENTS, **options):
    return read_tables(io.StringIO(patients), io.StringIO(visits), **options)


def problems_of(visits, patients=PATIENTS):
    with pytest.raises(TableProblems) as refused:
        tables_of(visits, patients)
    return refused.value.problems


def test_tables_are_read_with_pre_as_baseline():
    tables = tables_of(HEADER + "P1,pre,0,101.5,31,2\nP1,inf5,3,,,\n")

    assert tables.patients == (
        PatientRow("P1", "F", 45.0, "MDD", frozenset({"hypertension"})),
        PatientRow("P2", "M", None, "BD", frozenset()),
    )
    assert tables.visits == {
        ("P1", "baseline"): VisitRow(101.5, 31.0, 2.0),
        ("P1", "inf5"): VisitRow(),
    }


def test_draws_follow_the_course_not_the_rows():
    lines = [f"P1,{draw},,100,," for draw in ("post", "inf11", "extra1", "inf3", "baseline")]

    assert tables_of(HEADER + "\n".join(lines)).draws == ("baseline", "inf3", "inf11", "post")


def test_copper_in_micromoles_becomes_micrograms():
    tables = tables_of(HEADER + "P1,pre,0,16,,\n", copper_unit=Unit.UMOL_L)

    assert tables.visits["P1", "baseline"].copper == pytest.approx(101.6736)


def test_all_problems_are_shown_together_with_row_and_column():
    visits = HEADER + (
        "P1,pre,0,abc,31,2\n"
        "P1,baseline,0,100,31,2\n"
        "P9,inf5,3,-4,61,2\n"
        "P2,week1,3,inf,-1,nan\n"
        '\nP2,inf3,"2","1,234",5,5\n'
        "P2,inf5,4,100\n"
    )
    patients = PATIENTS + "P2,X,200,MDD,yes\n"

    assert set(problems_of(visits, patients)) == {
        InputProblem("patients", 4, "patient_id", ProblemCode.DUPLICATE_PATIENT, "P2"),
        InputProblem("patients", 4, "sex", ProblemCode.NOT_F_OR_M, "X"),
        InputProblem("patients", 4, "age", ProblemCode.OUT_OF_RANGE, "200"),
        InputProblem("patients", 4, "hypertension", ProblemCode.NOT_YES_OR_NO, "yes"),
        InputProblem("visits", 2, "copper", ProblemCode.NOT_A_NUMBER, "abc"),
        InputProblem("visits", 3, "visit", ProblemCode.DUPLICATE_VISIT, "P1 baseline"),
        InputProblem("visits", 4, "patient_id", ProblemCode.UNKNOWN_PATIENT, "P9"),
        InputProblem("visits", 4, "copper", ProblemCode.NOT_POSITIVE, "-4"),
        InputProblem("visits", 4, "madrs", ProblemCode.OUT_OF_RANGE, "61"),
        InputProblem("visits", 5, "visit", ProblemCode.UNKNOWN_VISIT, "week1"),
        InputProblem("visits", 5, "copper", ProblemCode.NOT_A_NUMBER, "inf"),
        InputProblem("visits", 5, "madrs", ProblemCode.OUT_OF_RANGE, "-1"),
        InputProblem("visits", 5, "ymrs", ProblemCode.NOT_A_NUMBER, "nan"),
        InputProblem("visits", 7, "copper", ProblemCode.NOT_A_NUMBER, "1,234"),
        InputProblem("visits", 8, "", ProblemCode.WRONG_NUMBER_OF_CELLS, "4"),
    }


@pytest.mark.parametrize("cell", ["１００", "1_000", "0x10", "1e9999", "1.2.3", "--5", "٣"])
def test_only_plain_numbers_are_numbers(cell):
    assert problems_of(HEADER + f"P1,pre,0,{cell},,\n") == (
        InputProblem("visits", 2, "copper", ProblemCode.NOT_A_NUMBER, cell),
    )


def test_unknown_missing_and_double_columns_are_named():
    assert problems_of("patient_id,visit,ymrs,ymrs,colour\n") == (
        InputProblem("visits", 1, "colour", ProblemCode.UNKNOWN_COLUMN),
        InputProblem("visits", 1, "copper", ProblemCode.MISSING_COLUMN),
        InputProblem("visits", 1, "ymrs", ProblemCode.DOUBLE_COLUMN),
    )


def test_one_draw_with_two_visit_numbers_is_a_contradiction():
    assert problems_of(HEADER + "P1,inf5,3,100,,\nP2,inf5,4,100,,\n") == (
        InputProblem("visits", 3, "visit_no", ProblemCode.CONTRADICTION, "4"),
    )


def test_an_empty_file_and_a_file_that_is_no_text_are_refused(tmp_path):
    binary = tmp_path / "visits.csv"
    binary.write_bytes(b"\xff\xfe\x00P")
    empty = tmp_path / "patients.csv"
    empty.touch()

    with pytest.raises(TableProblems) as refused:
        read_tables(empty, binary)

    assert [(p.table, p.code) for p in refused.value.problems] == [
        ("patients", ProblemCode.NO_HEADER),
        ("visits", ProblemCode.UNREADABLE),
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    for name, text in (("p.csv", PATIENTS), ("v.csv", HEADER + "P1,pre,0,100,,\n")):
        (tmp_path / name).write_text(text, encoding="utf-8-sig")

    assert len(read_tables(tmp_path / "p.csv", tmp_path / "v.csv").visits) == 1


def test_frames_may_hold_every_kind_of_nothing():
    patients = pd.DataFrame({"patient_id": ["P1", "P2", "P3"], "age": pd.array([40, None, 50])})
    visits = pd.DataFrame(
        {
            "patient_id": ["P1", "P2", "P3"],
            "visit": ["baseline"] * 3,
            "copper": pd.Series([100.0, None, float("nan")], dtype=object),
            "madrs": pd.array([30, None, 12], dtype="Int64"),
            "below_loq": pd.array([True, None, False], dtype="boolean"),
            "missing_reason": [None, "overdue", float("nan")],
            "anything_else": [1, 2, 3],
        }
    )

    found = from_frames(patients, visits).visits

    assert found["P1", "baseline"] == VisitRow(100.0, 30.0, below_loq=True)
    assert found["P2", "baseline"] == VisitRow(missing_reason=MissingReason.OVERDUE)
    assert found["P3", "baseline"] == VisitRow(madrs=12.0)


@pytest.mark.parametrize("copper", [float("inf"), "high", True, 0.0])
def test_frames_refuse_what_is_no_amount_of_copper(copper):
    patients = pd.DataFrame({"patient_id": ["P1"]})
    visits = pd.DataFrame({"patient_id": ["P1"], "visit": ["post"], "copper": [copper]})

    with pytest.raises(TableProblems) as refused:
        from_frames(patients, visits)

    assert [(p.row, p.column) for p in refused.value.problems] == [(2, "copper")]


def test_a_limit_that_is_not_given_is_a_contradiction():
    patients = pd.DataFrame({"patient_id": ["P1"]})
    visits = pd.DataFrame(
        {"patient_id": ["P1"], "visit": ["post"], "copper": [None], "below_loq": [True]}
    )

    with pytest.raises(TableProblems) as refused:
        from_frames(patients, visits)

    assert refused.value.problems[0].code is ProblemCode.CONTRADICTION
