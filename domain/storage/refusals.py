"""Why a study file cannot be opened, made or written to."""

from __future__ import annotations

import errno
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from domain.errors import CopperdeskError

if TYPE_CHECKING:
    from domain.storage.backup import Backup


class WhyNot(StrEnum):
    """Why a study file cannot be opened or made."""

    MISSING = "missing"
    EXISTS = "exists"
    IN_USE = "in_use"
    NEWER = "newer"
    FOREIGN = "foreign"
    DAMAGED = "damaged"
    NO_PERMISSION = "no_permission"
    NO_SPACE = "no_space"
    UNREACHABLE = "unreachable"
    """The drive fails, or was pulled out."""
    ALTERED = "altered"
    """Its tables, triggers or views are not those that this program makes."""
    PROTECTED = "protected"
    """It needs a passphrase, and none was given."""
    WRONG_PASSPHRASE = "wrong_passphrase"  # noqa: S105 -- no passphrase, but what is the matter
    READ_ONLY = "read_only"
    """It was opened for reading only."""
    SAVED_AFTER_ALL = "saved_after_all"
    """The change before, of which that was not known, is stored; this one is not."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a study open."""

    user: str
    host: str
    process: int
    since: str


class StudyRefused(CopperdeskError):
    """A study file that cannot be opened or written; what was asked for is not stored."""

    in_doubt = False
    """The drive answers nothing any more: whether the change is stored shows when it is back."""

    amid_update = False
    """The drive failed while the tables were brought up to date; they are the old or the new."""

    backup: Backup | None = None
    """The newest backup that can be restored instead, where one was looked for and found."""

    can_be_read: bool = False
    """Whether `Study.open_to_read` would show it, where that was found out."""

    def __init__(self, why: WhyNot, path: Path, holder: Holder | None = None) -> None:
        super().__init__(
            f"study file {path.name}: {why}" + (f", held by {holder}" if holder else "")
        )
        self.why = why
        self.path = path
        self.holder = holder


def why_of_system(error: OSError) -> WhyNot:
    """What an error of the system means for a study that was to be made."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return WhyNot.NO_SPACE
        case errno.EIO | errno.ENXIO | errno.ENODEV | errno.ESTALE:
            return WhyNot.UNREACHABLE
        case _:
            return WhyNot.NO_PERMISSION
