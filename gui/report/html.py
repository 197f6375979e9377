"""The report as one HTML file with its figures inside."""

import base64
from collections.abc import Mapping
from pathlib import Path

from gui.report.document import Document
from gui.report.figure_files import FigureFiles
from gui.words import captions
from gui.words import report as report_words
from resources import text_of


def write_html(document: Document, figures: Mapping[int, FigureFiles], path: Path) -> None:
    """Write `document` to `path`; needs nothing beside it. Raises OSError."""
    path.write_text(as_html(document, figures), encoding="utf-8", newline="\n")


def as_html(document: Document, figures: Mapping[int, FigureFiles]) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(text_of("report/report.html.j2"))
    return template.render(
        document=document,
        style=text_of("report/report.css"),
        images={number: _data_address(files.svg) for number, files in figures.items()},
        table_title=captions.table_title,
        figure_title=captions.figure_title,
        shown_in=report_words.shown_in,
        table_anchor=report_words.table_anchor,
        figure_anchor=report_words.figure_anchor,
        kind=lambda block: type(block).__name__,  # pyright: ignore[reportUnknownLambdaType, reportUnknownArgumentType] -- a block of any kind, from the template
    )


def _data_address(svg: Path) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.read_bytes()).decode()
