"""Verify by a copy: the same findings, whether the study is protected or not."""

from pathlib import Path

import pytest

from domain.storage.verifying_copy import verify_snapshot
from domain.study import Study
from tests.builders import NOW, enrolment, protocol


@pytest.mark.parametrize("passphrase", ["", "copper and salt"])
def test_a_copy_is_found_as_the_study_is(tmp_path: Path, passphrase: str):
    study = Study.create(
        tmp_path / "S.cdesk", protocol(), name="S", by="A", now=NOW, passphrase=passphrase
    )
    study.enrol(enrolment(), now=NOW)

    found = verify_snapshot(study.snapshot())

    assert found == study.verify()
    assert found.is_clean
    study.close()


def test_a_row_changed_behind_the_trail_is_found_in_the_copy(tmp_path: Path):
    import sqlite3

    path = tmp_path / "S.cdesk"
    study = Study.create(path, protocol(), name="S", by="A", now=NOW)
    study.enrol(enrolment(), now=NOW)
    study.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE patients SET weight_kg = 99")
    connection.close()
    study = Study.open(path, by="A", now=NOW)

    found = verify_snapshot(study.snapshot())

    assert [difference.table for difference in found.differences] == ["patients"]
    study.close()
