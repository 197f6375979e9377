"""`copperdesk analyse`: the analysis plan on a study, or on two plain tables."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gui.commands.arguments import wrong_usage
from gui.commands.context import CommandRefused, Context, system_now
from gui.commands.text_table import aligned
from gui.words import dates, report_files
from gui.words.language import _

if TYPE_CHECKING:
    from domain.study import Study
    from gui.report.source import ReportSource
    from stats.analysis_result import AnalysisResult
    from stats.outcome import PairedOutcome


def run(arguments: argparse.Namespace, context: Context) -> int:
    mistake = _usage_mistake(arguments)
    if mistake:
        return wrong_usage(mistake)
    report: Path | None = arguments.report
    if report is not None:
        _check_folder(report)
    if arguments.study is not None:
        with context.study(arguments.study) as study:
            now = context.now(study)
            result, heading = of_study(study, now), _heading(study, now)
            source = _source_of_study(study, result, now) if report is not None else None
    else:
        result, source = _of_tables(arguments, context.set_clock or system_now())
        heading = ""
    if report is not None:
        assert source is not None
        _write_report(source, report, context)
    if context.as_json:
        from stats.as_json import as_json

        context.answer(as_json(result))
    elif report is None:
        from gui.commands.analysis_text import further_sections

        parts = (
            heading,
            primary_as_text(result),
            _pairwise_as_text(result),
            *further_sections(result),
        )
        context.say("\n\n".join(filter(None, parts)))
    return 0


def of_study(study: "Study", now: datetime) -> "AnalysisResult":
    """The plan on the study as it stands at `now`, by the choices of its protocol."""
    from gui.analysis.calculation import calculate, rows_of, settings_of

    return calculate(rows_of(study, now=now), settings_of(study.protocol.analysis))


def primary_as_text(result: "AnalysisResult") -> str:
    """The comparisons of the protocol as a person reads them."""
    return "\n\n".join(_primary(outcome, result) for outcome in result.primary)


def _pairwise_as_text(result: "AnalysisResult") -> str:
    from gui.words import analysis as words

    unit = result.settings.unit
    rows = [
        (
            words.comparison(outcome.comparison),
            words.pairs(outcome.n),
            words.with_interval(outcome.hodges_lehmann, words.decimals(unit)),
            _p(outcome),
        )
        for outcome in result.pairwise
    ]
    heading = _("Every two draws: typical change in {unit} with its interval, p not adjusted")
    return heading.format(unit=words.unit(unit)) + "\n" + aligned(rows, right=frozenset({1, 2}))


def _primary(outcome: "PairedOutcome", result: "AnalysisResult") -> str:
    from gui.words import analysis as words

    lines = [
        words.comparison(outcome.comparison),
        "  " + _sentence(words.headline(outcome, result.settings.alpha)),
    ]
    if outcome.failure is None:
        lines.append("  " + _sentence(words.summary(outcome, result.settings.unit)))
        lines.append("  " + words.counts(outcome))
        if outcome.published is not None:
            lines.append("  " + words.published(outcome.published.p))
    lines += [
        "  "
        + _("Not included, {reason}: {patients}.").format(
            reason=reason[:1].lower() + reason[1:] if not reason.startswith("Cu") else reason,
            patients=", ".join(codes),
        )
        for reason, codes in words.grouped_missing(outcome.missing)
    ]
    return "\n".join(lines)


def _p(outcome: "PairedOutcome") -> str:
    from gui.words.numbers import p_value

    return p_value(outcome.p) if isinstance(outcome.p, float) else ""


def _sentence(words: str) -> str:
    return words if words.endswith(".") else words + "."


def _heading(study: "Study", now: datetime) -> str:
    facts = study.facts
    told = _("{study}, {moment}").format(study=facts.name, moment=dates.moment(now))
    made_up = "\n" + _("Made-up data: this is the demo study.") if facts.is_demo else ""
    return told + made_up


def _source_of_study(study: "Study", result: "AnalysisResult", now: datetime) -> "ReportSource":
    from gui.analysis.calculation import rows_of
    from gui.report.reading import source_of_study

    return source_of_study(study, rows_of(study, now=now), result)


def _of_tables(
    arguments: argparse.Namespace, now: datetime
) -> "tuple[AnalysisResult, ReportSource]":
    from gui.report.reading import source_of_tables
    from gui.words.plain_tables import problems_found
    from stats.plan import analyse_tables
    from stats.settings import AnalysisSettings, Unit
    from stats.study_tables import TableProblems
    from stats.tables import read_tables

    patients: Path = arguments.patients
    visits: Path = arguments.visits
    unit = Unit.UMOL_L if arguments.unit == "umol/L" else Unit.UG_DL
    try:
        tables = read_tables(patients, visits, copper_unit=unit)
    except TableProblems as error:
        names = {"patients": patients.name, "visits": visits.name}
        raise CommandRefused(problems_found(error, names)) from error
    result = analyse_tables(tables, AnalysisSettings(unit=unit))
    return result, source_of_tables(tables, result, (patients, visits), now=now)


def _check_folder(folder: Path) -> None:
    from gui.new_folder import FolderTaken, check_folder

    try:
        check_folder(folder)
    except FolderTaken:
        raise CommandRefused(report_files.folder_taken(folder)) from None


def _write_report(source: "ReportSource", folder: Path, context: Context) -> None:
    from gui.report.folder import write_report

    written = write_report(source, folder)
    context.say(report_files.written(folder, tables=written.tables, figures=written.figures))
    if not written.has_pdf:
        context.warn(report_files.no_pdf())


def _usage_mistake(arguments: argparse.Namespace) -> str:
    plain = (arguments.patients, arguments.visits)
    if arguments.study is not None:
        if any(plain) or arguments.unit:
            return _("a study and plain tables at once: name one or the other")
        return ""
    return "" if all(plain) else _("name a study, or both --patients and --visits")
