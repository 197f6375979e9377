"""Answers on groups of patients: comorbidity, diagnosis, and those who responded."""

from collections.abc import Sequence
from dataclasses import replace

from gui.analysis.answer import Answer, Check, Facts, Values
from gui.analysis.answers.basis import Basis, by_reason
from gui.analysis.topics import Question
from gui.words import analysis_tables as tables
from gui.words import omnibus_tables, patient_groups, questions, relation_figures
from gui.words import response as response_words
from gui.words.language import _
from stats.group_outcome import Group, GroupComparison, SeveralGroups
from stats.outcome import NotEstimable


def two_groups(question: Question, basis: Basis) -> Answer:
    """The change to infusion 5 leads; every draw stands in the table."""
    found = of_grouping(question, basis)
    leading = leading_of(found)
    interaction = [
        one for one in basis.result.groups.interactions if one.grouping == question.grouping
    ]
    answer = compared(leading, basis, others=found)
    heading, rows = omnibus_tables.interactions_table(tuple(interaction))
    course = (Facts(heading, rows, frozenset({0, 2})),) if rows else ()
    values = Values(
        ("patient_id", "group", "quantity", "value"),
        tuple(
            (member.patient, group.name.value, _quantity(one), member.value)
            for one in found
            for group in (one.first, one.second)
            for member in group.members
        ),
    )
    return _with_tables(answer, course, values)


def compared(
    leading: GroupComparison, basis: Basis, others: Sequence[GroupComparison] = ()
) -> Answer:
    """One comparison of two groups; `others` are the same groups in other quantities."""
    unit, by = basis.unit, leading.grouping
    known = leading.first, leading.second
    shown = others or (leading,)
    return Answer(
        name="_".join(filter(None, ("copper", by.kind.value, by.name))).replace(" ", "_"),
        title=patient_groups.question(leading),
        headline=patient_groups.headline(leading, basis.alpha),
        summary=patient_groups.summary(leading, unit),
        told=(patient_groups.compared(leading),),
        is_estimable=leading.failure is None,
        descriptives=(Facts(*tables.of_groups(known, by, leading.quantity, unit)),)
        if leading.n
        else (),
        tests=(
            Facts(
                *patient_groups.table(shown, unit),
                frozenset({0, 1}),
                leading_row=shown.index(leading) if others else None,
            ),
        ),
        further=patient_groups.further(leading, unit),
        caption=relation_figures.groups_caption(leading) if leading.n else "",
        included=basis.included(leading.missing),
        missing=by_reason(leading.missing),
        method_line=basis.method_line(
            _("Mann–Whitney"),
            "" if leading.adjusted is None else _("Holm over the comorbidities within a draw"),
        ),
        method=tuple(patient_groups.method(leading)),
    )


def by_number(_question: Question, basis: Basis) -> Answer:
    found = several_of(basis)
    unit = basis.unit
    rows = basis.result.groups.several
    return Answer(
        name="copper_number_of_comorbidities",
        title=patient_groups.question(found),
        headline=patient_groups.several_headline(found, basis.alpha),
        summary=patient_groups.several_summary(found, unit),
        is_estimable=not isinstance(found.kruskal_wallis, NotEstimable),
        descriptives=(
            Facts(*tables.of_groups(found.groups, found.grouping, found.quantity, unit)),
        ),
        tests=(Facts(*patient_groups.several_table(rows), frozenset({0, 1, 2})),),
        included=basis.included(found.missing),
        missing=by_reason(found.missing),
        method_line=basis.method_line("Kruskal–Wallis", is_sided=False),
        method=tuple(patient_groups.method(found)),
        values=_members(found.groups),
    )


def responders(_question: Question, basis: Basis) -> Answer:
    found = basis.result.response
    answer = compared(found.copper_change, basis)
    known = not isinstance(found.auc, NotEstimable)
    area = (Check(None, response_words.auc(found.auc)),) if known else ()
    members = _members((found.copper_change.first, found.copper_change.second))
    return _with_tables(
        answer, (), members, checks=area, method=(*answer.method, response_words.method()[1])
    )


def of_grouping(question: Question, basis: Basis) -> tuple[GroupComparison, ...]:
    return tuple(one for one in basis.result.groups.two if one.grouping == question.grouping)


def leading_of(found: Sequence[GroupComparison]) -> GroupComparison:
    """The change, where the plan has one; else the first draw."""
    return next((one for one in found if one.quantity.is_change), found[0])


def several_of(basis: Basis) -> SeveralGroups:
    several = basis.result.groups.several
    return next((one for one in several if one.quantity.is_change), several[0])


def sizes(found: GroupComparison) -> str:
    """13 and 8."""
    return questions.two_sizes(found.first.n, found.second.n)


def _quantity(of: GroupComparison) -> str:
    at = of.quantity.at
    return f"copper_{at}" if isinstance(at, str) else f"copper_{at.earlier}_{at.later}"


def _members(groups: Sequence[Group]) -> Values:
    return Values(
        ("patient_id", "group", "value"),
        tuple(
            (member.patient, group.name.value, member.value)
            for group in groups
            for member in group.members
        ),
    )


def _with_tables(
    answer: Answer,
    tests: tuple[Facts, ...],
    values: Values,
    *,
    checks: tuple[Check, ...] = (),
    method: tuple[str, ...] = (),
) -> Answer:
    return replace(
        answer,
        tests=(*answer.tests, *tests),
        values=values,
        checks=checks,
        method=method or answer.method,
    )
