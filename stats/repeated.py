"""Tests over all draws without a model of the covariance: ranks, and the classical analysis."""

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from stats.multiplicity import holm
from stats.omnibus_outcome import Friedman, RankContrast, RepeatedAnova, SkillingsMack
from stats.outcome import Estimate, NotEstimable, Reason
from stats.settings import SEED, Comparison
from stats.usable import matrix_out_of_range, out_of_range

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES = 2000
_DECIMALS = 9
"""Values are rounded to 1e-9 before ranking, or floating point would hide ties."""
_FLAT = 1e-12
_STEP = 0.1
"""Of the integral over a normal density, where twice as long a step gives the same 14 digits."""


def friedman(
    values: "Floats", draws: Sequence[str], *, alpha: float = 0.05, seed: int = SEED
) -> Friedman | NotEstimable:
    """Do patients rank the draws alike? Friedman's test with Kendall's W.

    W has a percentile bootstrap interval over patients. Pairs of draws: Conover's t on rank sums,
    with Holm, and Nemenyi's studentised range.

    Input: `values`, n × T (patients × draws in the order of the course), in any one unit.
    Missing values: none; complete patients only.
    Ties: values are rounded to 1e-9 and share mid-ranks within a patient; chi-squared is corrected.
    Refused: under 2 patients or draws; no difference within any patient; a value infinite, no
    number or too large.
    Source: Friedman (1937), Kendall and Babington Smith (1939), Conover (1999), Nemenyi (1963);
    the correction, Hollander and Wolfe (1973).
    """
    n, visits = values.shape
    if n < 2 or visits < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, _ends(values))
    if refused is not None:
        return refused
    ranks = _ranks(values)
    chi2 = _chi2(ranks)
    if chi2 is None:
        return NotEstimable(Reason.NO_VARIATION, n)
    df = visits - 1
    w = chi2 / (n * df)
    return Friedman(
        n=n,
        chi2=chi2,
        df=df,
        p=float(special.chdtrc(float(df), chi2)),
        kendall_w=w,
        w_interval=_bootstrap_w(ranks, w, alpha, seed),
        seed=seed,
        mean_ranks=tuple(float(rank) for rank in ranks.mean(axis=0)),
        contrasts=_rank_contrasts(ranks, draws),
    )


def skillings_mack(values: "Floats") -> SkillingsMack | NotEstimable:
    """Do patients rank the draws alike, where some values are missing?

    Input: `values`, n × T (patients × draws in the order of the course), in any one unit.
    Missing values: NaN; they count as the mean rank. Patients with fewer than two values are
    dropped.
    Ties: values are rounded to 1e-9 and share mid-ranks; not corrected for, as published.
    Refused: under 2 patients with two values; a draw without values, or draws that no patient
    connects; a value infinite or too large.
    Source: Skillings and Mack (1981).
    """
    refused = matrix_out_of_range(values)
    if refused is not None:
        return refused
    there = ~np.isnan(values)
    used = there.sum(axis=1) >= 2
    n, visits = int(used.sum()), values.shape[1]
    if n < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    values, there = values[used], there[used]
    if not there.any(axis=0).all():
        return NotEstimable(Reason.VISIT_WITHOUT_VALUES, n)
    sizes = there.sum(axis=1, keepdims=True)
    away = np.sqrt(12.0 / (sizes + 1.0)) * (_ranks(values) - (sizes + 1.0) / 2.0)
    sums = np.where(there, away, 0.0)[np.lexsort(values.T)].sum(axis=0)
    together = there.astype(float).T @ there.astype(float)
    covariance = -together
    np.fill_diagonal(covariance, 0.0)
    np.fill_diagonal(covariance, -covariance.sum(axis=1))
    statistic = float(sums @ np.linalg.pinv(covariance, hermitian=True) @ sums)
    df = int(np.linalg.matrix_rank(covariance, hermitian=True))
    if df < visits - 1:
        return NotEstimable(Reason.VISIT_WITHOUT_VALUES, n)
    return SkillingsMack(n, statistic, df, float(special.chdtrc(df, statistic)))


