"""Language, theme and text size, at the foot of the first page."""

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.menus import theme_words
from gui.theme import TEXT_SCALES, ThemeChoice
from gui.widgets.inputs import Combo
from gui.widgets.label import IconLabel, Label
from gui.words import language
from gui.words.language import _

T = TypeVar("T")


class Looks(QWidget):
    """Three choices that take effect at once."""

    language_chosen = Signal(str)
    """The user wants this language ("en", "pl")."""
    theme_chosen = Signal(str)
    """The user wants this theme, a value of `ThemeChoice`."""
    size_chosen = Signal(int)
    """The user wants text of this many percent."""

    def __init__(self, theme: ThemeChoice, percent: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages = _combo(_("Language"), language.NAMES, language.language())
        self._themes = _combo(_("Theme"), theme_words(), theme)
        self._sizes = _combo(_("Text size"), {size: f"{size}%" for size in TEXT_SCALES}, percent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 16)
        row.setSpacing(8)
        for icon_name, combo in (
            ("globe", self._languages), ("contrast", self._themes), ("", self._sizes),
        ):  # fmt: skip
            if icon_name:
                row.addWidget(IconLabel(icon_name))
            label = Label(combo.accessibleName(), tone="secondary")
            label.setBuddy(combo)
            row.addWidget(label)
            row.addWidget(combo)
            row.addSpacing(20)
        row.addStretch(1)
        self._version = Label(role="small", tone="secondary")
        row.addWidget(self._version)
        self._languages.activated.connect(self._choose_language)
        self._themes.activated.connect(self._choose_theme)
        self._sizes.activated.connect(self._choose_size)

    def _show_version(self) -> None:
        self._version.setText(_("Version {number}").format(number=program_version()))

    def show_theme(self, theme: ThemeChoice) -> None:
        self._themes.setCurrentIndex(self._themes.findData(theme))

    def show_size(self, percent: int) -> None:
        self._sizes.setCurrentIndex(self._sizes.findData(percent))

    def _choose_language(self) -> None:
        self.language_chosen.emit(self._languages.currentData())

    def _choose_theme(self) -> None:
        self.theme_chosen.emit(str(self._themes.currentData()))

    def _choose_size(self) -> None:
        self.size_chosen.emit(self._sizes.currentData())

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._version.text():  # finding it takes longer than painting the rest
            QTimer.singleShot(0, self, self._show_version)


def program_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("copperdesk")
    except PackageNotFoundError:
        return _("unknown")


def _combo(name: str, choices: Mapping[T, str], current: T) -> Combo:
    combo = Combo()
    combo.setAccessibleName(name)
    for value, words in choices.items():
        combo.addItem(words, value)
    combo.setCurrentIndex(list(choices).index(current))
    return combo
