"""Decisions about a sheet kept as a file beside it, and taken up again."""

import contextlib
import hashlib
import os
from collections.abc import Mapping as Table
from dataclasses import replace
from pathlib import Path

from domain.errors import CopperdeskError
from domain.labsheet.known import KnownStudy
from domain.labsheet.limits import Limits
from domain.labsheet.mapping import Mapping
from domain.labsheet.reading import Cancel
from domain.labsheet.saved_preview import PreviewInvalid, SavedPreview, saved
from gui.labimport.sheet_check import SHEET_ENDINGS, SheetCheck, open_check

ENDING = ".decisions.json"
_LARGEST = 20_000_000
"""Bytes; a saved preview of the longest sheet has a tenth of it."""


class SheetNotBeside(CopperdeskError):
    """A saved preview whose lab sheet is not in the same folder: it has to be chosen."""

    def __init__(self, preview: Path) -> None:
        super().__init__(preview)
        self.preview = preview

    def __str__(self) -> str:
        return f"the lab sheet of {self.preview.name} is not beside it"


def is_preview(path: Path) -> bool:
    """By its name; what is in it is looked at when it is opened."""
    return path.suffix.lower() == ".json"


def preview_beside(check: SheetCheck) -> Path:
    """Where decisions about a sheet are kept unless somebody chooses otherwise."""
    return check.path.with_name(check.plan.file + ENDING)


def save_preview(check: SheetCheck, path: Path) -> None:
    """Keep what was decided, whole or not at all; raises OSError.

    No cell of the sheet is in it.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(saved(check.plan, check.answered).as_text(), encoding="utf-8")
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise


def with_saved_beside(check: SheetCheck) -> SheetCheck:
    """The check, knowing whether decisions about this very file are kept beside it."""
    beside = preview_beside(check)
    with contextlib.suppress(PreviewInvalid):
        kept = _read(beside)
        if kept.sha256 == check.plan.sha256:
            return replace(check, saved_beside=beside)
    return check


def open_saved(
    path: Path,
    sheet: Path | None,
    known: KnownStudy,
    remembered: Table[str, Mapping],
    cancel: Cancel,
) -> SheetCheck:
    """The sheet that a saved preview is about, as it was left. Runs on a worker thread.

    The sheet is looked for beside the preview unless it is named. Raises PreviewInvalid,
    PreviewOfAnotherFile, SheetNotBeside and SheetRefused.
    """
    preview = _read(path)
    found = sheet or _sheet_beside(path, preview)
    if found is None:
        raise SheetNotBeside(path)
    return open_check(found, known, remembered, cancel).taken_up(preview)


def _read(path: Path) -> SavedPreview:
    try:
        if path.stat().st_size > _LARGEST:
            raise PreviewInvalid("{ }")
        return SavedPreview.from_text(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise PreviewInvalid("{ }") from error


def _sheet_beside(path: Path, preview: SavedPreview) -> Path | None:
    """The file of the same folder that has the hash; the one of the same name is tried first."""
    named = path.name.removesuffix(ENDING)
    files = (one for one in path.parent.iterdir() if one.suffix.lower() in SHEET_ENDINGS)
    for file in sorted(files, key=lambda one: (one.name != named, one.name)):
        if _hash_of(file) == preview.sha256:
            return file
    return None


def _hash_of(file: Path) -> str:
    try:
        if file.stat().st_size > Limits().file_bytes:
            return ""
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""
