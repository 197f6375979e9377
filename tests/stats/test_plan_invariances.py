"""What the plan's answers must not depend on, and what they say of data that answer nothing."""

import json
import random
import warnings
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.as_json import as_json
from stats.group_outcome import GroupingKind
from stats.outcome import NotEstimable, Reason
from stats.plan import analyse_tables
from stats.presence import Measure, MissingReason
from stats.response_outcome import Variant
from stats.settings import AnalysisSettings, Unit
from stats.study_tables import PatientRow, StudyTables, VisitRow
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

TABLES = read_tables(*STUDY_A)
RESULT = analyse_tables(TABLES)
DRAWS = ("baseline", "inf1", "inf3", "inf5", "inf7", "post")


def altered(change, tables=TABLES):
    return replace(tables, visits={key: change(key, visit) for key, visit in tables.visits.items()})


def pairs_of(result):
    return (*result.primary, *result.pairwise)


def numbers_of(result):
    """Every number of sections 3 to 7 that does not name a patient, as one list of text."""
    document = as_json(result)
    kept = {
        key: document[key]
        for key in ("correlations", "within_patient", "groups", "response", "sensitivity")
    }

    def without_patients(part):
        if isinstance(part, dict):
            return {
                key: without_patients(value)
                for key, value in part.items()
                if key not in ("values", "missing", "courses")
            }
        return [without_patients(one) for one in part] if isinstance(part, list) else part

    return without_patients(kept)


@given(st.integers(0, 2**32))
@settings(max_examples=5, deadline=None)
def test_names_of_patients_and_order_of_rows_change_no_number(seed):
    codes = [row.patient for row in TABLES.patients]
    shuffled = random.Random(seed).sample(codes, len(codes))
    new = dict(zip(codes, shuffled, strict=True))
    renamed = StudyTables(
        tuple(
            sorted(
                (replace(row, patient=new[row.patient]) for row in TABLES.patients),
                key=lambda row: row.patient,
            )
        ),
        {(new[patient], draw): visit for (patient, draw), visit in TABLES.visits.items()},
        TABLES.comorbidity_columns,
    )

    before, after = numbers_of(RESULT), numbers_of(analyse_tables(renamed))

    assert json.dumps(after["correlations"]) == json.dumps(before["correlations"])
    assert_close(after, before)


def assert_close(found, expected):
    """The same but for the last digits."""
    if isinstance(expected, dict):
        assert set(found) == set(expected)
        for key in expected:
            assert_close(found[key], expected[key])
    elif isinstance(expected, list):
        assert len(found) == len(expected)
        for one, other in zip(found, expected, strict=True):
            assert_close(one, other)
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, rel=1e-9, abs=1e-12)
    else:
        assert found == expected


def test_the_unit_scales_differences_and_changes_no_p():
    molar = analyse_tables(TABLES, AnalysisSettings(unit=Unit.UMOL_L))
    factor = Unit.UMOL_L.per_ug_dl

    for before, after in zip(RESULT.correlations, molar.correlations, strict=True):
        assert after.copper_change.mean == pytest.approx(before.copper_change.mean * factor)
        in_amounts = {"points": (), "copper_change": None}
        assert replace(after, **in_amounts) == replace(before, **in_amounts)
        assert after.points[0].copper == pytest.approx(before.points[0].copper * factor)
    for before, after in zip(RESULT.within_patient, molar.within_patient, strict=True):
        assert after.correlation.r == before.correlation.r
        assert after.correlation.slope == pytest.approx(before.correlation.slope / factor)
    for before, after in zip(RESULT.groups.two, molar.groups.two, strict=True):
        assert after.mann_whitney == before.mann_whitney
        if before.failure is None:
            assert after.welch.p == before.welch.p
            assert after.hodges_lehmann.low == pytest.approx(before.hodges_lehmann.low * factor)
            assert after.first.description.mean == pytest.approx(
                before.first.description.mean * factor
            )
        if before.quantity.is_change and before.failure is None:
            assert after.ancova.p == before.ancova.p
            assert after.ancova.difference.value == pytest.approx(
                before.ancova.difference.value * factor
            )
    for before, after in zip(RESULT.sensitivity, molar.sensitivity, strict=True):
        for row, scaled in zip(before.rows, after.rows, strict=True):
            by = 1.0 if row.variant is Variant.LOG_COPPER else factor
            assert scaled.p == row.p
            assert scaled.estimate.value == pytest.approx(row.estimate.value * by)
        assert after.detectable.value == pytest.approx(before.detectable.value * factor)
        assert after.equivalence.smallest_margin == pytest.approx(
            before.equivalence.smallest_margin * factor
        )


