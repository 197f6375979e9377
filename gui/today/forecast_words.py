"""What the cells of the forecast strip say of an agenda."""

from domain.agenda import Agenda
from domain.calendar_days import CalendarDays
from gui.today import worklist
from gui.today.forecast import CellWords
from gui.words import dates
from gui.words import today as words_of
from gui.words.language import _


def cell_words(agenda: Agenda, days: CalendarDays) -> list[CellWords]:
    """Not done, today, then one cell for each coming day."""
    counts = [worklist.count_kinds(items) for items in worklist.cell_items(agenda)]
    not_done = CellWords(
        _("Not done"),
        _("Not done"),
        counts[0],
        nothing=_("Nothing late"),
        is_alarm=bool(agenda.not_done),
    )
    today = CellWords(_("Today"), _("Today"), counts[1], nothing=_("Nothing due"))
    ahead = [
        CellWords(
            words_of.day_heading(coming.day, agenda.now.date()),
            dates.spoken_day(coming.day),
            count,
            nothing=_("Nothing planned"),
            is_off=not days.is_working(coming.day),
        )
        for coming, count in zip(agenda.coming, counts[worklist.FIRST_DAY_CELL :], strict=True)
    ]
    return [not_done, today, *ahead]
