"""What an export is called, what its folder says of itself, and the labels of its variables."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from domain.protocol import Protocol
from domain.storage.contents import StudyFacts
from gui.exports.kinds import ExportKind
from gui.words import dates, visits
from gui.words.language import _, ngettext


def name(kind: ExportKind) -> str:
    return {
        ExportKind.TABLES: _("Exchange tables (CSV)"),
        ExportKind.XLSX: _("Excel workbook"),
        ExportKind.ANALYSIS: _("Analysis data set, with scripts for R and Python"),
        ExportKind.SPSS: _("SPSS files (.sav)"),
        ExportKind.SDTM: _("SDTM-like tables"),
        ExportKind.ICS: _("Calendar file (.ics)"),
    }[kind]


def explanation(kind: ExportKind) -> str:
    return {
        ExportKind.TABLES: _("The whole study but its audit trail; a new study can be made of it."),
        ExportKind.XLSX: _("The same tables as sheets of one workbook, with real dates."),
        ExportKind.ANALYSIS: _(
            "What the comparisons are made from, its codebook, and scripts that repeat them."
        ),
        ExportKind.SPSS: _("The analysis data set with labels of variables and values."),
        ExportKind.SDTM: _("DM, DS, DV, EX, LB, MH and RS, with a sheet that defines them."),
        ExportKind.ICS: _("All visits for other calendars; importing it again updates them."),
    }[kind]


def written(folder: Path, count: int) -> str:
    return ngettext(
        "Written into “{folder}”: {count} file.", "Written into “{folder}”: {count} files.", count
    ).format(folder=folder.name, count=count)


def taken(folder: Path) -> str:
    if folder.exists() and not folder.is_dir():
        return _("“{folder}” is a file. Choose an empty or a new folder.").format(
            folder=folder.name
        )
    return _("“{folder}” is not empty. Choose an empty or a new folder.").format(folder=folder.name)


def made_up() -> str:
    return _("MADE-UP DATA: the demo study. None of these patients exists.")


def about(facts: StudyFacts, kind: ExportKind, files: Iterable[str], now: datetime) -> str:
    """The text of about.txt."""
    lines = [
        *((made_up(), "") if facts.is_demo else ()),
        _("{study}: {what}").format(study=facts.name, what=name(kind)),
        explanation(kind),
        _("Exported on {moment}.").format(moment=dates.moment(now)),
        "",
        *files,
    ]
    if kind is ExportKind.ANALYSIS:
        lines += ["", _("Repeat the comparisons: python primary_comparisons.py, or Rscript "
                        "primary_comparisons.R, in this folder.")]  # fmt: skip
    return "\n".join(lines) + "\n"


def about_workbook(
    facts: StudyFacts, rows: Mapping[str, int], now: datetime
) -> tuple[tuple[str, str], ...]:
    """What stands on the first sheet of the workbook, in two columns."""
    return (
        *(((made_up(), ""),) if facts.is_demo else ()),
        (_("Study"), facts.name),
        (_("Exported on"), dates.moment(now)),
        (_("Times"), _("local time of the workstation")),
        *(
            (sheet, ngettext("{count} row", "{count} rows", count).format(count=count))
            for sheet, count in rows.items()
        ),
    )


def name_of_first_sheet() -> str:
    return _("About")


def file_label(facts: StudyFacts, table: str) -> str:
    """The label of an SPSS file; a made-up study comes first with that."""
    label = f"{facts.short_name}: {table}"
    return _("MADE UP: {label}").format(label=label) if facts.is_demo else label


def labels(protocol: Protocol) -> dict[str, str]:
    """By name of a variable, or by `name=code`: the analysis data set of `protocol` in words."""
    of_visit = {
        "copper": _("Serum copper"),
        "copper_umol_l": _("Serum copper, converted"),
        "madrs": _("MADRS total"),
        "ymrs": _("YMRS total"),
        "rating_visit": _("Rating that the scores are of"),
        "below_loq": _("Below the limit of quantification; copper is the limit"),
        "above_uloq": _("Above the upper limit; copper is the limit"),
        "out_of_window": _("Drawn outside its window"),
        "haemolysed": _("Sample haemolysed"),
    }
    wide = {
        f"{variable}_{rule.code}": f"{words}, {visits.draw_label(rule.code)}"
        for rule in protocol.draws
        for variable, words in of_visit.items()
    }
    return {
        **_of_patient(),
        **of_visit,
        **wide,
        "visit": _("Draw"),
        "visit_no": _("Place of the draw in the protocol, from 0"),
        "missing_reason": _("Why copper is missing"),
        **{f"missing_reason={code}": words for code, words in _missing().items()},
        "yes": _("yes"),
        "no": _("no"),
    }


def _of_patient() -> dict[str, str]:
    return {
        "patient_id": _("Patient"),
        "sex": _("Sex"),
        "sex=F": _("female"),
        "sex=M": _("male"),
        "age": _("Age at enrolment"),
        "diagnosis": _("Diagnosis"),
        "diagnosis=MDD": _("major depressive disorder"),
        "diagnosis=BD": _("bipolar disorder"),
    }


def _missing() -> dict[str, str]:
    return {
        "not_due": _("not due yet"),
        "due": _("due"),
        "late": _("late, window open"),
        "overdue": _("overdue"),
        "missed": _("missed"),
        "cancelled": _("cancelled"),
        "withdrawn": _("patient withdrawn"),
        "waiting_for_lab": _("waiting for the lab"),
        "unusable": _("sample unusable"),
    }
