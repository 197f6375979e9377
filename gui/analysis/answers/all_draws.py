"""Answers on all draws at once: copper, MADRS and YMRS."""

from collections.abc import Sequence
from dataclasses import replace

from gui.analysis.answer import Answer, Check, Facts, Values
from gui.analysis.answers.basis import Basis, by_reason
from gui.analysis.topics import Question
from gui.words import captions, omnibus, omnibus_tables, planned_answers, questions
from gui.words.language import _
from stats.omnibus_outcome import Lead, ModelOutcome, OmnibusOutcome
from stats.outcome import NotEstimable
from stats.presence import Measure, Missing


def over_draws(question: Question, basis: Basis) -> Answer:
    found = basis.over_draws(question.measure)
    unit, failure = basis.unit, isinstance(found.lead, NotEstimable)
    means, contrasts = (
        omnibus_tables.means_table(found, unit),
        omnibus_tables.contrasts_table(found, unit),
    )
    leading = None if failure else 0
    tests = [Facts(*omnibus_tables.tests_table(found), frozenset({0, 2}), leading_row=leading)]
    if contrasts[1]:
        tests.append(Facts(*contrasts, title=omnibus_tables.contrasts_title(found)))
    return Answer(
        name=f"{question.measure.value}_all_draws",
        title=questions.over_all_draws(question.measure),
        headline=omnibus.headline(found, basis.alpha),
        summary=omnibus.summary(found, unit),
        told=(
            omnibus.who_has_all(found),
            *planned_answers.beside_all_draws(found, basis.result.primary, unit),
        ),
        is_estimable=not failure,
        descriptives=(Facts(*means, title=omnibus_tables.means_title(found)),) if means[1] else (),
        tests=tuple(tests),
        caption=course_caption(basis, question.measure) if found.n_values else "",
        checks=(
            Check(
                None,
                omnibus.somebody_lacks(found),
                ", ".join(one.patient for one in found.incomplete) or _("nobody"),
            ),
        ),
        included=basis.included(found.missing),
        missing=by_reason(_by_first_draw(found.missing)),
        method_line=basis.method_line(
            _leading_name(found), _("Holm over the pairs of draws"), is_sided=False
        ),
        method=tuple(omnibus.method()),
        values=_values(basis, question.measure),
    )


def _by_first_draw(missing: Sequence[Missing]) -> list[Missing]:
    """Who has no draw at all waits for the first, not for the last."""
    return [replace(one, gaps=one.gaps[::-1]) for one in missing]


def complete_of(found: OmnibusOutcome) -> str:
    complete = found.n_patients - len(found.incomplete)
    return questions.complete_of(complete, found.n_patients - len(found.missing))


def course_caption(basis: Basis, measure: Measure) -> str:
    modelled = basis.over_draws(measure).leading_model is not None
    shown = (
        _("the mean of the model of all available values, with its 95% interval")
        if modelled
        else _("the mean of all who have the draw, with its 95% t interval")
    )
    return captions.course(basis.result, shown, measure)


def _leading_name(found: OmnibusOutcome) -> str:
    if found.lead is Lead.FRIEDMAN:
        return _("Friedman, complete patients")
    model = found.mmrm if found.lead is Lead.MMRM else found.structured
    name = omnibus.model_name(model.model) if isinstance(model, ModelOutcome) else ""
    return name or _("none could be computed")


def _values(basis: Basis, measure: Measure) -> Values:
    draws = basis.result.draws
    rows = [
        (one.patient, *(getattr(one.at(draw), measure.value, None) for draw in draws))
        for one in basis.series
    ]
    return Values(("patient_id", *draws), tuple(rows))
