"""The colour tokens of a theme, read from `resources/themes`."""

import tomllib
from dataclasses import dataclass, fields

from PySide6.QtGui import QColor, QPalette

from resources import text_of


@dataclass(frozen=True, slots=True)
class Colors:
    """Every colour the program paints with."""

    window: QColor
    surface: QColor
    surface_2: QColor
    sidebar: QColor
    weekend: QColor
    selection: QColor
    today_column: QColor
    text: QColor
    text_secondary: QColor
    text_tertiary: QColor
    link: QColor
    accent: QColor
    infusion: QColor
    copper: QColor
    rating: QColor
    overdue: QColor
    warning: QColor
    ok: QColor
    missed: QColor
    control_border: QColor
    focus: QColor
    divider: QColor
    infusion_fill: QColor
    copper_fill: QColor
    rating_fill: QColor
    overdue_fill: QColor
    warning_fill: QColor
    info_fill: QColor
    on_solid: QColor

    def named(self, token: str) -> QColor:
        color = getattr(self, token)
        assert isinstance(color, QColor)
        return color

    @classmethod
    def load(cls, theme: str) -> "Colors":
        stated = tomllib.loads(text_of(f"themes/{theme}.toml"))["colors"]
        return cls(**{name: QColor(stated[name]) for name in token_names()})

    @classmethod
    def of_system(cls, palette: QPalette) -> "Colors":
        """The system's own few colours, for its high-contrast mode: shapes then carry the rest."""
        paper, ink = palette.base().color(), palette.text().color()
        chosen, link = palette.highlight().color(), palette.link().color()
        inks = ("text", "text_secondary", "text_tertiary", "infusion", "copper", "rating",
                "overdue", "warning", "ok", "missed", "control_border", "divider")  # fmt: skip
        colors = dict.fromkeys(token_names(), paper) | dict.fromkeys(inks, ink)
        return cls(**(colors | {"link": link, "accent": chosen, "focus": chosen}))


def token_names() -> tuple[str, ...]:
    return tuple(field.name for field in fields(Colors))
