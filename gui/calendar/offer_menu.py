"""What is seldom asked for about a visit, in a menu above its button."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from gui.calendar.offers import Offer
from gui.widgets.buttons import Button


def pop_up_above(button: Button, offers: Sequence[Offer], take_up: Callable[[Offer], None]) -> None:
    """Show the menu; it goes by itself when something is chosen, or nothing."""
    menu = QMenu(button.parentWidget())
    menu.aboutToHide.connect(menu.deleteLater)
    for offer in offers:
        menu.addAction(offer.words).triggered.connect(partial(_pass_on, take_up, offer))
    menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


def _pass_on(take_up: Callable[[Offer], None], offer: Offer, _checked: bool = False) -> None:
    take_up(offer)
