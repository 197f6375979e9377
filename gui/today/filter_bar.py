"""Filter chips, the sort order, and the links that stand for cards in a low window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from domain.visits import VisitKind
from gui.theme import app_theme
from gui.today.worklist import SortBy
from gui.widgets.buttons import Chip, ChipRow, LinkButton
from gui.widgets.inputs import Combo
from gui.widgets.label import Label
from gui.words.language import _
from gui.words.visits import kind_plural

_KINDS: tuple[VisitKind | None, ...] = (None, *VisitKind)


class FilterBar(QWidget):
    """What of the chosen day is shown, and in which order."""

    chosen = Signal()
    """The user chose a kind or an order; read `kind` and `sort`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = ChipRow([Chip(_("All") if k is None else kind_plural(k)) for k in _KINDS])
        self.order = Combo()
        for words, sort in (
            (_("By time"), SortBy.TIME),
            (_("By patient"), SortBy.PATIENT),
            (_("By kind"), SortBy.KIND),
        ):
            self.order.addItem(words, sort)
        self.order.setAccessibleName(_("Sort"))
        self.links = (LinkButton(""), LinkButton(""), LinkButton(""))
        self._right = QWidget()
        right = QHBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addStretch(1)
        right.addWidget(Label(_("Sort"), tone="secondary"))
        right.addWidget(self.order)
        for link in self.links:
            right.addWidget(link)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addWidget(self.chips, 1)
        self._row.addWidget(self._right)
        self.chips.group.idClicked.connect(self._choose)
        self.order.activated.connect(self._choose)

    @property
    def kind(self) -> VisitKind | None:
        return _KINDS[self.chips.chosen]

    @property
    def sort(self) -> SortBy:
        sort = self.order.currentData()
        assert isinstance(sort, SortBy)
        return sort

    def show_counts(self, counts: dict[VisitKind, int]) -> None:
        for chip, kind in zip(self.chips.chips, _KINDS, strict=True):
            chip.show_count(sum(counts.values()) if kind is None else counts[kind])

    def show_all(self) -> None:
        self.chips.chips[0].setChecked(True)
        self.chosen.emit()

    def fit(self, room: int) -> None:
        """Two lines where one would not hold everything."""
        wanted = self.chips.sizeHint().width() + self._right.sizeHint().width()
        narrow = wanted + app_theme().px(8) > room
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(direction)

    def _choose(self) -> None:
        self.chosen.emit()
