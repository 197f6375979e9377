"""The words and tables of a written report, read back from each of its formats."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import docx
from pypdf import PdfReader

Rows = list[list[str]]


def csv_tables(folder: Path) -> list[Rows]:
    tables: list[Rows] = []
    for path in sorted((folder / "tables").glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            tables.append(list(csv.reader(file)))
    return tables


def docx_tables(folder: Path) -> list[Rows]:
    """All but the first, which is the title page."""
    word = docx.Document(str(folder / "report.docx"))
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables[1:]]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Rows] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._cell is not None:
            self.tables[-1][-1].append("".join(self._cell))
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def html_tables(folder: Path) -> list[Rows]:
    parser = _Tables()
    parser.feed((folder / "report.html").read_text(encoding="utf-8"))
    return parser.tables


def pdf_pages(folder: Path) -> list[str]:
    """The words of each page; Qt stores some spaces as tabs."""
    pages = PdfReader(folder / "report.pdf").pages
    return [page.extract_text().replace("\t", " ") for page in pages]


def without_spaces(text: str) -> str:
    return re.sub(r"\s+", "", text)
