"""Bayes factors."""

import math

import numpy as np
from scipy import special

from stats.outcome import BayesFactor, NotEstimable, PairedT, Reason

JZS_SCALE = math.sqrt(0.5)
"""Scale of the Cauchy prior on the standardised change ("medium")."""

_STEP = 0.1
"""Of the integral over log g, where twice as long a step gives the same 12 digits."""


def jzs_paired(test: PairedT | NotEstimable) -> BayesFactor | NotEstimable:
    """The evidence for a mean change over none, from a paired t test.

    Jeffreys–Zellner–Siow prior with scale 0.7071. The integral over g is taken over log g, where a
    plain sum converges faster than any power of its step.

    Input: the answer of `paired_t`; no unit matters.
    Missing values and ties: as there.
    Refused: for the reason of `test`, if it has one; t beyond double precision.
    Source: Rouder et al. (2009), equation 1, with the scale of Morey and Rouder.
    """
    if isinstance(test, NotEstimable):
        return test
    df, n = test.df, test.df + 1
    if not math.isfinite(test.t**2):
        return NotEstimable(Reason.OUT_OF_RANGE, n)
    log_f = math.log1p(test.t**2 / df)
    log_g = np.arange(-8.0, 60.0 + math.log1p(test.t**2), _STEP)
    shrunk = 1.0 + n * JZS_SCALE**2 * np.exp(log_g)
    log_integrand = (
        -0.5 * np.log(shrunk)
        - (df + 1) / 2.0 * np.log1p(test.t**2 / (shrunk * df))
        - 0.5 * math.log(2.0 * math.pi)
        - 0.5 * log_g
        - 0.5 * np.exp(-log_g)
    )
    highest = float(log_integrand.max())
    log_integral = highest + math.log(float(np.exp(log_integrand - highest).sum()) * _STEP)
    return BayesFactor(log_integral + (df + 1) / 2.0 * log_f, JZS_SCALE)


def stretched_beta(n: int, r: float) -> BayesFactor | NotEstimable:
    """The evidence for a correlation over none, from Pearson's r of n patients.

    Stretched beta prior with kappa = 1: every correlation from −1 to 1 alike. The hypergeometric
    function is taken after Euler's transformation, which stays finite as r nears 1.

    Input: `r` from −1 to 1, and the `n` ≥ 4 patients it is of.
    Missing values and ties: as in `correlation.pearson`.
    Refused: r of 1 or −1.
    Source: Ly, Verhagen and Wagenmakers (2016), equation 25.
    """
    if abs(r) == 1.0:
        return NotEstimable(Reason.PERFECT_RELATION, n)
    log_constant = (
        0.5 * math.log(math.pi)
        - math.log(2.0)
        + math.lgamma((n + 1) / 2.0)
        - math.lgamma((n + 2) / 2.0)
    )
    power = (2.0 - n / 2.0) * math.log1p(-r * r)
    return BayesFactor(
        log_constant + power + math.log(float(special.hyp2f1(1.5, 1.5, n / 2.0 + 1.0, r * r))), 1.0
    )
