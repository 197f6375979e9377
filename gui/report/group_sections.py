"""The section on comorbidity and diagnosis: a table and a figure for each division of patients."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from gui.report.document import Block, Paragraph, Picture, Role, Section, Shown, Subheading, Table
from gui.report.source import ReportSource
from gui.report.wording import sentence
from gui.words import analysis as words
from gui.words import omnibus_tables, patient_groups
from gui.words import relation_figures as told
from gui.words.language import _
from gui.words.numbers import bare_p, number
from stats.analysis_result import AnalysisResult
from stats.group_outcome import GroupComparison, SeveralGroups
from stats.outcome import AdjustedP, NotEstimable

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from stats.figures.style import FigureStyle

Heading = tuple[str, ...]


def groups(source: ReportSource) -> Section:
    """Section 4: each comorbidity, any against none, their number, and the diagnoses."""
    return Section(_("Comorbidity and diagnosis"), tuple(_groups(source.result)))


def _groups(result: AnalysisResult) -> Iterator[Block]:
    heading, rows = omnibus_tables.interactions_table(result.groups.interactions)
    if rows:
        title = _("Course of copper by group, all draws")
        yield Table("interactions", title, heading, rows, frozenset({0, 2}))
    ordered = sorted(result.groups.two, key=lambda one: (one.grouping.kind, one.grouping.name))
    for place, (grouping, found) in enumerate(
        groupby(ordered, key=lambda one: one.grouping), start=1
    ):
        yield Subheading(patient_groups.grouping(grouping))
        yield from _grouping(list(found), f"groups-{place}", result)
    if result.groups.several:
        yield Subheading(patient_groups.grouping(result.groups.several[0].grouping))
        yield Shown()
        yield _several_table(result.groups.several, result)


def _grouping(
    found: Sequence[GroupComparison], name: str, result: AnalysisResult
) -> Iterator[Block]:
    failures = [one.failure for one in found if one.failure is not None]
    if len(failures) == len(found):
        yield Paragraph(words.not_estimable(max(failures, key=lambda why: why.n)))
    else:
        for line in _clear(found, result):
            yield Paragraph(sentence(line), Role.LEAD)
    yield Shown()
    if len(failures) < len(found):
        title = _("Copper by group: {grouping}").format(
            grouping=patient_groups.grouping_in_title(found[0].grouping)
        )
        yield _table(found, name, title, result)
    shown = [one for one in found if not one.quantity.is_change and one.n]
    if shown:
        yield Picture(
            f"{name}-copper",
            patient_groups.grouping(found[0].grouping),
            told.groups_over_draws_caption(shown[0]),
            lambda style: _draw(shown, result, style),
        )


def _clear(found: Sequence[GroupComparison], result: AnalysisResult) -> Iterator[str]:
    """The differences that are clear, or that none is."""
    alpha = result.settings.alpha
    clear = [one for one in found if patient_groups.is_clear(one, alpha)]
    for one in clear:
        yield patient_groups.headline(one, alpha)
    if not clear:
        yield _(
            "No clear difference was found; the intervals of the table say which differences "
            "remain possible. This does not show that there is none."
        )


def _table(
    found: Sequence[GroupComparison], name: str, title: str, result: AnalysisResult
) -> Table:
    first = found[0]
    heading = (
        _("Quantity ({unit})").format(unit=words.unit(result.settings.unit)),
        *patient_groups.sizes_headings(first),
        _("Difference ({ci})").format(ci=words.ci(result.settings.alpha)),
        "p",
        _("Holm p"),
    )
    rows = tuple(_row(one, result) for one in found)
    return Table(name, title, heading, rows)


def _row(one: GroupComparison, result: AnalysisResult) -> tuple[str, ...]:
    quantity = patient_groups.quantity(one.quantity)
    sizes = str(one.first.n), str(one.second.n)
    if isinstance(one.mann_whitney, NotEstimable):
        return quantity, *sizes, _("not estimable"), "", ""
    places = words.places(one.quantity.measure, result.settings.unit)
    adjusted = bare_p(one.adjusted.p) if isinstance(one.adjusted, AdjustedP) else ""
    difference = words.with_interval(one.hodges_lehmann, places)
    return quantity, *sizes, difference, bare_p(one.mann_whitney.p), adjusted


def _several_table(several: Sequence[SeveralGroups], result: AnalysisResult) -> Table:
    names = [patient_groups.group(one.name, several[0].grouping) for one in several[0].groups]
    unit = words.unit(result.settings.unit)
    heading = (
        _("Quantity ({unit})").format(unit=unit),
        *(_("{group}: median (n)").format(group=name) for name in names),
        "H",
        "p",
    )
    rows = tuple(_several_row(one, result) for one in several)
    title = _("Copper by number of comorbidities")
    return Table("number-of-comorbidities", title, heading, rows)


def _several_row(one: SeveralGroups, result: AnalysisResult) -> tuple[str, ...]:
    places = words.places(one.quantity.measure, result.settings.unit)
    medians = [
        "–"
        if isinstance(group.description, NotEstimable)
        else f"{number(group.description.median, places)} ({group.n})"
        for group in one.groups
    ]
    test = one.kruskal_wallis
    found = (
        (_("not estimable"), "")
        if isinstance(test, NotEstimable)
        else (number(test.h, 2), bare_p(test.p))
    )
    return patient_groups.quantity(one.quantity), *medians, *found


def _draw(
    shown: Sequence[GroupComparison], result: AnalysisResult, style: "FigureStyle"
) -> "Figure":
    from stats.figures.groups import groups

    return groups(shown, told.groups_over_draws(shown[0], result.settings.unit), style)
