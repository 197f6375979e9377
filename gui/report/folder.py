"""Writing the whole report: into a new folder, all of it or nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gui.new_folder import made_whole
from gui.report.contents import document_of
from gui.report.figure_files import write_figures
from gui.report.html import write_html
from gui.report.manifest import manifest
from gui.report.pdf_file import PdfUnavailable, write_pdf
from gui.report.source import ReportSource
from gui.report.table_files import write_tables
from gui.report.word_file import write_docx
from gui.words.language import language, speaking


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the folder now."""

    folder: Path
    tables: int
    figures: int
    has_pdf: bool
    """False where Qt could not be loaded."""


class Part(StrEnum):
    """What of a report is being written; told as it begins."""

    TABLES = "tables"
    FIGURES = "figures"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"


def write_report(
    source: ReportSource, folder: Path, begins: Callable[[Part], None] | None = None
) -> Written:
    """Write the report in the language in use into `folder`.

    It is made beside its place and moved there when it is whole. Raises `FolderTaken`, OSError.
    `begins` is told each part as it begins.
    """
    with made_whole(folder) as making:
        written = _write(source, making, begins or _tell_nobody)
    return Written(folder, written.tables, written.figures, written.has_pdf)


def write_in(
    tell: Callable[[object], None], source: ReportSource, folder: Path, code: str
) -> Written:
    """The report in a language, `source` made in the same; for the science process."""
    with speaking(code):
        return write_report(source, folder, tell)


def _tell_nobody(_part: Part) -> None:
    return


def _write(source: ReportSource, folder: Path, begins: Callable[[Part], None]) -> Written:
    from stats.as_json import as_json

    document = document_of(source)
    begins(Part.TABLES)
    tables = write_tables(document, folder)
    begins(Part.FIGURES)
    figures = write_figures(document, folder)
    begins(Part.HTML)
    write_html(document, figures, folder / "report.html")
    begins(Part.WORD)
    write_docx(document, figures, folder / "report.docx", now=source.written_at)
    begins(Part.PDF)
    has_pdf = True
    try:
        write_pdf(document, figures, folder / "report.pdf", now=source.written_at)
    except PdfUnavailable:
        has_pdf = False
    result = as_json(source.result)
    _write_json(result, folder / "result.json")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stated = manifest(source, language(), result["settings"], folder, files)
    _write_json(stated, folder / "manifest.json")
    return Written(folder, len(tables), len(figures), has_pdf)


def _write_json(document: object, path: Path) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
