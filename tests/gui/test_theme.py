"""The tokens are readable on every ground they stand on, and switching keeps the window alive."""

import re

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gui.colors import Colors, token_names
from gui.icons import icon
from gui.theme import FONT_FAMILY, Theme, ThemeChoice
from resources import path_of, text_of

GROUNDS = (
    "window", "surface", "surface_2", "sidebar", "weekend", "selection", "today_column",
)  # fmt: skip
ON_ANY_GROUND = {  # worst contrast on any background, light and dark: ux.md, section 4
    "text": (13.3, 10.0),
    "text_secondary": (6.4, 6.6),
    "text_tertiary": (5.0, 5.2),
    "link": (6.0, 6.4),
    "accent": (7.2, 5.9),
    "infusion": (4.9, 5.3),
    "copper": (4.5, 5.5),
    "rating": (4.6, 6.0),
    "overdue": (7.0, 5.3),
    "warning": (5.8, 7.2),
    "ok": (5.3, 6.6),
    "missed": (4.8, 4.5),
    "control_border": (3.1, 3.3),
    "focus": (4.6, 5.6),
}
ON_ITS_FILL = {
    "infusion": ("infusion_fill", 4.5),
    "copper": ("copper_fill", 4.5),
    "rating": ("rating_fill", 4.5),
    "overdue": ("overdue_fill", 4.5),
    "warning": ("warning_fill", 4.5),
    "link": ("info_fill", 4.5),
}
SOLID = ("accent", "infusion", "copper", "rating", "overdue")
THEMES = ("light", "dark")
ROUNDING = 0.05
"""The specification states contrasts with one decimal."""


def luminance(color: QColor) -> float:
    """WCAG 2.2, relative luminance."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("token", ON_ANY_GROUND)
def test_a_token_keeps_its_stated_contrast_on_every_ground(name: str, token: str) -> None:
    colors = Colors.load(name)
    worst = min(contrast(colors.named(token), colors.named(ground)) for ground in GROUNDS)
    assert worst >= ON_ANY_GROUND[token][THEMES.index(name)] - ROUNDING


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("token", ON_ITS_FILL)
def test_a_token_is_readable_on_its_own_fill(name: str, token: str) -> None:
    colors = Colors.load(name)
    fill, least = ON_ITS_FILL[token]
    assert contrast(colors.named(token), colors.named(fill)) >= least


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("token", SOLID)
def test_the_label_on_a_solid_glyph_or_button_is_readable(name: str, token: str) -> None:
    colors = Colors.load(name)
    assert contrast(colors.on_solid, colors.named(token)) >= 5.5 - ROUNDING


@pytest.mark.parametrize("name", THEMES)
def test_the_pictures_of_controls_use_only_the_theme_s_tokens(name: str) -> None:
    colors = Colors.load(name)
    tokens = {colors.named(token).name().upper() for token in token_names()}
    pictures = sorted(path_of(f"themes/{name}").glob("*.svg"))
    assert pictures
    for picture in pictures:
        used = re.findall(r"#[0-9A-Fa-f]{6}", picture.read_text(encoding="utf-8"))
        assert used, picture.name
        assert {color.upper() for color in used} <= tokens, picture.name


def test_the_style_sheet_names_no_colour_itself() -> None:
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\s*[;,}]", text_of("themes/style.qss"))


def test_every_style_sheet_token_is_filled(theme: Theme) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert "$" not in app.styleSheet()
    assert not re.search(r"\d+sp\b", app.styleSheet())


def test_switching_the_theme_repaints_what_is_open(qtbot, theme: Theme) -> None:
    label = QLabel("Overdue")
    label.setProperty("tone", "overdue")
    qtbot.addWidget(label)
    label.show()
    before = label.palette().windowText().color()

    with qtbot.waitSignal(theme.changed):
        theme.choose(ThemeChoice.DARK)

    assert label.palette().windowText().color() == Colors.load("dark").overdue
    assert before == Colors.load("light").overdue


def test_text_grows_from_100_to_150_percent_and_no_further(theme: Theme) -> None:
    theme.resize_text(150)
    assert theme.px(20) == 30
    theme.resize_text(400)
    assert theme.text_percent == 150


def test_a_button_grows_with_the_text(qtbot, theme: Theme) -> None:
    button = QPushButton("Collected now")
    qtbot.addWidget(button)
    button.show()
    small = button.sizeHint()
    theme.resize_text(150)
    large = button.sizeHint()
    assert large.width() > 1.3 * small.width()
    assert large.height() > 1.3 * small.height()


@pytest.mark.parametrize("theme_name", THEMES)
def test_an_icon_takes_the_colour_of_its_token(qtbot, theme: Theme, theme_name: str) -> None:
    theme.choose(ThemeChoice(theme_name))
    picture = icon("minus", "overdue").pixmap(24, 24).toImage()
    assert picture.pixelColor(12, 12) == Colors.load(theme_name).overdue


def test_the_window_brings_its_own_font_with_all_polish_letters(theme: Theme) -> None:
    assert FONT_FAMILY in QFontDatabase.families()
    metrics = QFontMetrics(theme.font())
    assert all(metrics.inFontUcs4(ord(letter)) for letter in "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ–−≥≤×→·µ“”„…")


def test_figures_are_all_equally_wide(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font())
    assert len({metrics.horizontalAdvance(digit * 10) for digit in "0123456789"}) == 1
