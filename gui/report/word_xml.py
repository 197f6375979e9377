"""What python-docx has no door to: fields, alternative texts, repeated headings, the language."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportPrivateUsage=false
# The XML beneath python-docx is untyped, and its elements are private members.

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement  # noqa: TID253 - this module is loaded with the first Word document
from docx.oxml.ns import qn  # noqa: TID253 - as above

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from docx.document import Document as WordDocument
    from docx.shape import InlineShape
    from docx.shared import Length
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph


def add_field(
    paragraph: "Paragraph", instruction: str, shown: str, *, is_italic: bool = False
) -> None:
    """A field that Word computes, such as a page number; `shown` stands until it does."""
    field: Any = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run: Any = OxmlElement("w:r")
    if is_italic:
        looks: Any = OxmlElement("w:rPr")
        looks.append(OxmlElement("w:i"))
        run.append(looks)
    text: Any = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


@contextmanager
def bookmark(paragraph: "Paragraph", anchor: str) -> "Generator[None]":
    """What is added meanwhile can be referred to as `anchor`."""
    start: Any = OxmlElement("w:bookmarkStart")
    end: Any = OxmlElement("w:bookmarkEnd")
    start.set(qn("w:name"), _bookmark_name(anchor))
    number = len(paragraph.part.element.xpath("//w:bookmarkStart"))
    for edge in (start, end):
        edge.set(qn("w:id"), str(number))
    paragraph._p.append(start)
    yield
    paragraph._p.append(end)


def add_reference(paragraph: "Paragraph", anchor: str, shown: str) -> None:
    """The words under the bookmark `anchor`, in italics; a click leads there."""
    instruction = f"REF {_bookmark_name(anchor)} \\h"
    add_field(paragraph, instruction, shown, is_italic=True)


def _bookmark_name(anchor: str) -> str:
    """Word takes letters, digits and underscores; one that begins with `_` is not listed."""
    return "_" + anchor.replace("-", "_")


def describe_picture(shape: "InlineShape", title: str, description: str) -> None:
    """What a reader hears who cannot see the picture."""
    properties: Any = shape._inline.docPr
    properties.set("descr", description)
    properties.set("title", title)


def repeat_heading(table: "Table") -> None:
    """Show the first row again on every page the table reaches."""
    properties: Any = table.rows[0]._tr.get_or_add_trPr()
    repeat: Any = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    properties.append(repeat)


def keep_rows_whole(table: "Table") -> None:
    """No row is divided between two pages."""
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def set_widths(table: "Table", widths: "Sequence[Length]") -> None:
    """The width of each column: Word reads the cells, other programs the grid."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, cell in enumerate(cells_of(table)):
        cell.width = widths[place % len(widths)]


def set_right_tab(paragraph: "Paragraph", at: "Length") -> None:
    """One tab, which sets what follows it flush with `at`."""
    from docx.enum.text import WD_TAB_ALIGNMENT

    paragraph.paragraph_format.tab_stops.clear_all()
    paragraph.paragraph_format.tab_stops.add_tab_stop(at, WD_TAB_ALIGNMENT.RIGHT)


def cells_of(table: "Table") -> "list[_Cell]":
    """All cells by row, at once: `table.cell()` walks the whole table for each."""
    return table._cells


def use_font(style: Any, font: str) -> None:
    """Write in `font` also where the theme of the template has its own."""
    fonts: Any = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:cs"), font)


def set_language(word: "WordDocument", code: str) -> None:
    """The language the spelling is checked in."""
    properties: Any = word.styles["Normal"].element.get_or_add_rPr()
    language: Any = OxmlElement("w:lang")
    language.set(qn("w:val"), code)
    properties.append(language)
