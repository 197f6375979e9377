"""The buttons of a row: which there are, what they say, and which one stands out."""

from collections.abc import Mapping

from domain.agenda import AgendaItem
from domain.visits import Status, VisitState
from gui.today.asks import Ask, Mode
from gui.widgets.buttons import Button, IconButton, Kind, LinkButton, PlainButton
from gui.words import agenda as words_of
from gui.words.language import _


def buttons_for(item: AgendaItem, mode: Mode) -> dict[Ask, Button]:
    """From left to right."""
    more = IconButton("ellipsis", _("More"), bare=True)
    if mode is Mode.OPEN:
        return {Ask.RECORD: Button(), Ask.MISSED: PlainButton(), Ask.MENU: more}
    if mode is Mode.AHEAD:
        return {Ask.MENU: more}
    buttons: dict[Ask, Button] = {Ask.DETAILS: LinkButton("")}
    if item.visit.state is VisitState.DONE:
        buttons[Ask.OTHER_TIME] = LinkButton("")
    buttons[Ask.UNDO] = LinkButton("", icon_name="undo-2")
    return buttons


def name_buttons(buttons: Mapping[Ask, Button], item: AgendaItem) -> None:
    """Say what each does, to eyes and to a screen reader; nothing is recorded out of order."""
    for ask, button in buttons.items():
        words = _words(ask, item)
        button.setAccessibleName(words_of.spoken_action(words, item))
        if ask is not Ask.MENU:
            button.setText(words)
        if ask is Ask.RECORD:
            button.setEnabled(item.waits_for is None)


def dress_main(buttons: Mapping[Ask, Button], item: AgendaItem, *, is_current: bool) -> None:
    """The button that records is solid in the current row alone."""
    if Ask.RECORD in buttons:
        kind: Kind = "plain" if item.status is Status.OVERDUE else "tinted"
        buttons[Ask.RECORD].become("primary" if is_current else kind)


def _words(ask: Ask, item: AgendaItem) -> str:
    match ask:
        case Ask.RECORD:
            return words_of.record_now(item)
        case Ask.MISSED:
            return words_of.not_done(item)
        case Ask.DETAILS:
            return _("Details…")
        case Ask.OTHER_TIME:
            return _("Edit time…")
        case Ask.UNDO:
            return _("Undo")
        case _:
            return _("More")
