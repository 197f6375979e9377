"""A folder that is written beside its place and moved there when it is whole."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path


class FolderTaken(Exception):
    """There is something at the place of the folder; nothing is ever written over it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


def check_folder(folder: Path) -> None:
    """Raise `FolderTaken` unless `folder` is new or an empty folder."""
    if folder.is_symlink() or folder.exists():
        if folder.is_dir() and not any(folder.iterdir()):
            return
        raise FolderTaken(folder)


@contextmanager
def made_whole(folder: Path) -> Generator[Path]:
    """A folder to write into, which becomes `folder` when the block ends well, else goes.

    Raises `FolderTaken`, OSError.
    """
    check_folder(folder)
    parent = folder.absolute().parent
    parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".part", dir=parent))
    try:
        yield making
        making.chmod(0o755)
        check_folder(folder)
        if folder.exists():
            folder.rmdir()
        making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