@given(st.integers(-600, 5000).map(lambda tenths: tenths / 10))
@settings(max_examples=8, deadline=None)
def test_a_constant_added_to_all_copper_changes_no_difference(constant):
    moved = analyse_tables(
        altered(lambda _, visit: replace(visit, copper=visit.copper and visit.copper + constant))
    )

    for before, after in zip(pairs_of(RESULT), pairs_of(moved), strict=True):
        assert after.signed_rank == before.signed_rank
        assert after.hodges_lehmann == before.hodges_lehmann
        assert after.mean_change.value == pytest.approx(before.mean_change.value, abs=1e-9)
        assert after.paired_t.p == pytest.approx(before.paired_t.p, rel=1e-9)
    for before, after in zip(RESULT.correlations, moved.correlations, strict=True):
        assert after.spearman == before.spearman
        assert after.kendall == before.kendall
    for before, after in zip(RESULT.within_patient, moved.within_patient, strict=True):
        assert after.correlation.r == pytest.approx(before.correlation.r, rel=1e-9)
    for before, after in zip(RESULT.groups.two, moved.groups.two, strict=True):
        assert after.mann_whitney == before.mann_whitney
        if before.failure is None:
            assert after.hodges_lehmann.value == pytest.approx(before.hodges_lehmann.value)
    for before, after in zip(RESULT.sensitivity, moved.sensitivity, strict=True):
        for row, other in zip(before.rows, after.rows, strict=True):
            if row.variant is not Variant.LOG_COPPER:
                assert other.p == pytest.approx(row.p, rel=1e-9)


def test_mirrored_copper_turns_the_estimates_only():
    mirrored = analyse_tables(
        altered(lambda _, visit: replace(visit, copper=visit.copper and 1000.0 - visit.copper))
    )

    for before, after in zip(pairs_of(RESULT), pairs_of(mirrored), strict=True):
        assert after.signed_rank.p == before.signed_rank.p
        assert after.signed_rank.rank_biserial == -before.signed_rank.rank_biserial
        assert after.hodges_lehmann.value == pytest.approx(-before.hodges_lehmann.value)
        assert after.hodges_lehmann.low == pytest.approx(-before.hodges_lehmann.high)
        assert after.paired_t.t == pytest.approx(-before.paired_t.t)
        assert after.cohen_dz.value == pytest.approx(-before.cohen_dz.value)
    for before, after in zip(RESULT.correlations, mirrored.correlations, strict=True):
        assert after.spearman.p == before.spearman.p
        assert after.spearman.rho == pytest.approx(-before.spearman.rho)
        assert after.pearson.p == pytest.approx(before.pearson.p)
    for before, after in zip(RESULT.groups.two, mirrored.groups.two, strict=True):
        if before.failure is None:
            assert after.mann_whitney.p == pytest.approx(before.mann_whitney.p, rel=1e-12)
            assert after.hodges_lehmann.value == pytest.approx(-before.hodges_lehmann.value)
            assert after.welch.t == pytest.approx(-before.welch.t)
    before, after = RESULT.response.auc, mirrored.response.auc
    assert after.value == pytest.approx(1.0 - before.value)


def test_the_seed_is_written_and_decides_the_permutations_alone():
    other = analyse_tables(TABLES, AnalysisSettings(seed=7))

    assert as_json(other)["settings"]["seed"] == 7
    assert other.correlations[0].spearman.p != RESULT.correlations[0].spearman.p
    assert other.correlations[0].spearman.rho == RESULT.correlations[0].spearman.rho
    assert other.groups == RESULT.groups


