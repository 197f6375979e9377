"""Answers on two draws of the same patients: planned, added, and every pair."""

from gui.analysis.answer import Answer, Check, Facts, Values
from gui.analysis.answers.basis import Basis, by_reason
from gui.analysis.topics import Question
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import captions, planned_answers, questions
from gui.words.language import _
from gui.words.numbers import number
from stats.analysis_result import AnalysisResult
from stats.outcome import NotEstimable, PairedOutcome
from stats.presence import Measure


def comparison(question: Question, basis: Basis) -> Answer:
    outcome = next(one for one in basis.result.primary if one.comparison == question.comparison)
    title = _("Copper: {pair}").format(pair=words.interval_of_draws(outcome.comparison))
    return _paired(outcome, basis, title, "copper")


def exploration(question: Question, basis: Basis) -> Answer:
    found = next(one for one in basis.result.exploratory if one.asked == question.exploration)
    asked = found.asked
    name = "_".join(
        filter(None, ("exploratory", asked.measure.value, asked.subgroup.value, asked.comorbidity))
    )
    return _paired(found.outcome, basis, questions.exploration(asked), name, is_exploratory=True)


def every_pair(_question: Question, basis: Basis) -> Answer:
    result = basis.result
    clear = sum(_is_clear(outcome, basis.alpha) for outcome in result.pairwise)
    in_some = {pair.patient for outcome in result.pairwise for pair in outcome.pairs}
    incomplete = basis.over_draws(Measure.COPPER).incomplete
    alone = [one for one in incomplete if one.patient not in in_some]
    test = words.test(result.settings.test)
    heading, rows = tables.every_pair(result)
    return Answer(
        name="copper_every_pair",
        title=_("Every two draws"),
        headline=questions.pairs_apart(clear, len(result.pairwise), number(basis.alpha, 2)),
        told=(planned_answers.beside_every_pair(len(result.pairwise), result.primary),),
        tests=(Facts(heading, rows),),
        further=tables.estimates(),
        caption=captions.forest(result),
        included=basis.included(alone),
        missing=by_reason(alone),
        method_line=basis.method_line(test, _("Holm over all pairs of draws")),
        method=tuple(tables.method(result.pairwise[0], result)) if result.pairwise else (),
        values=_pair_values(result),
    )


def _paired(
    outcome: PairedOutcome, basis: Basis, title: str, name: str, *, is_exploratory: bool = False
) -> Answer:
    unit, failure = basis.unit, outcome.failure
    told = [] if failure else [words.counts(outcome)]
    if is_exploratory:
        told.append(
            _("Exploratory: added beside the plan, adjusted only among the added comparisons.")
        )
    elif told:
        told.append(planned_answers.of_planned(len(basis.result.pairwise)))
    pair = outcome.comparison
    return Answer(
        name=f"{name}_{pair.earlier}_{pair.later}",
        title=title,
        headline=words.headline(outcome, basis.alpha),
        summary=words.summary(outcome, unit),
        told=tuple(told),
        published=words.published(outcome.published.p) if outcome.published else "",
        is_exploratory=is_exploratory,
        is_estimable=failure is None,
        descriptives=(Facts(*tables.descriptives(outcome, unit)),) if outcome.pairs else (),
        tests=() if failure else (Facts(*tables.tests(outcome, unit), leading_row=0),),
        further="" if failure else f"{tables.estimates()}\n{tables.further(outcome)}",
        caption=captions.paired_change(outcome) if outcome.pairs else "",
        checks=tuple(Check(*found) for found in tables.checks(outcome)),
        included=tables.included(outcome),
        missing=by_reason(outcome.missing),
        method_line=" ".join(
            [
                basis.method_line(words.test(outcome.test), _("Holm-adjusted")),
                *(words.note(note) for note in outcome.notes),
            ]
        ),
        method=tuple(tables.method(outcome, basis.result)),
        values=values_of(outcome) if outcome.pairs else None,
    )


def values_of(outcome: PairedOutcome) -> Values:
    pair = outcome.comparison
    return Values(
        ("patient_id", pair.earlier, pair.later, "change", "marks"),
        tuple(
            (
                one.patient,
                one.earlier,
                one.later,
                one.change,
                " ".join(sorted(one.earlier_marks | one.later_marks)),
            )
            for one in outcome.pairs
        ),
    )


def _is_clear(outcome: PairedOutcome, alpha: float) -> bool:
    return not isinstance(outcome.adjusted, NotEstimable) and outcome.adjusted.p < alpha


def _pair_values(result: AnalysisResult) -> Values:
    return Values(
        ("patient_id", "earlier_draw", "later_draw", "earlier", "later", "change"),
        tuple(
            (
                one.patient,
                outcome.comparison.earlier,
                outcome.comparison.later,
                one.earlier,
                one.later,
                one.change,
            )
            for outcome in result.pairwise
            for one in outcome.pairs
        ),
    )
