"""Verify a study by a copy of it in memory, so that the study itself stays free for its user."""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from domain.storage.backup import Snapshot
from domain.storage.known_ends import verify_study
from domain.storage.study_file import read_only
from domain.storage.verifying import Verification


def verify_snapshot(snapshot: Snapshot) -> Verification:
    """What `verify` finds in the study as it was when `snapshot` was taken.

    The image of a protected study is encrypted, and is read from a file of its own, which
    goes afterwards. Raises `StudyRefused` if it cannot be read.
    """
    if not snapshot.passphrase:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            connection.deserialize(snapshot.content)
            return verify_study(connection, snapshot.study)
    handle, name = tempfile.mkstemp(suffix=".cdesk")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(snapshot.content)
        with read_only(path, snapshot.passphrase) as connection:
            return verify_study(connection, snapshot.study, snapshot.passphrase)
    finally:
        path.unlink(missing_ok=True)
