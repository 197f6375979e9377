"""What can be done about a visit: a button each, and a menu of what has no room or is rare."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.calendar.event_actions import Act
from gui.calendar.offer_menu import pop_up_above
from gui.calendar.offers import Offer
from gui.widgets.buttons import Button, IconButton, Kind

_GAP = 10


class OfferButtons(QWidget):
    """The first offer is the main one; those after the first few go to the menu."""

    taken = Signal(object, object)
    """An `Act` was chosen, by the `Button` it is asked about from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[Offer] = ()
        self._rare: Sequence[Offer] = ()
        self._most = 0
        self._buttons: list[Button] = []
        self._more: Button | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.hide()

    @property
    def buttons(self) -> list[Button]:
        """Those that are shown, the menu last."""
        every = [*self._buttons, *([self._more] if self._more is not None else [])]
        return [button for button in every if not button.isHidden()]

    def clear(self) -> None:
        for button in (*self._buttons, self._more):
            if button is not None:
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
        self._buttons, self._more = [], None
        self._shown = self._rare = ()
        self.hide()

    def offer(
        self, shown: Sequence[Offer], rare: Sequence[Offer], *, main: Kind, more: str
    ) -> None:
        """A button for each of `shown`, the first of the kind `main`; `more` names the menu.

        None of them is seen before `show_most` has said which.
        """
        self.clear()
        self._shown, self._rare = shown, rare
        for offer in shown:
            kind = main if offer is shown[0] else "plain"
            button = Button(offer.words, kind, name=offer.spoken)
            button.clicked.connect(partial(self._take, offer.act, button))
            button.hide()
            self._buttons.append(button)
            self._row.addWidget(button)
        self._more = IconButton("ellipsis", more)
        self._more.clicked.connect(self._show_more)
        self._row.addWidget(self._more)

    def show_most(self, most: int) -> None:
        """The first `most` have their buttons, the others are in the menu.

        What is hidden goes first: showing one lays out what is around, which may ask again.
        """
        self._most = most
        for button in self._buttons[most:]:
            button.hide()
        for button in self._buttons[:most]:
            if self._most == most:
                button.show()
        if self._more is not None and self._most == most:
            self._more.setVisible(self._has_menu(most))
        self.setVisible(bool(self._shown or self._rare))

    def width_of(self, most: int) -> int:
        """How wide the first `most` and their menu are."""
        parts: list[Button] = self._buttons[:most]
        if self._more is not None and self._has_menu(most):
            parts = [*parts, self._more]
        return sum(part.sizeHint().width() + _GAP for part in parts)

    def _has_menu(self, most: int) -> bool:
        return bool(self._rare) or most < len(self._shown)

    def _take(self, act: Act, button: Button, _checked: bool = False) -> None:
        self.taken.emit(act, button)

    def _show_more(self) -> None:
        assert self._more is not None
        offers = [*self._shown[self._most :], *self._rare]
        more = self._more
        pop_up_above(more, offers, lambda offer: self.taken.emit(offer.act, more))
