"""Study files of earlier versions: backed up, brought up to date, still proven by their trail."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.quality import DeviationRule, QueryState
from domain.storage import scripts
from domain.storage.action import Action
from domain.storage.audit import Head, What
from domain.storage.backup import backups_of, check_backup, restore_backup
from domain.storage.backup_errors import BackupRefused
from domain.storage.study_file import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import draw, infusion, moment, study, study_with

VERSION_1 = Path(__file__).parents[1] / "data" / "old_files" / "version_1.cdesk"
HEAD_1 = Head(92, "e61ceb6c37377598b4d197d61152cbfee7dad98bffd8415362907e54e2ef6855")
"""As the program of that time said; see the README beside the file."""
KIND = "kind TEXT NOT NULL DEFAULT 'sheet' CHECK (kind IN ('sheet', 'table'))"
LATER = moment("2026-04-01 09:00")
NEXT_SCRIPT = """
CREATE TABLE wards (name TEXT PRIMARY KEY) STRICT;
ALTER TABLE infusions ADD COLUMN arm TEXT NOT NULL DEFAULT 'left';
ALTER TABLE patients ADD COLUMN height_cm REAL;
"""


def next_script() -> str:
    """Adds a table and columns, and makes a table anew that others refer to."""
    with closing(sqlite3.connect(":memory:")) as connection:
        scripts.run(connection, after=0)
        (imports,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'imports'")
    wider = imports[0].replace("imports (", f"wider_imports ({KIND},", 1)
    return f"""{NEXT_SCRIPT}
        {wider};
        INSERT INTO wider_imports SELECT 'sheet', * FROM imports;
        DROP TABLE imports;
        ALTER TABLE wider_imports RENAME TO imports;
    """


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(VERSION_1, tmp_path / "Old.cdesk"))


@pytest.fixture
def next_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A made-up script behind those there are; the program then is one version newer."""
    number = scripts.latest() + 1
    folder = tmp_path / "schema"
    shutil.copytree(scripts.FOLDER, folder)
    (folder / f"{number:04}_next.sql").write_text(next_script(), encoding="utf-8")
    monkeypatch.setattr(scripts, "FOLDER", folder)
    return number


def opened(path: Path) -> Study:
    return Study.open(path, by="B. Lis", now=LATER)


def version_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64])


def test_a_study_of_version_1_opens_up_to_date_with_everything_it_held(path: Path):
    made = opened(path)

    first = made.course("KET-001")
    assert [i.number for i in first.given()] == [1, 2]
    assert first.given()[1].done_at == moment("2026-03-05 10:45")
    assert first.draws[0].result is not None
    assert first.draws[0].result.verbatim == "104,5"
    assert made.patient("KET-001").comorbidities == ("hypertension", "obesity")
    assert made.patient("KET-002").withdrawal_reason == "own_wish"
    made.close()
    assert version_of(path) == scripts.latest()


def test_the_trail_of_version_1_still_gives_the_tables(path: Path):
    made = opened(path)
    found = made.verify()
    made.close()

    assert found.is_clean
    assert found.head == HEAD_1


def test_the_stored_file_is_of_version_1():
    assert version_of(VERSION_1) == 1


def test_a_study_is_backed_up_as_it_was_before_it_is_brought_up_to_date(
    path: Path, next_version: int
):
    before = path.read_bytes()

    opened(path).close()

    (backup,) = backups_of(path)
    assert backup.path.read_bytes() == before
    assert check_backup(backup.path) == HEAD_1


def test_a_study_of_this_version_is_opened_without_a_backup(tmp_path: Path):
    made = study(tmp_path / "New.cdesk")
    made.close()

    opened(made.path).close()

    assert backups_of(made.path) == ()


def test_a_new_study_is_what_an_old_one_becomes(path: Path, next_version: int):
    old, new = opened(path), study()

    assert scripts.parts(old._file.connection) == scripts.parts(new._file.connection)
    assert old._file.version() == new._file.version() == next_version
    old.close()


def test_what_version_1_recorded_can_be_taken_back_after_it(path: Path, next_version: int):
    made = opened(path)
    change = next(entry for entry in reversed(made.trail()) if entry.key == ("KET-001", 2, 1))

    made.take_back(change.action, now=LATER)

    assert made.visit(infusion(2)).done_at == moment("2026-03-05 10:30")
    assert made.verify().is_clean
    made.close()


def test_columns_that_came_later_stand_at_their_default_in_old_entries(
    path: Path, next_version: int
):
    made = opened(path)
    images = [e.new for e in made.trail() if e.table == "infusions" and e.new is not None]

    assert {image["arm"] for image in images} == {"left"}
    made.close()


