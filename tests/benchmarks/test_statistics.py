"""How long the statistics take, as ratios to a yardstick in the same run."""

import sys
import warnings
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from scipy import optimize, stats

from stats.covariance import unstructured
from stats.mixed import _sample_covariance, fit_means
from stats.observations import observed
from stats.plan import analyse, analyse_tables
from stats.repeated import RepeatedAnova, repeated_anova
from stats.restricted_likelihood import NotFitted, likelihood_at
from stats.sections.change_correlations import change_correlations, within_patient
from stats.sections.comparisons import comparisons
from stats.sections.descriptives import descriptives
from stats.sections.groups import groups
from stats.sections.omnibus import interactions, omnibus
from stats.sections.sensitivity import sensitivity
from stats.settings import AnalysisSettings
from stats.signed_rank import signed_rank
from stats.tables import from_frames
from stats.two_samples import mann_whitney
from tests.stats.gold import STUDY_A

DRAWS = 6


def told(line: str) -> None:
    """Shown with `-s`: the figures of the README."""
    sys.stdout.write(line + "\n")


def made_up(patients: int, seed: int = 1, missing: float = 0.06) -> np.ndarray:
    """Made-up copper: patients differ, draws vary, some are missing."""
    random = np.random.default_rng(seed)
    values = random.normal(105, 18, (patients, 1)) + random.normal(0, 5, (patients, DRAWS))
    values[random.random(values.shape) < missing] = np.nan
    return np.round(values, 1)


def seconds(work, rounds: int = 5) -> float:
    """The fastest of a few rounds."""
    found = []
    for _round in range(rounds):
        started = perf_counter()
        work()
        found.append(perf_counter() - started)
    return min(found)


def fit_by_numeric_gradients(values: np.ndarray) -> float:
    """The same likelihood maximised without derivatives; answers the deviance."""
    covariance = unstructured(DRAWS)
    exact = fit_means(values, covariance)
    rows, columns = np.tril_indices(DRAWS)

    def theta_of(factors: np.ndarray) -> np.ndarray:
        lower = np.zeros((DRAWS, DRAWS))
        lower[rows, columns] = factors
        full = lower @ lower.T
        return full[np.triu_indices(DRAWS)]

    def deviance(factors: np.ndarray) -> float:
        try:
            return likelihood_at(exact.patterns, covariance, theta_of(factors)).deviance
        except NotFitted:
            return 1e9

    start = np.linalg.cholesky(_sample_covariance(values))[rows, columns]
    found = optimize.minimize(deviance, start, method="BFGS", options={"gtol": 1e-3})
    return float(found.fun)


def test_an_exact_mann_whitney_with_ties_for_100_patients(benchmark: BenchmarkFixture):
    random = np.random.default_rng(5)

    def unseen() -> tuple[tuple[np.ndarray, np.ndarray], dict[str, object]]:
        values = np.round(random.normal(100.0, 15.0, 100), 0)  # other ties, another distribution
        return (values[:50], values[50:]), {}

    benchmark.pedantic(mann_whitney, setup=unseen, rounds=10)

    took = benchmark.stats.stats.min
    told(f"exact Mann-Whitney, n = 2 × 50 with ties: {took * 1000:.1f} ms")
    assert took < 0.05


def test_the_mmrm_takes_less_than_a_third_of_a_fit_with_numeric_gradients(
    benchmark: BenchmarkFixture,
):
    values = made_up(30)

    fitted = benchmark.pedantic(fit_means, (values, unstructured(DRAWS)), rounds=9)

    started = perf_counter()
    reached = fit_by_numeric_gradients(values)
    slow = perf_counter() - started
    quick = seconds(lambda: fit_means(values, unstructured(DRAWS)))
    told(f"\nMMRM, 30 × 6: {quick:.3f} s, {quick / slow:.3f} × numeric gradients ({slow:.2f} s)")
    assert fitted.likelihood.deviance <= reached + 0.01
    assert quick < 0.3 * slow


def test_the_anova_of_a_thousand_patients_is_a_thousand_times_faster_than_statsmodels(
    benchmark: BenchmarkFixture,
):
    from statsmodels.stats.anova import AnovaRM

    values = made_up(1000, missing=0.0)
    long = pd.DataFrame(
        {
            "patient": np.repeat(np.arange(len(values)), DRAWS),
            "draw": np.tile(np.arange(DRAWS), len(values)),
            "copper": values.ravel(),
        }
    )

    found = benchmark.pedantic(repeated_anova, (values,), rounds=9)

    started = perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of statsmodels, about its own dependencies
        expected = AnovaRM(long, "copper", "patient", within=["draw"]).fit().anova_table
    slow = perf_counter() - started
    quick = seconds(lambda: repeated_anova(values))
    told(f"\nrm-ANOVA, 1 000 × 6: {quick * 1000:.2f} ms, AnovaRM {slow / quick:.0f} × as long")
    assert isinstance(found, RepeatedAnova)
    assert found.f == pytest.approx(float(expected["F Value"].iloc[0]), rel=1e-6)
    assert slow >= 1000 * quick


