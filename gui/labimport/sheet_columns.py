"""The columns of a sheet as a person sees them: heading, examples, and what each is read as."""

from dataclasses import dataclass

from domain.labsheet.guesses import Guess
from domain.labsheet.mapping import ColumnUse, Layout, Mapping, Role
from domain.labsheet.workbook import Sheet, column_letters
from gui.labimport.sheet_check import SheetCheck
from gui.words.language import _

Reading = tuple[Role, str]
"""What a column is read as: its role, and in a wide sheet the draw."""
_EXAMPLES = 3
_LOOKED_AT = 60
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column; `examples` are empty for a personal one."""

    column: int
    header: str
    examples: tuple[str, ...]
    role: Role
    draw: str = ""
    guess: Guess | None = None
    """How sure the reading is, or what an unread column seems to hold."""

    @property
    def letters(self) -> str:
        return column_letters(self.column)


def sheet_columns(check: SheetCheck) -> tuple[SheetColumn, ...]:
    """Every column of the sheet that has a heading or a value."""
    sheet, mapping = check.sheet, check.mapping
    last_heading = max(mapping.header_rows, default=0)
    headings = {use.column: use for use in mapping.columns}
    examples = _examples(sheet, last_heading)
    found: list[SheetColumn] = []
    for column in sorted(set(headings) | set(examples)):
        use = headings.get(column)
        role = Role.UNUSED if use is None else use.role
        shown = () if role is Role.PERSONAL else tuple(examples.get(column, ()))
        header = "" if use is None else use.header
        draw = "" if use is None or not _is_of_a_draw(use, mapping) else use.draw
        guess = check.guess_of_column(column)
        found.append(SheetColumn(column, header, shown, role, draw, guess))
    return tuple(found)


def _is_of_a_draw(use: ColumnUse, mapping: Mapping) -> bool:
    """Copper of one draw; a draw in any other heading is none of the readings to choose from."""
    return mapping.layout is Layout.WIDE and use.role is Role.RESULT


def _examples(sheet: Sheet, last_heading: int) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    body = [row for row in sheet.rows if row.number > last_heading][:_LOOKED_AT]
    for row in body:
        for cell in row.cells:
            texts = found.setdefault(cell.column, [])
            if len(texts) < _EXAMPLES and cell.text.strip():
                texts.append(_shortened(" ".join(cell.text.split())))
    return found


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def examples_in_words(column: SheetColumn) -> str:
    if column.role is Role.PERSONAL:
        return _("not shown")
    return "   ".join(column.examples)


def readings(check: SheetCheck) -> tuple[Reading, ...]:
    """What a column can be read as: roles, and in a wide sheet the copper of each draw."""
    plain = tuple((role, "") for role in Role)
    if check.mapping.layout is not Layout.WIDE:
        return plain
    codes = dict.fromkeys(draw.code for draw in check.known.draws)
    codes |= dict.fromkeys(use.draw for use in check.mapping.columns if use.draw)
    return plain + tuple((Role.RESULT, code) for code in codes)


def with_reading(mapping: Mapping, column: int, role: Role, draw: str) -> Mapping:
    """One column corrected; a role that only one column can have leaves the other."""
    once = role not in (Role.UNUSED, Role.PERSONAL, Role.OTHER_TEST)
    for use in mapping.columns:
        taken = once and use.column != column and (use.role, use.draw) == (role, draw)
        if taken:
            mapping = mapping.with_role(use.column, Role.UNUSED)
    return mapping.with_role(column, role, draw=draw)
