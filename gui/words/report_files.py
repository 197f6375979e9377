"""What is said when a report was written, or could not be."""

from pathlib import Path

from gui.words.language import _


def folder_taken(folder: Path) -> str:
    return _(
        "“{folder}” is there already and not empty. Name a new folder for the report; nothing is "
        "written over."
    ).format(folder=folder.name)


def written(folder: Path, *, tables: int, figures: int) -> str:
    return _(
        "The report is in “{folder}”: report.html, report.pdf, report.docx; tables: {tables}; "
        "figures: {figures}; result.json, manifest.json."
    ).format(folder=folder, tables=tables, figures=figures)


def no_pdf() -> str:
    return _(
        "report.pdf was not written, because Qt cannot be loaded here; all other files are there."
    )
