"""The screens of the program, down the left side; pictures alone in a narrow window."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.icons import icon
from gui.theme import app_theme, restyle
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.widgets.logo import Logo
from gui.words.language import _

WIDE, NARROW = 196, 60


@dataclass(frozen=True, slots=True)
class SideBarEntry:
    """One screen: its name in the program, its words and its icon."""

    name: str
    words: str
    icon_name: str


class SideBar(QFrame):
    """Chooses a screen, and says whose study this is and who is working."""

    chosen = Signal(str)
    """The user chose the screen of this name."""
    who_asked = Signal()
    """Somebody else wants to work."""

    def __init__(self, entries: Sequence[SideBarEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._is_narrow = False
        self._buttons = {entry.name: _ScreenButton(entry) for entry in entries}
        self._logo = Logo(30)
        self._product = Label("Copperdesk", "heading")
        self._study = Label(role="small", tone="secondary")
        self._demo = _MadeUpCard()
        self._demo_mark = IconLabel("info", "link", 18)
        self._who = LinkButton("")
        self._who.setProperty("who", True)
        self._who.clicked.connect(self.who_asked)
        self._role = Label(role="small", tone="secondary")
        self._group = QButtonGroup(self)
        self._lay_out()
        for button in self._buttons.values():
            self._group.addButton(button)
            button.clicked.connect(self._choose)
        self.show_demo(is_demo=False)
        self._fit()
        app_theme().changed.connect(self._fit)

    @property
    def is_narrow(self) -> bool:
        return self._is_narrow

    def button(self, name: str) -> QPushButton:
        return self._buttons[name]

    def set_narrow(self, narrow: bool) -> None:
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self._fit()

    def select(self, name: str) -> None:
        """Mark the screen that is shown; the focus, if one of the buttons has it, goes along."""
        chosen = self._buttons[name]
        chosen.setChecked(True)
        if any(button.hasFocus() for button in self._buttons.values()):
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_badge(self, name: str, count: int) -> None:
        self._buttons[name].show_count(count)

    def show_study(self, name: str) -> None:
        self._study.setText(name)

    def show_demo(self, *, is_demo: bool) -> None:
        self._demo.setVisible(is_demo and not self._is_narrow)
        self._demo_mark.setVisible(is_demo and self._is_narrow)
        self.setProperty("demo", is_demo)

    def show_user(self, name: str, role: str) -> None:
        """Who is working: the name in a wide bar, the initials in a narrow one."""
        self.setProperty("user", name)
        self._who.setToolTip(f"{name}, {role}" if role else name)
        self._who.setAccessibleName(_("Working: {name}. Change…").format(name=name))
        self._role.setText(role)
        self._fit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 9, 10)
        column.setSpacing(3)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._product)
        names.addWidget(self._study)
        self._top = top = QHBoxLayout()
        top.setSpacing(9)
        top.addWidget(self._logo)
        top.addLayout(names, 1)
        column.addLayout(top)
        column.addSpacing(12)
        for button in self._buttons.values():
            column.addWidget(button)
        column.addStretch(1)
        column.addWidget(self._demo)
        column.addWidget(self._demo_mark, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self._bottom = who = QHBoxLayout()
        who.setSpacing(6)
        who.addWidget(self._who)
        who.addWidget(self._role)
        who.addStretch(1)
        column.addLayout(who)

    def _choose(self) -> None:
        for name, button in self._buttons.items():
            if button is self.sender():
                self.chosen.emit(name)

    def _fit(self) -> None:
        theme = app_theme()
        wide = not self._is_narrow
        self.setFixedWidth(theme.px(WIDE if wide else NARROW))
        for part in (self._product, self._study, self._role):
            part.setVisible(wide)
        for button in self._buttons.values():
            button.set_narrow(self._is_narrow)
        name = str(self.property("user") or "")
        self._who.setText(name if wide else initials(name))
        self._indent(self._top, self._logo)
        self._indent(self._bottom, self._who)
        self.show_demo(is_demo=bool(self.property("demo")))

    def _indent(self, row: QHBoxLayout, first: QWidget) -> None:
        """Near the edge of a wide bar, in the middle of a narrow one."""
        left = self.contentsMargins().left() + 4
        if self._is_narrow:
            column = self.layout()
            assert column is not None
            edge = column.contentsMargins().left()
            left = max(0, (self.width() - first.sizeHint().width()) // 2 - edge)
        row.setContentsMargins(left, 0, 0, 0)


class _MadeUpCard(Card):
    def __init__(self) -> None:
        super().__init__(margin=10, spacing=4)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(IconLabel("info", "link", 15))
        head.addWidget(Label(_("Made-up data"), "small-strong"), 1)
        self.body.addLayout(head)
        words = _("This is the demo study. No real patients.")
        self.body.addWidget(Label(words, "small", "secondary", wraps=True))


class _ScreenButton(QPushButton):
    """A screen's picture and words; the number of rows that wait stands on the right."""

    def __init__(self, entry: SideBarEntry) -> None:
        super().__init__()
        self._entry = entry
        self._count = 0
        self._is_narrow = False
        self.setProperty("kind", "screen")
        self.setCheckable(True)
        self.setAccessibleName(entry.words)
        self.toggled.connect(self._tint)
        self._tint()

    def set_narrow(self, narrow: bool) -> None:
        theme = app_theme()
        self._is_narrow = narrow
        self.setProperty("narrow", narrow)
        restyle(self)
        self.setText("" if narrow else f"  {self._entry.words}")
        self.setToolTip(self._entry.words if narrow else "")
        self.setIconSize(QSize(theme.px(18), theme.px(18)))

    def show_count(self, count: int) -> None:
        self._count = count
        name = self._entry.words
        self.setAccessibleName(f"{name}, {count}" if count else name)
        self.update()

    def _tint(self) -> None:
        self.setIcon(
            icon(self._entry.icon_name, "accent" if self.isChecked() else "text_secondary")
        )

    def _badge_rect(self, wanted: int) -> QRect:
        theme = app_theme()
        height = theme.px(16) if self._is_narrow else theme.px(19)
        width = max(wanted + theme.px(8), height) if self._is_narrow else max(wanted, theme.px(31))
        if self._is_narrow:
            return QRect(self.width() - width, 1, width, height)
        return QRect(
            self.width() - width - theme.px(10), (self.height() - height) // 2, width, height
        )

    # Qt overrides

    def paintEvent(self, arg__1: QPaintEvent) -> None:
        super().paintEvent(arg__1)
        if not self._count:
            return
        theme = app_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(10.5 if self._is_narrow else 12, 600))
        words = str(self._count)
        where = self._badge_rect(painter.fontMetrics().horizontalAdvance(words))
        painter.setPen(theme.colors.divider)
        painter.setBrush(theme.colors.surface)
        painter.drawRoundedRect(where, 4, 4)
        painter.setPen(theme.colors.text)
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)
        painter.end()


def initials(name: str) -> str:
    """AN for A. Nowak."""
    return "".join(part[0] for part in name.split()[:3]).upper()