def test_an_exact_signed_rank_p_with_ties_for_200_patients(benchmark: BenchmarkFixture):
    changes = np.round(np.random.default_rng(3).normal(1, 5, 200), 0)

    benchmark.pedantic(signed_rank, ([float(change) for change in changes],), rounds=9)

    quick = seconds(lambda: signed_rank([float(change) for change in changes]))
    told(f"\nexact signed rank, n = 200 with ties: {quick * 1000:.1f} ms")
    assert quick < 0.030


def scipys_run(wide: np.ndarray) -> None:
    """One Friedman test and fifteen Wilcoxon tests of scipy, without anything beside."""
    stats.friedmanchisquare(*wide[~np.isnan(wide).any(axis=1)].T)
    for early in range(DRAWS):
        for late in range(early + 1, DRAWS):
            change = wide[:, late] - wide[:, early]
            stats.wilcoxon(change[~np.isnan(change)])


def test_the_whole_plan_takes_at_most_ten_runs_of_scipy(benchmark: BenchmarkFixture):
    patients, visits = (pd.read_csv(path) for path in STUDY_A)
    wide = visits.pivot_table(index="patient_id", columns="visit", values="copper").to_numpy()

    benchmark.pedantic(analyse, (patients, visits), rounds=5)

    ours = theirs = float("inf")
    for _round in range(25):  # in turn, so that both meet the machine as it is
        ours = min(ours, seconds(lambda: analyse(patients, visits), rounds=1))
        theirs = min(theirs, seconds(lambda: scipys_run(wide), rounds=1))
    told(
        f"\nthe whole plan: {ours * 1000:.0f} ms, {ours / theirs:.1f} × scipy's run of 16 tests "
        f"({theirs * 1000:.1f} ms)"
    )
    assert ours <= 10 * theirs


def test_what_each_section_of_the_plan_takes(benchmark: BenchmarkFixture):
    patients, visits = (pd.read_csv(path) for path in STUDY_A)
    wide = visits.pivot_table(index="patient_id", columns="visit", values="copper").to_numpy()
    tables, settings = from_frames(patients, visits), AnalysisSettings()
    found = observed(tables, settings)
    primary, _pairs = comparisons(found)
    sections = {
        "scipy's run": lambda: scipys_run(wide),
        "reading the frames": lambda: from_frames(patients, visits),
        "descriptives": lambda: tuple(descriptives(found)),
        "pairs of draws": lambda: comparisons(found),
        "all draws": lambda: omnibus(found),
        "symptoms": lambda: (change_correlations(found), within_patient(found)),
        "groups": lambda: groups(found),
        "visit × group": lambda: interactions(found),
        "other ways": lambda: sensitivity(found, primary),
    }
    benchmark.pedantic(analyse_tables, (tables, settings), rounds=5)

    fastest = dict.fromkeys(sections, float("inf"))
    for _round in range(15):
        for name, work in sections.items():
            fastest[name] = min(fastest[name], seconds(work, rounds=1))

    yardstick = fastest["scipy's run"]
    for name, took in fastest.items():
        told(f"{name:20} {took * 1000:6.1f} ms {took / yardstick:5.2f} ×")
    assert max(fastest.values()) < 10 * yardstick


def test_a_cold_process_runs_the_plan_and_draws_each_kind_of_figure(
    tmp_path: Path, benchmark: BenchmarkFixture
):
    from tests.benchmarks import cold_plan

    tables = made_up_tables(tmp_path, patients=30)
    took = benchmark.pedantic(cold_plan.run, (*tables, tmp_path / "figures"), rounds=1)
    told(f"\n{took}")
    assert took.figures >= 11
    # A busy machine tells by its processor, a quiet one by the clock.
    assert min(took.whole, took.processor) <= 2.5


def made_up_tables(folder: Path, patients: int) -> tuple[Path, Path]:
    """Made-up plain tables of `patients` with scores that fall, and two comorbidities."""
    random = np.random.default_rng(4)
    copper = made_up(patients)
    draws = ("baseline", "inf1", "inf3", "inf5", "inf7", "post")
    people = [
        f"P{k:02},{'FM'[k % 2]},{30 + k},{('MDD', 'BD')[k % 3 == 0]},{int(k % 2)},{int(k % 5 == 0)}"
        for k in range(patients)
    ]
    visits = [
        f"P{k:02},{draw},{n},{'' if np.isnan(copper[k, n]) else copper[k, n]},"
        f"{int(30 - 3 * n + random.integers(-3, 4))},{int(random.integers(0, 6))}"
        for k in range(patients)
        for n, draw in enumerate(draws)
    ]
    paths = folder / "patients.csv", folder / "visits.csv"
    heads = (
        "patient_id,sex,age,diagnosis,hypertension,asthma",
        "patient_id,visit,visit_no,copper,madrs,ymrs",
    )
    for path, head, rows in zip(paths, heads, (people, visits), strict=True):
        path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    return paths