def repeated_anova(values: "Floats") -> RepeatedAnova | NotEstimable:
    """Are the means equal at all draws? Classical analysis of variance for repeated measures.

    Greenhouse and Geisser's epsilon, Huynh and Feldt's (not cut at 1; the test uses at most 1),
    Mauchly's test of sphericity with Box's second-order term, partial and generalised eta squared.

    Input: `values`, n × T (patients × draws in the order of the course), in any one unit.
    Missing values: none; complete patients only. Ties: do not matter.
    Refused: under 2 patients or draws; no variation beside that of patients and draws; a value
    infinite, no number or too large.
    Source: Greenhouse and Geisser (1959), Huynh and Feldt (1976), Mauchly (1940), Olejnik and
    Algina (2003).
    """
    n, visits = values.shape
    if n < 2 or visits < 2:
        return NotEstimable(Reason.TOO_FEW_PAIRS, n)
    refused = out_of_range(n, _ends(values))
    if refused is not None:
        return refused
    grand, means = values.mean(), values.mean(axis=0)
    effect = n * float(np.sum((means - grand) ** 2))
    between = visits * float(np.sum((values.mean(axis=1) - grand) ** 2))
    residuals = values - means - values.mean(axis=1, keepdims=True) + grand
    error = float(np.sum(residuals**2))
    size = max(1.0, float(np.abs(values).max())) ** 2
    if error <= _FLAT * size:
        return NotEstimable(Reason.NO_VARIATION, n)
    df1, df2 = visits - 1, (visits - 1) * (n - 1)
    f = (effect / df1) / (error / df2)
    spread = _contrast_covariance(values)
    trace = float(np.trace(spread))
    epsilon = trace**2 / (df1 * float(np.sum(spread**2)))
    bottom = df1 * (n - 1 - df1 * epsilon)
    feldt = (n * df1 * epsilon - 2.0) / bottom if bottom > 0.0 else 1.0
    used = min(1.0, max(feldt, 1.0 / df1))  # an epsilon lies between 1 / (T − 1) and 1
    mauchly = _mauchly(spread, n)
    return RepeatedAnova(
        n=n,
        f=f,
        df1=df1,
        df2=df2,
        p=_f_tail(f, df1, df2),
        greenhouse_geisser=epsilon,
        p_greenhouse_geisser=_f_tail(f, df1 * epsilon, df2 * epsilon),
        huynh_feldt=feldt,
        p_huynh_feldt=_f_tail(f, df1 * used, df2 * used),
        mauchly_w=None if mauchly is None else mauchly[0],
        mauchly_p=None if mauchly is None else mauchly[1],
        eta_squared_partial=effect / (effect + error),
        eta_squared_generalised=effect / (effect + between + error),
    )


def _ends(values: "Floats") -> tuple[float, float]:
    """The least and the greatest; NaN where one of the values is."""
    return float(values.min()), float(values.max())


def _ranks(values: "Floats") -> "Floats":
    """Ranks within each row, mid-ranks for ties; NaN ranks last and counts for nothing."""
    rounded = np.round(values, _DECIMALS)
    below = rounded[:, None, :] < rounded[:, :, None]
    alike = rounded[:, None, :] == rounded[:, :, None]
    return np.asarray(below.sum(axis=2) + (alike.sum(axis=2) + 1) / 2.0, dtype=np.float64)


def _chi2(ranks: "Floats") -> float | None:
    """Friedman's chi-squared, corrected for ties; None where every patient ties all draws."""
    n, visits = ranks.shape
    sums = ranks.sum(axis=0)
    spread = float(np.sum((ranks - (visits + 1) / 2.0) ** 2))
    if spread <= _FLAT:
        return None
    away = float(np.sum((sums - n * (visits + 1) / 2.0) ** 2))
    return (visits - 1) * away / spread


def _bootstrap_w(ranks: "Floats", w: float, alpha: float, seed: int) -> Estimate:
    """Percentiles of W over patients drawn with replacement."""
    n, visits = ranks.shape
    # Sorted, so that the order of the patients changes no percentile.
    ranks = ranks[np.lexsort(ranks.T[::-1])]
    counts = _times_drawn(n, seed)
    sums = counts @ ranks
    spread = counts @ np.sum((ranks - (visits + 1) / 2.0) ** 2, axis=1)
    away = np.sum((sums - n * (visits + 1) / 2.0) ** 2, axis=1)
    found = np.divide(away, n * spread, out=np.zeros_like(away), where=spread > _FLAT)
    low, high = np.quantile(found, [alpha / 2.0, 1.0 - alpha / 2.0])
    return Estimate(w, float(low), float(high), 1.0 - alpha)


