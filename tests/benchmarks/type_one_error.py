"""How often the leading test of all draws finds a difference where there is none.

    python -m tests.benchmarks.type_one_error [RUNS]

Made-up copper without any effect of the draw: patients differ (SD 18 µg/dL), values of a patient
vary with unequal spread and are more alike the nearer the draws. Missing as in the reference
study: 3 % of draws singly, and one patient in twelve leaves at some draw.
"""

import argparse
import sys
from math import sqrt

import numpy as np

from stats.mixed import mixed_model
from stats.omnibus_outcome import Friedman, Model, ModelOutcome
from stats.repeated import friedman

DRAWS = ("baseline", "inf1", "inf3", "inf5", "inf7", "post")
SIZES = (14, 20, 30)
SPREAD = np.array([4.0, 4.5, 5.0, 5.5, 6.0, 6.5])
ALPHA = 0.05


def made_up(patients: int, random: np.random.Generator) -> np.ndarray:
    """Patients × draws, NaN where missing; no draw differs from another in the mean."""
    places = np.arange(len(DRAWS))
    correlation = 0.5 ** np.abs(places[:, None] - places[None, :])
    covariance = np.outer(SPREAD, SPREAD) * correlation
    within = random.multivariate_normal(np.zeros(len(DRAWS)), covariance, patients)
    values = np.round(105.0 + random.normal(0.0, 18.0, (patients, 1)) + within, 1)
    values[random.random(values.shape) < 0.03] = np.nan
    for patient in np.flatnonzero(random.random(patients) < 1 / 12):
        values[patient, random.integers(1, len(DRAWS)) :] = np.nan
    return values


def leading_p(values: np.ndarray) -> float | None:
    """Of the MMRM, or of Friedman's test where the MMRM cannot be fitted."""
    model = mixed_model(values, DRAWS, Model.UNSTRUCTURED)
    if isinstance(model, ModelOutcome):
        return model.test.p
    ranks = friedman(values[~np.isnan(values).any(axis=1)], DRAWS)
    return ranks.p if isinstance(ranks, Friedman) else None


def rejected(patients: int, runs: int) -> tuple[int, int]:
    """How many of the runs with a p fell below 0.05, and how many had one."""
    random = np.random.default_rng(20201210 + patients)
    found = [leading_p(made_up(patients, random)) for _run in range(runs)]
    known = [p for p in found if p is not None]
    return sum(p < ALPHA for p in known), len(known)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=1000)
    runs = parser.parse_args().runs
    for patients in SIZES:
        count, known = rejected(patients, runs)
        share = count / known
        error = sqrt(share * (1 - share) / known)
        sys.stdout.write(f"n = {patients}: {share:.1%} ± {error:.1%} of {known} runs\n")


if __name__ == "__main__":
    main()
