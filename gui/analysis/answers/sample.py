"""Answers on the sample: response, other ways, who was studied, every draw, what is missing."""

from gui.analysis.answer import Answer, Check, Facts, Values
from gui.analysis.answers.all_draws import complete_of
from gui.analysis.answers.basis import Basis, by_reason
from gui.analysis.topics import Question
from gui.words import analysis as words
from gui.words import analysis_tables as tables
from gui.words import captions, patient_groups, questions, references, relation_figures, sensitivity
from gui.words import methods as method_words
from gui.words import response as response_words
from gui.words.language import _
from gui.words.patient_characteristics import characteristics
from stats.outcome import NotEstimable
from stats.presence import Measure
from stats.response_outcome import Sensitivity

FEWEST_BARS = 3


def response(_question: Question, basis: Basis) -> Answer:
    found = basis.result.response
    courses = found.courses
    return Answer(
        name="madrs_response",
        title=_("Response and remission"),
        headline=response_words.responded(found),
        summary=response_words.remitted(found),
        told=(_("There is no control group, so this does not show what ketamine did."),),
        is_estimable=not isinstance(found.response, NotEstimable),
        descriptives=(Facts(*response_words.table(found)),) if courses else (),
        caption=relation_figures.waterfall_caption(found) if len(courses) >= FEWEST_BARS else "",
        included=basis.included(found.missing),
        missing=by_reason(found.missing),
        method_line=basis.settings_line,
        method=(response_words.method()[0],),
        values=Values(
            ("patient_id", "madrs_baseline", "madrs_post", "change_percent", "responded",
             "remitted"),
            tuple(
                (one.patient, one.baseline, one.post, one.change_percent, int(one.responded),
                 int(one.remitted))
                for one in courses
            ),
        ),
    )  # fmt: skip


def other_ways(question: Question, basis: Basis) -> Answer:
    found = sensitivity_of(question, basis)
    outcome = next(one for one in basis.result.primary if one.comparison == question.comparison)
    unit = basis.unit
    pair = found.comparison
    told = [
        sensitivity.subgroups(found),
        sensitivity.without_one(found),
        sensitivity.equivalence(found.equivalence, unit),
        sensitivity.detectable(found, unit),
    ]
    drawn = len(found.without_one) >= FEWEST_BARS
    return Answer(
        name=f"other_ways_{pair.earlier}_{pair.later}",
        title=questions.other_ways(pair),
        headline=sensitivity.headline(found, basis.alpha),
        summary=words.summary(outcome, unit),
        told=tuple(filter(None, told)),
        is_estimable=outcome.failure is None,
        tests=(Facts(*sensitivity.table(found, unit), leading_row=0),) if found.rows else (),
        caption=relation_figures.leave_one_out_caption(outcome) if drawn else "",
        included=tables.included(outcome),
        missing=by_reason(outcome.missing),
        method_line=basis.method_line(words.test(outcome.test), _("nothing adjusted here")),
        method=tuple(sensitivity.method()),
        values=Values(
            ("without_patient", "estimate", "ci_low", "ci_high", "p"),
            tuple(
                (
                    one.patient,
                    *(
                        (None, None, None)
                        if isinstance(one.estimate, NotEstimable)
                        else (one.estimate.value, one.estimate.low, one.estimate.high)
                    ),
                    None if isinstance(one.p, NotEstimable) else one.p,
                )
                for one in found.without_one
            ),
        ),
    )


def who(_question: Question, basis: Basis) -> Answer:
    heading, rows = characteristics(basis.people)
    return Answer(
        name="patient_characteristics",
        title=_("Patient characteristics"),
        headline=_("Patient characteristics"),
        summary=words.patients(len(basis.people)),
        descriptives=(Facts(heading, rows),),
        included=basis.included(()),
        values=Values(
            ("patient_id", "sex", "age", "diagnosis", "comorbidities"),
            tuple(
                (one.patient, one.sex, one.age, one.diagnosis, "; ".join(sorted(one.comorbidities)))
                for one in basis.people
            ),
        ),
    )


def by_draw(_question: Question, basis: Basis) -> Answer:
    result = basis.result
    found: list[Facts] = []
    for measure in Measure:
        heading, rows = tables.by_draw(result, measure)
        found.append(Facts((f"{words.measure(measure)}, {heading[0]}", *heading[1:]), rows))
    return Answer(
        name="values_by_draw",
        title=_("Copper and scores by draw"),
        headline=_("Copper, MADRS and YMRS at every draw"),
        summary=_("{patients}, {complete} with copper at every draw").format(
            patients=words.patients(len(result.patients)), complete=len(result.complete)
        ),
        told=(response_words.scores_by_draw(result),),
        descriptives=tuple(found),
        method_line=basis.settings_line,
        values=Values(
            ("patient_id", "draw", "copper", "madrs", "ymrs", "missing", "marks"),
            tuple(
                (
                    one.patient,
                    point.draw,
                    point.copper,
                    point.madrs,
                    point.ymrs,
                    point.gap.value if point.gap else "",
                    " ".join(sorted(point.marks)),
                )
                for one in basis.series
                for point in one.points
            ),
        ),
    )


def missing(_question: Question, basis: Basis) -> Answer:
    result = basis.result
    copper = basis.over_draws(Measure.COPPER)
    completers = result.missingness.completers
    return Answer(
        name="missing_values",
        title=_("Missing values"),
        headline=response_words.completeness(result),
        summary=complete_of(copper),
        told=(_("Whether those with every draw began differently stands below."),),
        descriptives=(Facts(*response_words.by_draw_table(result)),),
        tests=(Facts(*patient_groups.table(completers, basis.unit), frozenset({0, 1})),),
        caption=captions.missing_map(result) if result.series else "",
        checks=(Check(None, _("Extra draws outside the plan"), str(len(result.unscheduled))),)
        if result.unscheduled
        else (),
        included=basis.included(copper.incomplete),
        missing=by_reason(copper.incomplete),
        method_line=basis.method_line(_("Mann–Whitney"), _("nothing adjusted here")),
        method=tuple(patient_groups.method(completers[0])) if completers else (),
        values=Values(
            ("patient_id", "draw", "reason"),
            tuple(
                (one.patient, point.draw, point.gap.value)
                for one in result.series
                for point in one.points
                if point.gap is not None
            ),
        ),
    )


def methods(_question: Question, basis: Basis) -> Answer:
    parts = method_words.methods(basis.result, basis.software, basis.infusions)
    return Answer(
        name="methods",
        title=_("Methods and references"),
        headline=_("Methods and references"),
        summary=_("The paragraph for a paper, as the report prints it; copy it and edit it there."),
        told=tuple(f"{heading}. {text}" for heading, text in parts),
        descriptives=(
            Facts(
                (_("Used for"), _("Reference")),
                references.rows(),
                frozenset({0, 1}),
            ),
        ),
        method_line=basis.settings_line,
    )


def sensitivity_of(question: Question, basis: Basis) -> Sensitivity:
    return next(one for one in basis.result.sensitivity if one.comparison == question.comparison)
