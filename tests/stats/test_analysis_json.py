import json
import warnings

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.as_json import as_json
from stats.plan import analyse, analyse_tables
from stats.study_tables import PatientRow, StudyTables, VisitRow
from stats.tables import read_tables
from tests.stats.gold import STUDY_A, study_a_expected

STUDY_A_JSON = json.loads(
    json.dumps(as_json(analyse_tables(read_tables(*STUDY_A))), allow_nan=False)
)


def test_the_planned_comparison_reads_back_at_full_precision():
    expected = study_a_expected()["planned"]["pre__inf5"]
    found = STUDY_A_JSON["primary"][0]

    assert found["id"] == "primary.baseline__inf5"
    assert found["status"] == "ok"
    assert (found["n_patients"], found["n_values"]) == (22, 44)
    assert abs(found["p"] / expected["p_wilcoxon_exact"] - 1) < 1e-12
    assert found["estimate"] == found["hodges_lehmann"]["estimate"] == expected["hl_all"]
    assert found["ci"] == expected["hl_ci95_walsh_all"]
    assert found["family"] == {"name": "planned", "size": 2, "adjustment": "holm"}
    assert found["signed_rank"]["w"] == expected["V_plus"]
    assert found["published"] == {"p": 0.016, "source": "abstract", "test": "not known"}
    assert found["missing"][0] == {
        "patient": "P15",
        "draw": "inf5",
        "reason": "not_recorded",
        "measure": "copper",
        "gaps": [{"measure": "copper", "draw": "inf5", "reason": "not_recorded"}],
    }


def test_every_object_has_the_documented_keys():
    common = {"id", "question", "set", "n_patients", "n_values", "missing", "status", "software"}
    comparison = {"estimate", "ci", "p", "p_adjusted", "family", "method", "notes", "values"}

    for group in ("descriptives", "primary", "pairwise"):
        for entry in STUDY_A_JSON[group]:
            assert common <= set(entry), entry["id"]
    for group in ("primary", "pairwise"):
        for entry in STUDY_A_JSON[group]:
            assert comparison <= set(entry), entry["id"]
    assert [len(STUDY_A_JSON[group]) for group in ("descriptives", "primary", "pairwise")] == [
        18,
        2,
        15,
    ]


SECTIONS = ("correlations", "within_patient", "groups", "response", "sensitivity")


def test_every_object_of_every_section_says_what_it_is_and_how_it_was_found():
    common = {"id", "question", "set", "n_patients", "n_values", "missing", "status", "software"}
    answer = {"estimate", "ci", "p", "p_adjusted", "p_benjamini_hochberg", "family", "method"}

    for group in SECTIONS:
        assert STUDY_A_JSON[group], group
        for entry in STUDY_A_JSON[group]:
            assert common | answer <= set(entry), entry["id"]
            assert entry["status"] == "ok" or entry["reason"], entry["id"]
    for entry in STUDY_A_JSON["missingness"]:
        assert common <= set(entry)


def test_ids_are_unique_and_begin_with_their_group():
    identities = [
        (group, entry["id"])
        for group, entries in STUDY_A_JSON.items()
        if isinstance(entries, list)
        for entry in entries
        if isinstance(entry, dict) and "id" in entry
    ]

    assert len(dict.fromkeys(identities)) == len(identities)
    assert all(identity.startswith(f"{group}.") for group, identity in identities)


def entry_of(group, identity):
    return next(entry for entry in STUDY_A_JSON[group] if entry["id"] == identity)


def test_a_correlation_and_a_group_read_back_at_full_precision():
    expected = study_a_expected()
    rho = entry_of("correlations", "correlations.madrs.baseline__inf5")
    group = entry_of("groups", "groups.comorbidity.diabetes.copper.baseline")
    diabetes = expected["comorbidity"]["diabetes"]["pre"]

    found = expected["change_correlations"]["copper_madrs_pre_inf5"]
    assert abs(rho["estimate"] / found["spearman_rho"] - 1) < 1e-12
    assert rho["spearman"]["null"] == "permutation"
    assert rho["family"] == {
        "name": "correlations_with_madrs",
        "size": 3,
        "adjustment": "holm",
    }
    assert len(rho["values"]) == rho["n_patients"] == 22
    assert set(rho["values"][0]) == {"patient", "copper", "score"}
    assert abs(group["p"] / diabetes["p_exact"] - 1) < 1e-12
    assert group["estimate"] == diabetes["hl_median_pairwise"]
    assert group["ancova"] is None
    assert [len(group[side]["values"]) for side in ("first", "second")] == [5, 19]
    assert group["family"]["name"] == "comorbidities_at_draw"


def test_response_sensitivity_and_missing_values_read_back():
    expected = study_a_expected()["response"]
    share = entry_of("response", "response.response")
    pratt = entry_of("sensitivity", "sensitivity.baseline__inf5.pratt")
    equivalence = entry_of("sensitivity", "sensitivity.baseline__inf5.equivalence")
    inf5 = entry_of("missingness", "missingness.copper.inf5")

    assert share["proportion"]["count"] == expected["responders"]
    assert len(share["courses"]) == share["n_patients"] == expected["n_evaluable"]
    planned = study_a_expected()["planned"]["pre__inf5"]
    assert abs(pratt["p"] / planned["p_pratt_exact"] - 1) < 1e-12
    assert (equivalence["status"], equivalence["reason"]) == ("not estimable", "no_margin")
    assert equivalence["ci"] is not None
    assert (inf5["n_patients"], len(inf5["missing"])) == (22, 2)


def test_what_cannot_be_computed_says_so_and_is_never_nan():
    patients = pd.DataFrame({"patient_id": ["P1", "P2"]})
    visits = pd.DataFrame(
        {
            "patient_id": ["P1", "P2", "P1", "P2"],
            "visit": ["baseline", "baseline", "inf5", "inf5"],
            "copper": [100.0, None, 95.0, None],
        }
    )

    found = json.loads(json.dumps(as_json(analyse(patients, visits)), allow_nan=False))

    first, second = found["primary"]
    assert (first["status"], first["reason"]) == ("not estimable", "too_few_pairs")
    assert first["p"] is first["ci"] is first["p_adjusted"] is None
    assert first["paired_t"] == {"status": "not estimable", "reason": "too_few_pairs", "n": 1}
    assert (second["reason"], second["draw"]) == ("no_such_draw", "post")
    madrs = next(
        entry for entry in found["descriptives"] if entry["id"].startswith("descriptives.madrs")
    )
    assert madrs["status"] == "not estimable"


COPPER = st.none() | st.sampled_from([100.0, 100.1]) | st.floats(1e-12, 1e6)
FLAG = st.booleans()


@given(
    st.integers(0, 6).flatmap(
        lambda n: st.lists(st.tuples(COPPER, COPPER, COPPER, FLAG), max_size=n)
    )
)
@settings(max_examples=150, deadline=None)
def test_no_table_gives_a_warning_or_a_nan(rows):
    patients = tuple(PatientRow(f"P{place}") for place in range(len(rows)))
    visits = {
        (f"P{place}", draw): VisitRow(copper, below_loq=is_marked, out_of_window=is_marked)
        for place, (*values, is_marked) in enumerate(rows)
        for draw, copper in zip(("baseline", "inf5", "post"), values, strict=True)
    }

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = analyse_tables(StudyTables(patients, visits))

    json.dumps(as_json(result), allow_nan=False)
    for outcome in result.primary:
        assert outcome.n_patients == len(rows)
