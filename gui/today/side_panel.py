"""Three cards beside the list; where there is no room, links that open the same cards."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from domain.agenda import Agenda
from domain.quality import Query, QueryState
from gui.navigation import Place, ScreenName
from gui.today.side_cards import CardPopup, Fact, FactCard
from gui.widgets.buttons import LinkButton
from gui.words import dates
from gui.words import today as words_of
from gui.words.language import _

URGENT_FROM_DAYS = 6
"""Days after which a lab's answer is late enough to be marked."""


class SidePanel(QScrollArea):
    """Waiting for the lab, open queries, starting soon."""

    place_asked = Signal(Place)
    """The user asked to see a place."""

    def __init__(self, links: Sequence[LinkButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._links = links
        self._is_beside = True
        self._popup: CardPopup | None = None
        self.waiting = FactCard(
            _("Waiting for the lab"), _("Import lab sheet…"), icon_name="download"
        )
        self.queries = FactCard(_("Open queries"), _("Open data quality"))
        self.starting = FactCard(_("Starting soon"))
        self.cards = (self.waiting, self.queries, self.starting)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 26, 0, 0)
        self._column.setSpacing(12)
        for card in self.cards:
            self._column.addWidget(card)
            card.place_asked.connect(self._go)
        self._column.addStretch(1)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.waiting.asked.connect(self._ask_import)
        self.queries.asked.connect(self._ask_queries)
        for link in links:
            link.clicked.connect(self._open_card)

    def show_waiting(self, agenda: Agenda, queries: Sequence[Query]) -> None:
        today = agenda.now.date()
        self.waiting.show_facts(
            [
                Fact(
                    words_of.waiting_line(draw),
                    Place(ScreenName.PATIENTS, patient=draw.patient, visit=draw.key),
                    side=words_of.days_waiting(draw, today),
                    is_urgent=(today - draw.shown_on).days >= URGENT_FROM_DAYS,
                )
                for draw in agenda.waiting_for_lab
            ]
        )
        self.queries.show_facts(
            [_query_fact(query) for query in queries if query.state is QueryState.OPEN]
        )
        self.starting.show_facts(
            [
                Fact(
                    words_of.starting_line(infusion),
                    Place(ScreenName.PATIENTS, patient=infusion.patient),
                    side=dates.short_day(infusion.planned_on),
                )
                for infusion in agenda.starting_soon
            ]
        )
        self._arrange()

    def stand_beside(self, beside: bool) -> None:
        if beside is not self._is_beside:
            self._is_beside = beside
            self._arrange()

    def _arrange(self) -> None:
        words = (_("Waiting for lab"), _("Queries"), _("Starting soon"))
        for card, link, said in zip(self.cards, self._links, words, strict=True):
            count = len(card.facts)
            if self._is_beside and card.parentWidget() is not self.widget():
                self._column.insertWidget(self.cards.index(card), card)
            card.setVisible(self._is_beside and count > 0)
            link.setText(f"{said} {count}")
            link.setVisible(not self._is_beside and count > 0)
        self.setVisible(self._is_beside and any(card.facts for card in self.cards))

    def _open_card(self) -> None:
        link = self.sender()
        number = next(n for n, candidate in enumerate(self._links) if candidate is link)
        if self._popup is None:
            self._popup = CardPopup(self.window())
        for card in self.cards:
            card.setVisible(False)
        self._popup.show_card(self.cards[number], self._links[number])

    def _go(self, place: Place) -> None:
        if self._popup is not None:
            self._popup.hide()
        self.place_asked.emit(place)

    def _ask_import(self) -> None:
        self._go(Place(ScreenName.LAB_RESULTS, detail="import"))

    def _ask_queries(self) -> None:
        self._go(Place(ScreenName.DATA_QUALITY))


def _query_fact(query: Query) -> Fact:
    title, detail = words_of.query_line(query)
    place = Place(
        ScreenName.DATA_QUALITY,
        patient=query.key.patient,
        visit=query.key,
        detail=str(query.number),
    )
    return Fact(title, place, below=detail)
