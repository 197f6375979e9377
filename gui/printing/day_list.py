"""The list of a day on A4: what is not done and what is due, with room to write by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from PySide6.QtCore import QRectF, Qt

from domain.agenda import Agenda, AgendaItem, DayAhead
from domain.protocol import Protocol
from gui.printing.ink import A4, Ink, Paper
from gui.widgets.glyphs import Glyph
from gui.words import agenda as agenda_words
from gui.words import printing as words
from gui.words.agenda import RowWords, glyph_text

_SIDE, _TOP, _BOTTOM = 15.0, 14.0, 14.0
_HEAD = 16.0
_BETWEEN = 4.0
_GROUP = 8.0
_COLUMN_HEADS = 6.0
ROW = 9.0
_NOTES = 30.0
_X_GLYPH, _X_CODE, _X_WHAT, _X_WINDOW, _X_BOX, _X_TIME, _X_INITIALS = (
    19.0, 25.0, 48.0, 100.0, 147.0, 156.0, 178.0,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit with its words."""

    item: AgendaItem
    words: RowWords


@dataclass(frozen=True, slots=True)
class Group:
    """Not done, due today, or tomorrow."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class PagePart:
    """The entries of one group that stand on one page."""

    group: Group
    entries: tuple[Entry, ...]
    is_continued: bool


def groups_of(
    agenda: Agenda,
    protocol: Protocol,
    *,
    with_tomorrow: bool = False,
    ahead: DayAhead | None = None,
) -> tuple[Group, ...]:
    """The groups that are printed, empty ones left out: of today, or of one day `ahead`."""
    if ahead is not None:
        found = [(words.planned_on(ahead.day), ahead.items)]
    else:
        found = [
            (words.not_done(), agenda.not_done),
            (words.due_on(agenda.now.date()), agenda.due_today),
        ]
    if with_tomorrow and agenda.coming:
        tomorrow = agenda.coming[0]
        found.append((words.tomorrow(tomorrow.day), tomorrow.items))
    return tuple(
        Group(
            heading,
            tuple(Entry(i, _on_paper(i, protocol, agenda.now)) for i in items),
        )
        for heading, items in found
        if items
    )


def _on_paper(item: AgendaItem, protocol: Protocol, now: datetime) -> RowWords:
    """The words of the row, without what is true for a while only ("in 18 min")."""
    told = agenda_words.row_words(item, protocol, now)
    return replace(told, window=words.window(item.visit.window))


def pages_of(groups: Sequence[Group], paper: Paper = A4) -> tuple[tuple[PagePart, ...], ...]:
    """Share the groups out over pages: headings repeat, and the last page has room for notes."""
    room = paper.height - _TOP - _HEAD - _BOTTOM
    pages: list[list[PagePart]] = [[]]
    left = room
    for group in groups:
        waiting = list(group.entries)
        while waiting:
            fitting = int((left - _BETWEEN - _GROUP - _COLUMN_HEADS) // ROW)
            if fitting < 1:
                pages.append([])
                left = room
                continue
            taken, waiting = waiting[:fitting], waiting[fitting:]
            is_continued = taken[0] is not group.entries[0]
            pages[-1].append(PagePart(group, tuple(taken), is_continued))
            left -= _BETWEEN + _GROUP + _COLUMN_HEADS + ROW * len(taken)
    if left < _NOTES:
        pages.append([])
    return tuple(tuple(page) for page in pages)


@dataclass(frozen=True, slots=True)
class DayList:
    """The list of one `day` of a study as printed at `now`."""

    study_name: str
    day: date
    now: datetime
    pages: tuple[tuple[PagePart, ...], ...]
    is_made_up: bool

    @property
    def title(self) -> str:
        return words.day_list_title(self.day)

    @property
    def paper(self) -> Paper:
        return A4

    @property
    def page_count(self) -> int:
        return len(self.pages)

    def paint(self, ink: Ink, page: int) -> None:
        if self.is_made_up:
            ink.watermark(A4, words.made_up())
        self._paint_head(ink, page)
        y = _TOP + _HEAD
        if not any(self.pages):
            ink.text(QRectF(_SIDE, y, 180, 8), words.nothing_to_do(), 11)
        for part in self.pages[page]:
            y = _paint_part(ink, part, y)
        if page == self.page_count - 1:
            _paint_notes(ink)

    def _paint_head(self, ink: Ink, page: int) -> None:
        width = A4.width - 2 * _SIDE
        ink.text(QRectF(_SIDE, _TOP, width, 8), self.title, 16, bold=True)
        ink.text(QRectF(_SIDE, _TOP + 8, width, 5), self.study_name, 10)
        printed = words.printed(self.now, page + 1, self.page_count)
        right = Qt.AlignmentFlag.AlignRight
        ink.text(QRectF(_SIDE, _TOP + 8, width, 5), printed, 9, align=right)
        if self.is_made_up:
            ink.text(QRectF(_SIDE, _TOP, width, 8), words.made_up(), 10, bold=True, align=right)
        ink.line(_SIDE, _TOP + 15, A4.width - _SIDE, _TOP + 15, 0.4)


def _paint_part(ink: Ink, part: PagePart, y: float) -> float:
    right = A4.width - _SIDE
    y += _BETWEEN
    heading = part.group.heading
    if part.is_continued:
        heading = words.continued(heading)
    count = words.entries(len(part.group.entries))
    ink.text(QRectF(_SIDE, y, 120, _GROUP), f"{heading} ({count})", 12, bold=True)
    y += _GROUP
    heads = words.day_list_heads()
    places = (_X_CODE, _X_WHAT, _X_WINDOW, _X_TIME, _X_INITIALS)
    for x, head in zip(places, heads, strict=True):
        ink.text(QRectF(x, y, 44, _COLUMN_HEADS), head, 8)
    y += _COLUMN_HEADS
    ink.line(_SIDE, y, right, y, 0.3)
    for entry in part.entries:
        _paint_row(ink, entry, y)
        y += ROW
        ink.line(_SIDE, y, right, y, 0.1)
    return y


def _paint_row(ink: Ink, entry: Entry, y: float) -> None:
    item, told = entry.item, entry.words
    middle = y + ROW / 2
    key = item.visit.key
    ink.glyph(_X_GLYPH, middle, Glyph(key.kind, item.status, glyph_text(key)), 0.8)
    ink.text(QRectF(_X_CODE, y, 22, ROW), told.code, 11, bold=True)
    half = ROW / 2
    ink.text(QRectF(_X_WHAT, y + 0.6, 51, half), told.what, 9.5, bold=True)
    ink.text(QRectF(_X_WHAT, y + half - 0.3, 51, half), told.note or told.background, 8)
    ink.text(QRectF(_X_WINDOW, y + 0.6, 46, half), told.when, 9.5, bold=True)
    ink.text(QRectF(_X_WINDOW, y + half - 0.3, 46, half), told.window, 8)
    ink.frame(QRectF(_X_BOX, middle - 2, 4, 4))
    ink.line(_X_TIME, y + ROW - 2, _X_TIME + 18, y + ROW - 2)
    ink.line(_X_INITIALS, y + ROW - 2, _X_INITIALS + 16, y + ROW - 2)


def _paint_notes(ink: Ink) -> None:
    top = A4.height - _BOTTOM - _NOTES + 6
    ink.text(QRectF(_SIDE, top, 40, 6), words.notes(), 9, bold=True)
    for number in range(3):
        y = top + 12 + number * 6
        ink.line(_SIDE, y, A4.width - _SIDE, y, 0.1)
