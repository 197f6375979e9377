"""What is looked at beside a planned comparison: the other test, skewness, each patient's part."""

from collections.abc import Sequence

from stats.checks_outcome import Checks, LeaveOneOut, LeftOut, OtherTest
from stats.normality import SKEWNESS_LIMIT, shapiro_wilk, skewness
from stats.outcome import Estimate, NotEstimable, PairedOutcome, Reason
from stats.paired import paired_t
from stats.settings import Test
from stats.signed_rank import hodges_lehmann, signed_rank_p

LEAVE_ONE_OUT_UP_TO = 300
"""Pairs up to which each patient in turn is left out; beyond, none can decide the result."""


def checks_of(outcome: PairedOutcome, alpha: float) -> Checks:
    """What is looked at beside the result of `outcome`, which is in µg/dL."""
    changes = [pair.change for pair in outcome.pairs]
    skew = skewness(changes)
    without_one = _without_one(outcome, changes, alpha)
    return Checks(
        skewness=skew,
        is_symmetric_enough=None if isinstance(skew, NotEstimable) else abs(skew) <= SKEWNESS_LIMIT,
        shapiro_wilk=shapiro_wilk(changes),
        other_test=_other_test(outcome, alpha),
        leave_one_out=_range_of_p(outcome, without_one, alpha),
        without_one=without_one,
    )


def _other_test(outcome: PairedOutcome, alpha: float) -> OtherTest | NotEstimable:
    if isinstance(outcome.p, NotEstimable):
        return outcome.p
    is_rank_test = outcome.test is Test.SIGNED_RANK
    other = outcome.paired_t if is_rank_test else outcome.signed_rank
    if isinstance(other, NotEstimable):
        return other
    test = Test.PAIRED_T if is_rank_test else Test.SIGNED_RANK
    return OtherTest(test, other.p, agrees=(other.p < alpha) == (outcome.p < alpha))


def _without_one(
    outcome: PairedOutcome, changes: Sequence[float], alpha: float
) -> tuple[LeftOut, ...]:
    if len(changes) > LEAVE_ONE_OUT_UP_TO:
        return ()
    answer = _by_ranks if outcome.test is Test.SIGNED_RANK else _by_t
    by_change: dict[float, tuple[Estimate | NotEstimable, float | NotEstimable]] = {}
    for place, change in enumerate(changes):
        if change not in by_change:
            by_change[change] = answer([*changes[:place], *changes[place + 1 :]], alpha)
    return tuple(
        LeftOut(pair.patient, *by_change[change])
        for pair, change in zip(outcome.pairs, changes, strict=True)
    )


def _by_ranks(
    changes: Sequence[float], alpha: float
) -> tuple[Estimate | NotEstimable, float | NotEstimable]:
    return hodges_lehmann(changes, alpha=alpha), signed_rank_p(changes)


def _by_t(
    changes: Sequence[float], alpha: float
) -> tuple[Estimate | NotEstimable, float | NotEstimable]:
    found = paired_t(changes, alpha=alpha)
    return (found, found) if isinstance(found, NotEstimable) else (found[1], found[0].p)


def _range_of_p(
    outcome: PairedOutcome, without_one: Sequence[LeftOut], alpha: float
) -> LeaveOneOut | NotEstimable:
    if isinstance(outcome.p, NotEstimable):
        return outcome.p
    if outcome.n < 3:
        return NotEstimable(Reason.TOO_FEW_PAIRS, outcome.n)
    if outcome.n > LEAVE_ONE_OUT_UP_TO:
        return NotEstimable(Reason.OUT_OF_RANGE, outcome.n)
    known = [(one.p, one.patient) for one in without_one if isinstance(one.p, float)]
    if not known:
        return NotEstimable(Reason.NO_VARIATION, outcome.n)
    return LeaveOneOut(
        *min(known),
        *max(known, key=lambda entry: entry[0]),
        verdict_holds=all((p < alpha) == (outcome.p < alpha) for p, _ in known),
    )