def test_a_later_column_changed_behind_the_trail_is_found(path: Path, next_version: int):
    opened(path).close()
    with sqlite3.connect(path) as other:
        other.execute("UPDATE infusions SET arm = 'right' WHERE patient = 'KET-001' AND number = 1")
    other.close()

    made = opened(path)
    found = made.verify()
    made.close()

    assert [d.table for d in found.differences] == ["infusions"]


def test_an_older_backup_is_restored_and_verified_as_it_is(
    path: Path, next_version: int, tmp_path: Path
):
    opened(path).close()
    (backup,) = backups_of(path)

    assert restore_backup(backup.path, tmp_path / "Again.cdesk").is_clean
    assert version_of(tmp_path / "Again.cdesk") == 1


def test_a_study_that_cannot_be_backed_up_is_left_at_its_version(path: Path, next_version: int):
    before = path.read_bytes()
    (path.parent / "Old backups").write_text("a file where the folder should be")

    with pytest.raises(BackupRefused):
        opened(path)

    assert path.read_bytes() == before


def test_a_script_that_fails_leaves_the_study_at_its_version(
    path: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
):
    before = path.read_bytes()
    script = scripts.FOLDER / f"{next_version:04}_next.sql"
    good = script.read_text(encoding="utf-8")
    script.write_text(f"{good}\nCREATE TABLE study (a);", encoding="utf-8")

    with pytest.raises(StudyRefused) as refused:
        opened(path)

    assert refused.value.why is WhyNot.DAMAGED
    assert path.read_bytes() == before
    script.write_text(good, encoding="utf-8")
    opened(path).close()
    assert version_of(path) == next_version


def test_a_migrated_study_is_written_to_like_a_new_one(path: Path):
    made = opened(path)

    made.collect_draw(draw("inf1"), on=moment("2026-03-03 08:00").date(), at=None, now=LATER)

    assert made.verify().is_clean
    assert made.head().count == HEAD_1.count + 1
    made.close()


def test_a_file_of_a_newer_version_is_refused_and_left_as_it_is(
    path: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
):
    opened(path).close()
    before = path.read_bytes()
    monkeypatch.undo()

    with pytest.raises(StudyRefused) as refused:
        opened(path)

    assert refused.value.why is WhyNot.NEWER
    assert path.read_bytes() == before


def test_references_hold_again_after_a_migration(path: Path, next_version: int):
    made = opened(path)

    with pytest.raises(sqlite3.IntegrityError), made._file.transaction() as connection:
        connection.execute("INSERT INTO comorbidities VALUES ('NOBODY', 'obesity')")
    made.close()


def test_the_scripts_are_numbered_without_gaps():
    numbers = [int(path.name[:4]) for path in sorted(scripts.FOLDER.glob("*.sql"))]

    assert numbers == list(range(1, scripts.latest() + 1))


def test_an_entry_of_today_states_every_column_of_its_table():
    made = study_with("KET-001")
    defaults = scripts.schema(scripts.latest()).defaults
    images = made._file.connection.execute("SELECT tbl, new FROM audit").fetchall()

    assert all(json.loads(image).keys() == defaults[table].keys() for table, image in images)


def test_a_query_of_version_1_is_kept_proven_and_goes_on_living(path: Path):
    query = {
        "number": 1, "patient": "KET-001", "kind": "draw", "code": "baseline", "attempt": 1,
        "rule": "below_loq", "detail": '{"verbatim": "<20"}', "state": "open",
        "opened_at": "2026-03-06T10:00:00+01:00", "opened_by": "A. Nowak", "answer": "",
    }  # fmt: skip
    with closing(sqlite3.connect(path)) as other:
        other.row_factory = sqlite3.Row
        action = Action(
            other,
            What.IMPORT_RESULTS,
            now=moment("2026-03-06 10:00"),
            who="A. Nowak",
            is_demo=False,
        )
        action.put("queries", query)
        action.write_entries()
        other.commit()

    made = opened(path)

    assert [(q.detail["verbatim"], q.state) for q in made.queries()] == [("<20", QueryState.OPEN)]
    assert made.verify().is_clean
    made.answer_query(1, "checked", now=LATER)
    assert made.query(1).answered_by == "B. Lis"
    assert made.verify().is_clean
    made.close()


def test_the_rules_look_at_a_study_of_version_1_when_asked(path: Path):
    made = opened(path)
    assert made.deviations() == ()

    made.review(now=LATER)

    found = made.deviations()
    assert {(one.key.code, one.rule) for one in found} >= {("1", DeviationRule.MISSED)}
    assert made.verify().is_clean
    made.close()
