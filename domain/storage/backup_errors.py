"""Why a backup cannot be made or used."""

import errno
from enum import StrEnum
from pathlib import Path

from domain.errors import CopperdeskError


class WhyNoBackup(StrEnum):
    """What stands in the way; the study itself is as it was."""

    NO_SPACE = "no_space"
    NO_FOLDER = "no_folder"
    NO_PERMISSION = "no_permission"
    UNREACHABLE = "unreachable"
    """The drive fails, or was pulled out."""
    DIFFERS = "differs"
    """Read back, the copy is not what the study holds."""
    CUT = "cut"
    """The audit trail of the backup does not end where its name says."""


class BackupRefused(CopperdeskError):
    """A backup that could not be written to `folder`, or restored from `file`."""

    def __init__(self, why: WhyNoBackup, folder: Path, file: Path | None = None) -> None:
        super().__init__(f"backup in {folder.name}: {why}")
        self.why = why
        self.folder = folder
        self.file = file


def why_of(error: OSError) -> WhyNoBackup:
    """What an error of the system means for a backup."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return WhyNoBackup.NO_SPACE
        case errno.ENOENT | errno.ENOTDIR | errno.EEXIST:
            return WhyNoBackup.NO_FOLDER
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return WhyNoBackup.NO_PERMISSION
        case _:
            return WhyNoBackup.UNREACHABLE
