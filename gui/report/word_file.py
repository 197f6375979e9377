"""The report as a Word document: real headings, tables, captions and alternative texts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.report.document import (
    SHORT_UP_TO,
    Block,
    Bullets,
    Document,
    Paragraph,
    Picture,
    Role,
    Shown,
    Subheading,
    Table,
)
from gui.report.figure_files import FigureFiles
from gui.words import report as report_words
from gui.words.language import _

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

WIDTH_MM = 170.0
"""Between the margins of an A4 page."""

LANGUAGES = {"en": "en-GB", "pl": "pl-PL"}
FONT = "Arial"
LEAST_ROWS = 3
"""A long table is not divided to leave fewer rows than this on a page."""
_MM_PER_SIGN, _PADDING_MM = 1.75, 4.2
"""Of 8.5 points, and the margins of a cell."""
INK = "17212B"
GREY = "465361"


def write_docx(
    document: Document, figures: Mapping[int, FigureFiles], path: Path, *, now: datetime
) -> None:
    """Write `document` to `path`; `now` stands in its properties. Raises OSError."""
    import docx

    word = docx.Document()
    _set_up(word, document, now)
    for warning in document.warnings:
        word.add_paragraph().add_run(warning).bold = True
    word.add_paragraph(document.title, style="Title")
    word.add_paragraph(document.subtitle, style="Subtitle")
    _add_rows(word, document.facts, heading=None, text_columns=frozenset({0, 1}))
    for section in document.sections:
        word.add_heading(section.title, level=1)
        for block, keeps in section.with_next():
            _add(word, block, figures, keeps=keeps)
    word.save(str(path))


def _add(
    word: "WordDocument", block: Block, figures: Mapping[int, FigureFiles], *, keeps: bool
) -> None:
    match block:
        case Subheading():
            word.add_heading(block.text, level=2)
        case Paragraph():
            paragraph = word.add_paragraph()
            paragraph.paragraph_format.keep_with_next = keeps
            run = paragraph.add_run(block.text)
            run.bold = block.role is Role.LEAD
            run.italic = block.role is Role.NOTE
        case Bullets():
            for line in block.lines:
                word.add_paragraph(line, style="List Bullet")
        case Table():
            anchor = report_words.table_anchor(block.number)
            caption = _caption(word, _("Table"), block.number, block.title, anchor)
            caption.paragraph_format.keep_with_next = True
            _add_rows(word, block.rows, block.heading, block.text_columns, keeps=keeps)
            note = word.add_paragraph(style="Caption")
            note.add_run(block.note).italic = True
            note.paragraph_format.keep_with_next = keeps
        case Picture():
            _add_picture(word, block, figures[block.number])
        case Shown():
            _add_places(word, block).paragraph_format.keep_with_next = keeps


def _add_picture(word: "WordDocument", picture: Picture, files: FigureFiles) -> None:
    from docx.shared import Mm

    from gui.report import word_xml

    paragraph = word.add_paragraph()
    width = min(WIDTH_MM, files.width_mm)
    shape = paragraph.add_run().add_picture(str(files.png), width=Mm(width))
    word_xml.describe_picture(shape, picture.title, f"{picture.title}. {picture.caption}")
    paragraph.paragraph_format.keep_with_next = True
    _caption(
        word,
        _("Figure"),
        picture.number,
        f"{picture.title}. {picture.caption}",
        report_words.figure_anchor(picture.number),
    )


def _caption(
    word: "WordDocument", label: str, number: int, text: str, anchor: str
) -> "WordParagraph":
    """A caption that Word counts by itself, also after something was put in before it."""
    from gui.report import word_xml

    paragraph = word.add_paragraph(style="Caption")
    with word_xml.bookmark(paragraph, anchor):
        paragraph.add_run(f"{label} ")
        word_xml.add_field(paragraph, f"SEQ {label} \\* ARABIC", str(number))
    paragraph.add_run(f". {text}")
    return paragraph


def _add_places(word: "WordDocument", shown: Shown) -> "WordParagraph":
    """The tables and figures of a part, as references that lead there and are counted anew."""
    from gui.report import word_xml

    paragraph = word.add_paragraph()
    for text, anchor in report_words.shown_in(shown.tables, shown.figures):
        if anchor:
            word_xml.add_reference(paragraph, anchor, text)
        else:
            paragraph.add_run(text).italic = True
    return paragraph


def _add_rows(
    word: "WordDocument",
    rows: tuple[tuple[str, ...], ...],
    heading: tuple[str, ...] | None,
    text_columns: frozenset[int],
    *,
    keeps: bool = False,
) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    from gui.report import word_xml

    every = rows if heading is None else (heading, *rows)
    table = word.add_table(rows=len(every), cols=len(every[0]) if every else 1)
    table.style = "Table Grid" if heading is not None else "Normal Table"
    cells = word_xml.cells_of(table)
    for place, text in enumerate(cell for row in every for cell in row):
        row, column = divmod(place, len(every[0]))
        paragraph = cells[place].paragraphs[0]
        run = paragraph.add_run(text)
        run.font.size = Pt(8.5)
        run.bold = heading is not None and row == 0
        paragraph.paragraph_format.space_after = Pt(1)
        if column not in text_columns:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if not every:
        return
    word_xml.set_widths(table, [Mm(width) for width in _widths(every)])
    word_xml.keep_rows_whole(table)
    if heading is not None:
        word_xml.repeat_heading(table)
    for place, cell in enumerate(cells):
        last = place // len(every[0]) == len(every) - 1
        inside = len(every) <= SHORT_UP_TO + 1 or _is_near_an_end(place // len(every[0]), every)
        cell.paragraphs[0].paragraph_format.keep_with_next = keeps if last else inside


def _is_near_an_end(row: int, rows: Sequence[tuple[str, ...]]) -> bool:
    """So that no page has less than `LEAST_ROWS` of a long table."""
    return row < LEAST_ROWS or row >= len(rows) - LEAST_ROWS


def _widths(rows: Sequence[tuple[str, ...]]) -> list[float]:
    """Of the columns, in mm: as the longest cell of each asks, but no word is broken for another.

    A column is asked for at most half of the page, and at least for its longest word.
    """
    columns = list(zip(*rows, strict=True))
    asked = [min(WIDTH_MM / 2, _MM_PER_SIGN * max(map(len, cells)) + _PADDING_MM)
             for cells in columns]  # fmt: skip
    least = [
        _MM_PER_SIGN * max((len(word) for cell in cells for word in cell.split()), default=0)
        + _PADDING_MM
        for cells in columns
    ]
    least = [min(one, WIDTH_MM / 2) for one in least]
    room, wanted = WIDTH_MM - sum(least), sum(asked) - sum(least)
    share = max(0.0, room) / wanted if wanted > 0.0 else 0.0
    found = [low + share * (high - low) for low, high in zip(least, asked, strict=True)]
    return [WIDTH_MM / sum(found) * one for one in found]


def _set_up(word: "WordDocument", document: Document, now: datetime) -> None:
    from docx.shared import Mm, Pt, RGBColor

    from gui.report import word_xml

    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)
    section.footer_distance = Mm(10)
    properties = word.core_properties
    properties.title, properties.author = document.title, "Copperdesk"
    properties.language = LANGUAGES[document.language]
    properties.created = properties.modified = now
    sizes = {"Normal": 10.5, "Title": 20, "Subtitle": 12, "Heading 1": 15, "Heading 2": 12,
             "Caption": 9, "List Bullet": 10.5, "Footer": 8}  # fmt: skip
    for name, size in sizes.items():
        style: Any = word.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        grey = name in ("Subtitle", "Caption", "Footer")
        style.font.color.rgb = RGBColor.from_string(GREY if grey else INK)
        style.font.bold = name in ("Title", "Heading 1", "Heading 2")
        style.font.italic = False
        word_xml.use_font(style, FONT)
    word_xml.set_language(word, LANGUAGES[document.language])
    foot = section.footer.paragraphs[0]
    word_xml.set_right_tab(foot, Mm(WIDTH_MM))
    foot.add_run(" · ".join((*document.warnings, document.written_at)) + "\t")
    word_xml.add_field(foot, "PAGE", "1")
