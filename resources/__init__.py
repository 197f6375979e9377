"""The files that ship with the program; `path_of` and `text_of` are the only way in."""

from pathlib import Path

_HERE = Path(__file__).parent


def path_of(name: str) -> Path:
    """The file `name` (slashes between folders) as a path on disk."""
    return _HERE / name


def text_of(name: str) -> str:
    """The text of the file `name`, which is UTF-8."""
    return path_of(name).read_text(encoding="utf-8")
