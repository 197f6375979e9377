"""The files that ship with the program; `path_of` and `text_of` are the only way in."""

from importlib.resources import as_file, files
from pathlib import Path


def path_of(name: str) -> Path:
    """The file `name` (slashes between folders) as a path on disk."""
    with as_file(files(__name__).joinpath(name)) as path:
        return path


def text_of(name: str) -> str:
    """The text of the file `name`, which is UTF-8."""
    return files(__name__).joinpath(name).read_text(encoding="utf-8")