@lru_cache(maxsize=8)
def _times_drawn(n: int, seed: int) -> "Floats":
    """How often each of n patients is drawn in each of the resamples."""
    chosen = np.random.default_rng(seed).integers(0, n, size=(RESAMPLES, n))
    places = chosen + n * np.arange(RESAMPLES)[:, None]
    return np.bincount(places.ravel(), minlength=RESAMPLES * n).reshape(RESAMPLES, n).astype(float)


def _f_tail(f: float, df1: float, df2: float) -> float:
    return float(special.fdtrc(df1, df2, f))


def _studentised_range_tails(ranges: "Floats", groups: int) -> "Floats":
    """P(range of `groups` standard normal values > q) for each q of `ranges`.

    The one-dimensional integral over the smallest value, by the trapezoidal rule, whose error
    falls faster than any power of the step for a function that vanishes at both ends.
    """
    smallest = np.arange(-9.0, 9.0, _STEP)
    between = special.ndtr(smallest + ranges[:, None]) - special.ndtr(smallest)
    density = np.exp(-(smallest**2) / 2.0) / np.sqrt(2.0 * np.pi)
    found = groups * _STEP * between ** (groups - 1) @ density
    return np.clip(1.0 - found, 0.0, 1.0)


def _rank_contrasts(ranks: "Floats", draws: Sequence[str]) -> tuple[RankContrast, ...]:
    n, visits = ranks.shape
    sums = ranks.sum(axis=0)
    squares, of_sums = float(np.sum(ranks**2)), float(np.sum(sums**2))
    df = (n - 1) * (visits - 1)
    variance = 2.0 * (n * squares - of_sums) / df
    pairs = list(itertools.combinations(range(visits), 2))
    differences = [float(sums[late] - sums[early]) for early, late in pairs]
    scale = float(np.sqrt(visits * (visits + 1.0) / (12.0 * n)))
    tests = [_conover(one, variance, df) for one in differences]
    adjusted = holm([p for _t, p in tests])
    ranges = np.abs(np.array(differences)) / n / scale
    nemenyi: list[float] = _studentised_range_tails(ranges, visits).tolist()
    return tuple(
        RankContrast(
            comparison=Comparison(draws[early], draws[late]),
            rank_sum_difference=difference,
            t=t,
            p=p,
            p_holm=p if p_holm is None else p_holm,
            p_nemenyi=p_nemenyi,
        )
        for (early, late), difference, (t, p), p_holm, p_nemenyi in zip(
            pairs, differences, tests, adjusted, nemenyi, strict=True
        )
    )


def _conover(difference: float, variance: float, df: int) -> tuple[float, float]:
    """t and p; where every patient ranks the draws alike there is no variance left."""
    if variance <= _FLAT:
        return (0.0, 1.0) if difference == 0.0 else (float(np.finfo(float).max), 0.0)
    t = abs(difference) / float(np.sqrt(variance))
    return t, float(2.0 * special.stdtr(df, -t))


def _contrast_covariance(values: "Floats") -> "Floats":
    """Covariance of orthonormal contrasts of the draws."""
    visits = values.shape[1]
    basis = np.linalg.qr(np.hstack([np.ones((visits, 1)), np.eye(visits)[:, 1:]]))[0][:, 1:]
    return np.atleast_2d(np.cov(values @ basis, rowvar=False))


def _mauchly(spread: "Floats", n: int) -> tuple[float, float] | None:
    """Mauchly's W and its p with the second-order term of Anderson (1958, section 10.7)."""
    size, df = len(spread), n - 1
    if size < 2 or df < size:
        return None
    w = float(np.linalg.det(spread) / (np.trace(spread) / size) ** size)
    if not 0.0 < w <= 1.0 + 1e-9:
        return None
    rho = 1.0 - (2.0 * size**2 + size + 2.0) / (6.0 * size * df)
    freedom = size * (size + 1) / 2 - 1
    z = -df * rho * float(np.log(min(w, 1.0)))
    second = (
        (size + 2)
        * (size - 1)
        * (size - 2)
        * (2 * size**3 + 6 * size**2 + 3 * size + 2)
        / (288.0 * (size * df * rho) ** 2)
    )
    first = float(special.chdtrc(freedom, z))
    return w, first + second * (float(special.chdtrc(freedom + 4, z)) - first)
