"""Words of the figures on symptoms, groups and leaving one out: axes and captions."""

from typing import TYPE_CHECKING

from gui.words import analysis as words
from gui.words import figures, patient_groups
from gui.words.language import _
from gui.words.numbers import number
from gui.words.visits import draw_label
from stats.correlation_outcome import ChangeCorrelation, RepeatedCorrelation, WithinPatient
from stats.group_outcome import GroupComparison
from stats.outcome import Estimate, NotEstimable, PairedOutcome
from stats.response_outcome import Response
from stats.settings import Unit

if TYPE_CHECKING:
    from stats.figures.change_against_change import ChangeAgainstChangeTexts
    from stats.figures.groups import GroupsTexts
    from stats.figures.leave_one_out import LeaveOneOutTexts
    from stats.figures.waterfall import WaterfallTexts
    from stats.figures.within_patients import WithinPatientsTexts


def change_against_change(of: ChangeCorrelation, unit: Unit) -> "ChangeAgainstChangeTexts":
    from stats.figures.change_against_change import ChangeAgainstChangeTexts

    rho = "" if isinstance(of.spearman, NotEstimable) else f"rho = {number(of.spearman.rho, 2)}"
    span = None if isinstance(of.spearman, NotEstimable) else of.spearman.interval
    return ChangeAgainstChangeTexts(
        copper_axis=_("Change of copper, {unit} (n = {count})").format(
            unit=words.unit(unit), count=of.n
        ),
        score_axis=_("Change of {scale}, points").format(scale=words.measure(of.measure)),
        correlation=_with_span(rho, span),
        number=number,
    )


def within_patients(of: WithinPatient, unit: Unit) -> "WithinPatientsTexts":
    from stats.figures.within_patients import WithinPatientsTexts

    found = of.correlation
    known = isinstance(found, RepeatedCorrelation)
    n = len({point.patient for point in of.points})
    return WithinPatientsTexts(
        copper_axis=_("{axis} (n = {count})").format(axis=figures.copper_axis(unit), count=n),
        score_axis=_("{scale}, points").format(scale=words.measure(of.measure)),
        correlation=_with_span(f"r = {number(found.r, 2)}", found.interval) if known else "",
        number=number,
    )


def groups(of: GroupComparison, unit: Unit) -> "GroupsTexts":
    from stats.figures.groups import GroupsTexts

    change = of.quantity.is_change
    axis = figures.change_axis(unit) if change else figures.copper_axis(unit)
    first, second = (patient_groups.group(one.name, of.grouping) for one in (of.first, of.second))
    return GroupsTexts(
        value_axis=axis,
        column=_group_sizes,
        first=first,
        second=second,
        number=number,
    )


def groups_caption(of: GroupComparison) -> str:
    return _(
        "{quantity}. Left, filled: {first} (n = {n_first}); right, hollow: {second} "
        "(n = {n_second}). Boxes hold the middle half, bars are medians, whiskers reach the "
        "extremes; a dot is a patient."
    ).format(
        quantity=patient_groups.quantity(of.quantity),
        first=patient_groups.group(of.first.name, of.grouping),
        second=patient_groups.group(of.second.name, of.grouping),
        n_first=of.first.n,
        n_second=of.second.n,
    )


def waterfall(of: Response) -> "WaterfallTexts":
    from stats.figures.waterfall import WaterfallTexts

    bars = [one for one in of.courses if one.change_percent is not None]
    remitted = sum(one.remitted for one in bars)
    responded = sum(one.responded and not one.remitted for one in bars)
    return WaterfallTexts(
        remission=_("remission (n = {count})").format(count=remitted),
        response=_("response only (n = {count})").format(count=responded),
        other=_("neither (n = {count})").format(count=len(bars) - remitted - responded),
        change_axis=_("Change of MADRS, %"),
        patients=figures.patients_axis(len(bars)),
        threshold=_("a fall by half"),
        number=number,
    )


def leave_one_out(outcome: PairedOutcome, unit: Unit) -> "LeaveOneOutTexts":
    from stats.figures.leave_one_out import LeaveOneOutTexts

    return LeaveOneOutTexts(
        change_axis=_("{change} ({ci})").format(
            change=figures.change_axis(unit), ci=words.ci_of(outcome)
        ),
        p_axis="p",
        left_out=_("Without (n = {count} each)").format(count=max(0, outcome.n - 1)),
        number=number,
    )


def groups_over_draws(of: GroupComparison, unit: Unit) -> "GroupsTexts":
    """Of two groups at several draws; `of` is one of the comparisons."""
    from stats.figures.groups import GroupsTexts

    return GroupsTexts(
        value_axis=figures.copper_axis(unit),
        column=_draw_with_both_n,
        first=patient_groups.group(of.first.name, of.grouping),
        second=patient_groups.group(of.second.name, of.grouping),
        number=number,
    )


def groups_over_draws_caption(of: GroupComparison) -> str:
    return _(
        "Copper of two groups at each draw: {first} filled, {second} hollow; n of both under each "
        "draw. A dot is a patient; boxes, from 3 patients on, hold the middle half, the bar is the "
        "median, whiskers reach the extremes."
    ).format(
        first=patient_groups.group(of.first.name, of.grouping),
        second=patient_groups.group(of.second.name, of.grouping),
    )


def _draw_with_both_n(of: GroupComparison) -> str:
    at = of.quantity.at if isinstance(of.quantity.at, str) else of.quantity.at.later
    sizes = _("n = {first}, {second}").format(first=of.first.n, second=of.second.n)
    return f"{draw_label(at)}\n{sizes}"


def change_caption(of: ChangeCorrelation) -> str:
    return _(
        "A dot is a patient ({patients}). Line: least squares, with the {level}% interval of its "
        "mean. Above: Spearman's rho with its {level}% interval."
    ).format(
        patients=words.patients(of.n),
        level=_level(None if isinstance(of.spearman, NotEstimable) else of.spearman.interval),
    )


def within_caption(of: WithinPatient) -> str:
    n = len({point.patient for point in of.points})
    return _(
        "Every visit with both values ({patients}); shape and shade tell patients apart. "
        "Lines share one slope. Above: repeated-measures correlation with its {level}% "
        "interval."
    ).format(
        patients=words.patients(n),
        level=_level(None if isinstance(of.correlation, NotEstimable) else of.correlation.interval),
    )


def waterfall_caption(of: Response) -> str:
    return _(
        "Change of MADRS from baseline to one week after the last infusion, a bar a patient "
        "({patients}). Filled: remission; hatched: response only; hollow: neither."
    ).format(patients=words.patients(len(of.courses)))


def leave_one_out_caption(outcome: PairedOutcome) -> str:
    return _(
        "Left the estimate with its {ci}, right p ({patients}, one left out at a time). Solid "
        "lines: the result of all. Dashed line: alpha."
    ).format(
        patients=words.patients(outcome.n),
        ci=words.ci_of(outcome),
    )


def _group_sizes(of: GroupComparison) -> str:
    return f"n = {of.first.n}, {of.second.n}"


def _level(of: Estimate | NotEstimable | None) -> str:
    return words.level(1.0 - of.level if isinstance(of, Estimate) else 0.05)


def _with_span(told: str, span: Estimate | NotEstimable | None) -> str:
    return f"{told} ({words.interval(span, 2)})" if isinstance(span, Estimate) else told
