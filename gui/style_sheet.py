"""The application's style sheet: `resources/themes/style.qss` filled with tokens."""

import re
from pathlib import Path
from string import Template

from gui.colors import Colors, token_names
from resources import text_of

_SCALED = re.compile(r"(\d+(?:\.\d+)?)sp\b")


def style_sheet(colors: Colors, scale: float, images: Path) -> str:
    """The sheet in pixels and colours; a length in `sp` grows with the text."""
    values = {name: _css(colors, name) for name in token_names()}
    filled = Template(text_of("themes/style.qss")).substitute(values, images=images.as_posix())
    return _SCALED.sub(lambda found: f"{round(float(found[1]) * scale)}px", filled)


def _css(colors: Colors, token: str) -> str:
    return colors.named(token).name()