def small(n, copper, *, madrs=None, ymrs=None, has=(), columns=(), diagnosis="MDD"):
    """n patients at six draws; `copper(place, draw)` and the scores likewise."""
    rows = tuple(
        PatientRow(
            f"P{place}",
            "F",
            40.0,
            diagnosis,
            frozenset(name for name, who in has if place in who),
        )
        for place in range(n)
    )
    visits = {
        (f"P{place}", draw): VisitRow(
            copper(place, number),
            madrs(place, number) if madrs else None,
            ymrs(place, number) if ymrs else None,
        )
        for place in range(n)
        for number, draw in enumerate(DRAWS)
    }
    return StudyTables(rows, visits, tuple(columns))


def analysed(tables, settings=None):
    """The plan with every warning an error; every number finite, every object with its keys."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = analyse_tables(tables, settings)
        document = as_json(result)
    json.dumps(document, allow_nan=False)
    assert_says_what_it_is(document)
    assert all(abs(number) < float("inf") for number in floats_in(result))
    return result


EVERY_OBJECT = {"id", "question", "set", "n_patients", "n_values", "missing", "status", "software"}
EVERY_ANSWER = {"estimate", "ci", "p", "p_adjusted", "p_benjamini_hochberg", "family", "method"}
NO_ANSWER = ("descriptives", "missingness")
"""Groups of counts and descriptions."""


def assert_says_what_it_is(document):
    """Every object of every section: its set, n, who is missing and why, method, or a reason."""
    groups = {name: part for name, part in document.items() if name.islower() and part}
    for name, entries in groups.items():
        if not isinstance(entries, list) or not isinstance(entries[0], dict):
            continue
        if name == "unscheduled":
            continue
        for entry in entries:
            known = EVERY_OBJECT if name in NO_ANSWER else EVERY_OBJECT | EVERY_ANSWER
            assert known <= set(entry), entry["id"]
            assert entry["status"] == "ok" or entry["reason"], entry["id"]
            assert all(one["reason"] for one in entry["missing"]), entry["id"]
            counted = entry["n_patients"] + len(entry["missing"])
            assert counted == len(document["patients"]), entry["id"]
            if name not in NO_ANSWER:
                assert entry["method"], entry["id"]
                assert entry["status"] == "ok" or entry["p"] is None, entry["id"]


def floats_in(record):
    if is_dataclass(record):
        for field in fields(record):
            yield from floats_in(getattr(record, field.name))
    elif isinstance(record, tuple):
        for part in record:
            yield from floats_in(part)
    elif isinstance(record, float):
        yield record


def test_constant_copper_is_refused_everywhere_with_a_reason():
    result = analysed(
        small(
            8,
            lambda *_: 99.0,
            madrs=lambda place, number: 30.0 - place - number,
            has=[("obesity", {0, 1, 2, 3})],
        )
    )

    assert {one.failure.reason for one in result.correlations} == {
        Reason.NO_VARIATION,
        Reason.TOO_FEW_FOR_CORRELATION,  # no YMRS at all
    }
    assert result.within_patient[0].correlation == NotEstimable(Reason.NO_VARIATION, 8)
    obesity = result.groups.two[0]
    assert obesity.failure == NotEstimable(Reason.NO_VARIATION, 8)
    assert obesity.adjusted == obesity.failure
    assert result.sensitivity[0].rows[0].p == NotEstimable(Reason.ALL_CHANGES_ZERO, 8)
    assert result.sensitivity[0].detectable == NotEstimable(Reason.NO_VARIATION, 8)


def test_a_whole_study_says_of_every_result_who_is_in_it_and_who_is_not():
    assert analysed(TABLES) == RESULT


def test_one_patient_is_refused_everywhere_with_a_reason():
    result = analysed(
        small(
            1,
            lambda _, number: 100.0 - number,
            madrs=lambda _, number: 30.0 - 4 * number,
            ymrs=lambda _, number: float(number),
        )
    )

    assert {one.failure for one in result.correlations} == {
        NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, 1)
    }
    assert result.response.response.count == 1
    assert result.response.copper_change.failure == NotEstimable(Reason.EVERYBODY_IN_GROUP)
    assert result.sensitivity[0].rows[0].p == NotEstimable(Reason.TOO_FEW_PAIRS, 1)


def test_no_patients_at_all_are_refused_with_a_reason():
    result = analysed(StudyTables((), {}))

    assert result.response.response == NotEstimable(Reason.NO_VALUES)
    assert result.groups.two[0].failure.reason is Reason.NO_SUCH_DRAW
    assert {one.failure.reason for one in result.correlations} == {Reason.NO_SUCH_DRAW}


def test_a_wholly_missing_visit_leaves_everyone_missing_there():
    result = analysed(
        altered(lambda key, visit: replace(visit, copper=None) if key[1] == "inf5" else visit)
    )

    assert result.correlations[0].failure == NotEstimable(Reason.TOO_FEW_FOR_CORRELATION, 0)
    assert len(result.correlations[0].missing) == 24
    at_inf5 = [one for one in result.groups.two if one.quantity.at == "inf5"]
    assert {one.failure.reason for one in at_inf5} == {Reason.GROUP_TOO_SMALL}
    assert dict(result.missingness.n_by_draw)["inf5"] == 0
    assert result.missingness.completers[0].failure == NotEstimable(Reason.NOBODY_IN_GROUP)


@pytest.mark.parametrize(
    ("who", "reason"),
    [(set(), Reason.NOBODY_IN_GROUP), (set(range(8)), Reason.EVERYBODY_IN_GROUP)],
)
def test_a_comorbidity_that_divides_nobody_is_refused_but_its_dots_are_there(who, reason):
    result = analysed(
        small(
            8,
            lambda place, number: 100.0 + place - number * place / 7,
            has=[("diabetes", who)],
            columns=("diabetes",),
        )
    )
    first = result.groups.two[0]

    assert first.grouping.name == "diabetes"
    assert first.failure == NotEstimable(reason)
    assert first.n == 8
    assert {first.first.n, first.second.n} == {0, 8}


def test_a_diagnosis_that_is_neither_is_missing_with_its_reason():
    result = analysed(small(8, lambda place, _: 100.0 + place, diagnosis="other"))
    one = next(o for o in result.groups.two if o.grouping.kind is GroupingKind.DIAGNOSIS)

    assert {missing.reason for missing in one.missing} == {MissingReason.GROUP_NOT_KNOWN}
    assert one.n == 0


def test_perfectly_parallel_changes_have_a_rho_but_no_interval():
    result = analysed(
        small(
            8,
            lambda place, number: 100.0 + number * place,
            madrs=lambda place, number: 10.0 + number * place,
        )
    )
    one = result.correlations[0]

    assert one.spearman.rho == 1.0
    assert one.spearman.interval == NotEstimable(Reason.PERFECT_RELATION, 8)
    assert one.bayes_factor == NotEstimable(Reason.PERFECT_RELATION, 8)


def test_a_baseline_madrs_of_0_is_no_response_and_has_no_percentage():
    result = analysed(small(4, lambda place, _: 100.0 + place, madrs=lambda *_: 0.0))

    assert result.response.response.count == 0
    assert result.response.remission.count == 4
    assert {course.change_percent for course in result.response.courses} == {None}


CELL = st.none() | st.sampled_from([100.0, 100.1]) | st.floats(1e-12, 1e6)
SCORE = st.none() | st.integers(0, 60).map(float)
ROW = st.tuples(
    st.lists(CELL, min_size=3, max_size=3),
    st.lists(SCORE, min_size=3, max_size=3),
    st.booleans(),
    st.sampled_from(["MDD", "BD", ""]),
    st.sampled_from(["F", "M", ""]),
)


@given(st.lists(ROW, max_size=11))
@settings(max_examples=60, deadline=None)
def test_no_table_gives_a_warning_a_nan_or_a_result_without_its_set(rows):
    patients = tuple(
        PatientRow(f"P{place:02}", sex, None, diagnosis, frozenset({"x"} if has else ()))
        for place, (_, _, has, diagnosis, sex) in enumerate(rows)
    )
    visits = {
        (f"P{place:02}", draw): VisitRow(
            copper, score, score, out_of_window=has, above_uloq=has and number == 1
        )
        for place, (coppers, scores, has, _, _) in enumerate(rows)
        for number, (draw, copper, score) in enumerate(
            zip(("baseline", "inf5", "post"), coppers, scores, strict=True)
        )
    }

    result = analysed(StudyTables(patients, visits))

    for one in result.correlations:
        assert one.n + len(one.missing) == len(rows)
    for found in result.sensitivity:
        for row in found.rows:
            assert row.n + len(row.missing) == len(rows)
    assert {one.measure for one in result.within_patient} == {Measure.MADRS, Measure.YMRS}
