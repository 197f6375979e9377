"""One comparison of two draws: everything the plan says of the patients who have both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from stats.bayes import jzs_paired
from stats.describe import describe
from stats.effect_size import cohen_dz, hedges_gav
from stats.observations import Copper, missing_of
from stats.outcome import (
    Description,
    Estimate,
    Note,
    NotEstimable,
    Pair,
    PairedOutcome,
    Reason,
    SignedRank,
)
from stats.paired import paired_changes, paired_t
from stats.presence import Mark, Measure, MissingReason
from stats.settings import AnalysisSettings, BelowLoq, Comparison, Test, Unit
from stats.signed_rank import hodges_lehmann, signed_rank

Amount = TypeVar("Amount", Estimate, Description)
Values = Mapping[str, Copper | MissingReason]


def compare(
    comparison: Comparison,
    earlier: Values,
    later: Values,
    settings: AnalysisSettings,
    *,
    measure: Measure = Measure.COPPER,
) -> PairedOutcome:
    """The outcome of one comparison in µg/dL, not yet adjusted for the others, nor checked.

    Scores of another `measure` stand where µg/dL would.
    """
    pairs = _pairs(earlier, later)
    first, second = [p.earlier for p in pairs], [p.later for p in pairs]
    changes = [pair.change for pair in pairs]
    rank_test = signed_rank(changes)
    t = paired_t(changes, alpha=settings.alpha)
    t_test, mean_change = (t, t) if isinstance(t, NotEstimable) else t
    leading = rank_test if settings.test is Test.SIGNED_RANK else t_test
    outcome = PairedOutcome(
        comparison=comparison,
        test=settings.test,
        pairs=pairs,
        missing=missing_of({comparison.earlier: earlier, comparison.later: later}, measure),
        earlier=describe(first, alpha=settings.alpha),
        later=describe(second, alpha=settings.alpha),
        change=describe(changes, alpha=settings.alpha),
        n_falling=sum(change < 0.0 for change in changes),
        n_rising=sum(change > 0.0 for change in changes),
        n_unchanged=changes.count(0.0),
        hodges_lehmann=hodges_lehmann(changes, alpha=settings.alpha),
        mean_change=mean_change,
        signed_rank=rank_test,
        paired_t=t_test,
        cohen_dz=cohen_dz(changes, alpha=settings.alpha),
        hedges_gav=hedges_gav(first, second, alpha=settings.alpha),
        bayes_factor=jzs_paired(t_test),
        p=leading if isinstance(leading, NotEstimable) else leading.p,
        adjusted=NotEstimable(Reason.TOO_FEW_PAIRS, len(pairs)),
        other_families=(),
        checks=None,
        published=None,
        notes=(),
        measure=measure,
    )
    return replace(outcome, notes=_notes(outcome, settings))


def no_such_draw(
    comparison: Comparison,
    draw: str,
    patients: Sequence[str],
    settings: AnalysisSettings,
    *,
    measure: Measure = Measure.COPPER,
) -> PairedOutcome:
    """The outcome of a comparison with a draw that the protocol, or the table, does not have."""
    nobody: Values = dict.fromkeys(patients, MissingReason.NO_SUCH_DRAW)
    empty = compare(comparison, nobody, nobody, settings, measure=measure)
    failure = NotEstimable(Reason.NO_SUCH_DRAW, draw=draw)
    return replace(
        empty,
        hodges_lehmann=failure,
        mean_change=failure,
        signed_rank=failure,
        paired_t=failure,
        cohen_dz=failure,
        hedges_gav=failure,
        bayes_factor=failure,
        p=failure,
        adjusted=failure,
    )


def in_unit(outcome: PairedOutcome, unit: Unit) -> PairedOutcome:
    """`outcome` with its amounts in `unit`.

    Tests are made before, in µg/dL, so that no p-value depends on the unit, not even in its
    last digit.
    """
    factor = unit.per_ug_dl
    if factor == 1.0:
        return outcome
    return replace(
        outcome,
        pairs=tuple(_scaled_pair(pair, factor) for pair in outcome.pairs),
        earlier=scaled(outcome.earlier, factor),
        later=scaled(outcome.later, factor),
        change=scaled(outcome.change, factor),
        hodges_lehmann=scaled(outcome.hodges_lehmann, factor),
        mean_change=scaled(outcome.mean_change, factor),
        checks=None if outcome.checks is None else outcome.checks.scaled(factor),
    )


def scaled(amount: Amount | NotEstimable, factor: float) -> Amount | NotEstimable:
    """`amount` in a unit that is 1 / `factor` of its own; a reason stays a reason."""
    if factor == 1.0 or isinstance(amount, NotEstimable):
        return amount
    return amount.scaled(factor)


def _pairs(earlier: Values, later: Values) -> tuple[Pair, ...]:
    both: list[tuple[str, Copper, Copper]] = []
    for patient in sorted(earlier):
        first, second = earlier[patient], later[patient]
        if isinstance(first, Copper) and isinstance(second, Copper):
            both.append((patient, first, second))
    changes = paired_changes([x.ug_dl for _, x, _ in both], [y.ug_dl for _, _, y in both])
    return tuple(
        Pair(patient, first.ug_dl, second.ug_dl, change, first.marks, second.marks)
        for (patient, first, second), change in zip(both, changes, strict=True)
    )


def _scaled_pair(pair: Pair, factor: float) -> Pair:
    return replace(
        pair,
        earlier=pair.earlier * factor,
        later=pair.later * factor,
        change=pair.change * factor,
    )


def _notes(outcome: PairedOutcome, settings: AnalysisSettings) -> tuple[Note, ...]:
    marks = {flag.mark for flag in outcome.flags}
    gaps = {gap.reason for missing in outcome.missing for gap in missing.gaps}
    loq_sqrt2 = settings.below_loq is BelowLoq.LOQ_SQRT2
    said = {
        **_notes_on_ranks(outcome.signed_rank, settings.alpha),
        Note.INTERVAL_FALLS_SHORT: _falls_short(outcome.hodges_lehmann),
        Note.OUT_OF_WINDOW_INCLUDED: Mark.OUT_OF_WINDOW in marks,
        Note.OUT_OF_WINDOW_LEFT_OUT: MissingReason.OUT_OF_WINDOW in gaps,
        Note.BELOW_LOQ_AS_LOQ_SQRT2: Mark.BELOW_LOQ in marks and loq_sqrt2,
        Note.BELOW_LOQ_AS_LOQ: Mark.BELOW_LOQ in marks and not loq_sqrt2,
        Note.BELOW_LOQ_LEFT_OUT: MissingReason.BELOW_LOQ in gaps,
        Note.ABOVE_ULOQ_AS_LIMIT: Mark.ABOVE_ULOQ in marks,
        Note.HAEMOLYSED_INCLUDED: Mark.HAEMOLYSED in marks,
        Note.HAEMOLYSED_LEFT_OUT: MissingReason.HAEMOLYSED in gaps,
    }
    return tuple(note for note in Note if said.get(note, False))


def _notes_on_ranks(test: SignedRank | NotEstimable, alpha: float) -> dict[Note, bool]:
    if isinstance(test, NotEstimable):
        return {}
    return {
        Note.EXACT_P_FLOOR: 2.0 ** (1 - test.n_nonzero) >= alpha,
        Note.ZEROS_DROPPED: test.n_zero > 0,
        Note.TIES: test.has_ties,
        Note.NORMAL_APPROXIMATION: not test.is_exact,
    }


def _falls_short(interval: Estimate | NotEstimable) -> bool:
    if isinstance(interval, NotEstimable) or interval.coverage is None:
        return False
    return interval.coverage < interval.level - 1e-9
