"""Writing an export: the study is read at once, then written into a new folder, all or nothing."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.export.analysis_set import analysis_set, codebook
from domain.export.sdtm import sdtm_tables
from domain.export.table import Table, Variable, write_csv
from domain.storage.contents import StudyFacts
from gui.exports.kinds import ExportKind
from gui.new_folder import made_whole
from gui.words import exports as words
from resources import path_of

if TYPE_CHECKING:
    from domain.study import Study

ABOUT = "about.txt"
SCRIPTS = ("primary_comparisons.py", "primary_comparisons.R")

_Write = Callable[[Path], None]


@dataclass(frozen=True, slots=True)
class Export:
    """A study as it was read, to be written on any thread."""

    kind: ExportKind
    facts: StudyFacts
    read_at: datetime
    write_into: _Write


def read_for_export(study: "Study", kind: ExportKind, *, now: datetime) -> Export:
    """Read what an export as `kind` needs; only this touches the study."""
    return Export(kind, study.facts, now, _READERS[kind](study, now))


def write_export(export: Export, folder: Path) -> int:
    """Write `export` into `folder`, which is new or empty; how many files it has.

    `about.txt` says what the folder is, and that a made-up study is made up.
    Raises `FolderTaken`, OSError.
    """
    with made_whole(folder) as making:
        export.write_into(making)
        names = sorted(path.name for path in making.iterdir())
        told = words.about(export.facts, export.kind, names, export.read_at)
        (making / ABOUT).write_text(told, encoding="utf-8", newline="\n")
    return len(names) + 1


def _tables(study: "Study", _now: datetime) -> _Write:
    from domain.exchange.write_tables import rows_of, write_rows
    from domain.protocol_file import protocol_as_text

    tables = [(columns, tuple(rows)) for columns, rows in rows_of(study)]
    protocol = protocol_as_text(study.protocol)

    def write(folder: Path) -> None:
        write_rows(tables, protocol, folder)

    return write


def _workbook(study: "Study", now: datetime) -> _Write:
    from domain.export.workbook import exchange_sheets, write_workbook

    sheets = exchange_sheets(study)
    told = words.about_workbook(study.facts, {one.name: len(one.rows) for one in sheets}, now)
    first = Table(
        words.name_of_first_sheet(),
        tuple(map(Variable, ("what", "value"))),
        tuple({"what": what, "value": value} for what, value in told),
    )
    return lambda folder: write_workbook((first, *sheets), folder / "study.xlsx")


def _analysis(study: "Study", now: datetime) -> _Write:
    tables = analysis_set(study, now=now)
    beside = (codebook(tables, words.labels(study.protocol)), _settings(study))

    def write(folder: Path) -> None:
        for table in (*tables, *beside):
            write_csv(table, folder)
        for script in SCRIPTS:
            shutil.copyfile(path_of(f"scripts/{script}"), folder / script)

    return write


def _spss(study: "Study", now: datetime) -> _Write:
    tables = analysis_set(study, now=now)
    labels = words.labels(study.protocol)
    facts = study.facts

    def write(folder: Path) -> None:
        from domain.export.spss import write_sav

        for table in tables:
            about = words.file_label(facts, table.name)
            write_sav(table, labels, folder / f"{table.name}.sav", about=about)
        write_csv(codebook(tables, labels), folder)

    return write


def _sdtm(study: "Study", _now: datetime) -> _Write:
    tables = sdtm_tables(study)

    def write(folder: Path) -> None:
        for table in tables:
            write_csv(table, folder)

    return write


def _calendar(study: "Study", now: datetime) -> _Write:
    from gui.printing.calendar_file import told_of, write_calendar

    told = told_of(study, None, now)

    def write(folder: Path) -> None:
        write_calendar(told, folder / "calendar.ics")

    return write


def _settings(study: "Study") -> Table:
    """The choices of the protocol that the scripts repeat."""
    from gui.analysis.calculation import settings_of

    chosen = settings_of(study.protocol.analysis)
    rows: Sequence[tuple[str, str]] = (
        *(("comparison", f"{one.earlier}-{one.later}") for one in chosen.comparisons),
        *(("draw", rule.code) for rule in study.protocol.draws),
        ("test", str(chosen.test)),
        ("family", str(chosen.family)),
        ("alpha", repr(chosen.alpha)),
        ("out_of_window", str(chosen.out_of_window)),
        ("below_loq", str(chosen.below_loq)),
        ("haemolysed", str(chosen.haemolysed)),
    )
    return Table(
        "settings",
        (Variable("setting"), Variable("value")),
        tuple({"setting": name, "value": value} for name, value in rows),
    )


_READERS: dict[ExportKind, Callable[["Study", datetime], _Write]] = {
    ExportKind.TABLES: _tables,
    ExportKind.XLSX: _workbook,
    ExportKind.ANALYSIS: _analysis,
    ExportKind.SPSS: _spss,
    ExportKind.SDTM: _sdtm,
    ExportKind.ICS: _calendar,
}
