"""The look of the program: colours, text size and style sheet, switched while it runs."""

from enum import StrEnum
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from gui.colors import Colors
from gui.style_sheet import style_sheet
from resources import path_of

FONT_FAMILY = "Copperdesk Inter"
BASE_SIZE = 13
TEXT_SCALES = (100, 110, 125, 150)


class ThemeChoice(StrEnum):
    """What the user asked for; SYSTEM follows the desktop, live."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


class Theme(QObject):
    """The one look of the running application; `app_theme()` finds it from any widget."""

    changed = Signal()
    """Colours or text size changed; whatever paints itself paints again."""

    def __init__(
        self,
        app: QApplication,
        choice: ThemeChoice = ThemeChoice.SYSTEM,
        text_percent: int = 100,
        *,
        dresses_windows: bool = False,
    ) -> None:
        """With `dresses_windows` each window has the style sheet, else the whole application.

        Where the application has it, Qt styles every part anew as often as something around
        it is put into something else, and a screen takes twice as long to make.
        """
        super().__init__(app)
        self._app = app
        self._dresses_windows = dresses_windows
        self._windows: list[QWidget] = []
        self._sheet = ""
        self._choice = choice
        self._percent = _within_limits(text_percent)
        self._colors = Colors.load(self._variant())
        load_fonts()
        if app.property("copperdeskTheme") is None:
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setProperty("copperdeskTheme", self)
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        if dresses_windows:
            app.focusWindowChanged.connect(self._dress_strangers)

    @property
    def colors(self) -> Colors:
        return self._colors

    @property
    def choice(self) -> ThemeChoice:
        return self._choice

    @property
    def text_percent(self) -> int:
        return self._percent

    @property
    def is_dark(self) -> bool:
        return self._variant() == "dark"

    @property
    def scale(self) -> float:
        return self._percent / 100

    def px(self, at_100_percent: float) -> int:
        """A length that grows with the text."""
        return round(at_100_percent * self.scale)

    def color(self, token: str) -> QColor:
        return self._colors.named(token)

    def font(self, size: float = BASE_SIZE, weight: int = 400) -> QFont:
        """The program's font, `size` in pixels at 100 %; for painters."""
        font = QFont(FONT_FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def dress(self, window: QWidget) -> None:
        """Give `window` the style sheet, now and whenever it is another one."""
        if self._dresses_windows:
            self._windows = [*filter(isValid, self._windows), window]
            window.setStyleSheet(self._sheet)

    def choose(self, choice: ThemeChoice) -> None:
        if choice is not self._choice:
            self._choice = choice
            self._refresh()

    def resize_text(self, percent: int) -> None:
        percent = _within_limits(percent)
        if percent != self._percent:
            self._percent = percent
            self._refresh()

    def _variant(self) -> str:
        if self._choice is not ThemeChoice.SYSTEM:
            return self._choice.value
        scheme = self._app.styleHints().colorScheme()
        return "dark" if scheme is Qt.ColorScheme.Dark else "light"

    def _follow_system(self) -> None:
        if self._choice is ThemeChoice.SYSTEM:
            self._refresh()

    def _refresh(self) -> None:
        self._colors = Colors.load(self._variant())
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        if _wants_high_contrast(self._app):
            self._colors = Colors.of_system(self._app.style().standardPalette())
        self._app.setFont(self.font())
        self._app.setPalette(palette_of(self._colors))
        images = path_of(f"themes/{self._variant()}")
        self._sheet = style_sheet(self._colors, self.scale, images)
        self._app.setStyleSheet("" if self._dresses_windows else self._sheet)
        for window in filter(isValid, self._windows):
            window.setStyleSheet(self._sheet)

    def _dress_strangers(self) -> None:
        """A window that belongs to none of ours, as a dialog asked for while none was in front."""
        if app_theme() is not self:
            return
        for window in self._app.topLevelWidgets():
            is_ours = window.parentWidget() is not None or window in self._windows
            if window.isVisible() and not is_ours:
                self.dress(window)


def app_theme() -> Theme:
    """The theme of the running application, as `QApplication.style()` is its style."""
    app = QApplication.instance()
    assert app is not None
    theme = app.property("copperdeskTheme")
    assert isinstance(theme, Theme), "the application has no theme yet"
    return theme


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it asks about has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


@cache
def load_fonts() -> None:
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(path_of(f"fonts/Inter-{weight}.otf")))


def palette_of(colors: Colors) -> QPalette:
    """The palette for what the style sheet does not reach."""
    role = QPalette.ColorRole
    palette = QPalette(colors.surface)
    shown = {
        role.Window: colors.window,
        role.WindowText: colors.text,
        role.Base: colors.surface,
        role.AlternateBase: colors.surface_2,
        role.Text: colors.text,
        role.Button: colors.surface,
        role.ButtonText: colors.text,
        role.BrightText: colors.overdue,
        role.Highlight: colors.selection,
        role.HighlightedText: colors.text,
        role.Link: colors.link,
        role.LinkVisited: colors.link,
        role.ToolTipBase: colors.surface,
        role.ToolTipText: colors.text,
        role.PlaceholderText: colors.text_tertiary,
        role.Light: colors.surface,
        role.Midlight: colors.divider,
        role.Mid: colors.divider,
        role.Dark: colors.control_border,
        role.Shadow: colors.divider,
    }
    for where, color in shown.items():
        palette.setColor(where, color)
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, where, colors.missed)
    return palette


def _within_limits(percent: int) -> int:
    return max(TEXT_SCALES[0], min(TEXT_SCALES[-1], percent))


def _wants_high_contrast(app: QApplication) -> bool:
    # QAccessibilityHints came with Qt 6.10; older versions cannot tell.
    accessibility = getattr(app.styleHints(), "accessibility", None)
    if accessibility is None:
        return False
    return accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast
