"""Answers on copper and symptoms together."""

from gui.analysis.answer import Answer, Check, Facts, Values
from gui.analysis.answers.basis import Basis, by_reason
from gui.analysis.topics import Question
from gui.words import analysis_tables as tables
from gui.words import associations, relation_figures
from gui.words.language import _
from gui.words.numbers import p_value
from stats.correlation_outcome import ChangeCorrelation, RepeatedCorrelation, WithinPatient
from stats.outcome import NotEstimable

FEWEST_DOTS = 3
"""Patients from which a figure of them says anything."""


def changes(question: Question, basis: Basis) -> Answer:
    found = correlation_of(question, basis)
    unit, failure = basis.unit, found.failure is not None
    pair = found.comparison
    return Answer(
        name=f"copper_{found.measure.value}_{pair.earlier}_{pair.later}",
        title=associations.question(found),
        headline=associations.headline(found, basis.alpha),
        summary=associations.summary(found),
        told=() if failure else tuple(filter(None, [associations.detectable(found.detectable)])),
        is_estimable=not failure,
        descriptives=(Facts(*tables.changes(found, unit)),) if found.points else (),
        tests=() if failure else (Facts(*associations.table(found), leading_row=0),),
        caption=relation_figures.change_caption(found) if found.n >= FEWEST_DOTS else "",
        checks=_checks(found, basis.alpha),
        included=basis.included(found.missing),
        missing=by_reason(found.missing),
        method_line=basis.method_line(_("Spearman's rho"), _("Holm within the scale")),
        method=tuple(associations.method(found, seed=basis.result.settings.seed)),
        values=Values(
            ("patient_id", "copper_change", f"{found.measure.value}_change"),
            tuple((point.patient, point.copper, point.score) for point in found.points),
        ),
    )


def within_patients(question: Question, basis: Basis) -> Answer:
    found = within_of(question, basis)
    failure = isinstance(found.correlation, NotEstimable)
    return Answer(
        name=f"copper_{found.measure.value}_within_patients",
        title=associations.question(found),
        headline=associations.headline(found, basis.alpha),
        summary=associations.summary(found),
        told=(
            _("Every visit counts here; differences between patients do not enter."),
            *((associations.shared_ratings(found),) if found.shared else ()),
        ),
        is_estimable=not failure,
        tests=(Facts(*associations.within_table(found.correlation, basis.unit), leading_row=0),)
        if isinstance(found.correlation, RepeatedCorrelation)
        else (),
        caption=relation_figures.within_caption(found) if len(found.points) > 1 else "",
        included=basis.included(found.missing),
        missing=by_reason(found.missing),
        method_line=basis.method_line(_("Repeated-measures correlation")),
        method=tuple(associations.method(found, seed=basis.result.settings.seed)),
        values=Values(
            ("patient_id", "draw", "copper", found.measure.value),
            tuple((one.patient, one.draw, one.copper, one.score) for one in found.points),
        ),
    )


def correlation_of(question: Question, basis: Basis) -> ChangeCorrelation:
    return next(
        one
        for one in basis.result.correlations
        if one.comparison == question.comparison and one.measure is question.measure
    )


def within_of(question: Question, basis: Basis) -> WithinPatient:
    return next(one for one in basis.result.within_patient if one.measure is question.measure)


def _checks(found: ChangeCorrelation, alpha: float) -> tuple[Check, ...]:
    rank = found.spearman
    if isinstance(rank, NotEstimable):
        return ()
    told: list[Check] = []
    for name, other in (("Pearson", found.pearson), ("Kendall", found.kendall)):
        if not isinstance(other, NotEstimable):
            agrees = (other.p < alpha) == (rank.p < alpha)
            sentence = _("{test} agrees") if agrees else _("{test} does not agree")
            told.append(Check(agrees, sentence.format(test=name), p_value(other.p)))
    if not isinstance(found.partial, NotEstimable):
        agrees = (found.partial.p < alpha) == (rank.p < alpha)
        same = _("The same beside the earlier values")
        other_way = _("Not the same beside the earlier values")
        told.append(Check(agrees, same if agrees else other_way, p_value(found.partial.p)))
    return tuple(told)
