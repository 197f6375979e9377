"""Studies protected by a passphrase: nothing in clear, backups neither; changed and removed."""

import subprocess
import sys
from pathlib import Path

import pytest

from domain.storage.backup import backups_of, restore_backup
from domain.storage.known_ends import verify_file
from domain.storage.protecting import change_passphrase
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from tests.builders import NOW, enrolment, infusion, protocol, study_with

PASSPHRASE = "it's a long night – żółw"
OTHER = "another one"
NOTE = "dizzy for ten minutes"


def protected(path: Path) -> Study:
    made = Study.create(
        path, protocol(), name="Ward study", by="A. Nowak", now=NOW, passphrase=PASSPHRASE
    )
    made.enrol(enrolment(), now=NOW)
    made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, note=NOTE)
    return made


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Copper.cdesk"


def opened(path: Path, passphrase: str) -> Study:
    return Study.open(path, by="B. Lis", now=NOW, passphrase=passphrase)


def clear_text_in(folder: Path) -> list[str]:
    words = (NOTE.encode(), b"KET-001", b"SQLite format 3", b"CREATE TABLE")
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if any(word in file.read_bytes() for word in words)]


def why_not(path: Path, passphrase: str) -> WhyNot:
    with pytest.raises(StudyRefused) as refused:
        opened(path, passphrase)
    return refused.value.why


def test_a_protected_study_opens_with_its_passphrase_and_verifies(path: Path):
    protected(path).close()

    made = opened(path, PASSPHRASE)

    assert made.visit(infusion(1)).note == NOTE
    assert made.verify().is_clean
    made.close()
    assert verify_file(path, now=NOW, passphrase=PASSPHRASE).is_clean


def test_without_or_with_a_wrong_passphrase_it_stays_shut(path: Path):
    protected(path).close()

    assert why_not(path, "") is WhyNot.PROTECTED
    assert why_not(path, "guess") is WhyNot.WRONG_PASSPHRASE


def test_neither_study_nor_backup_nor_restored_copy_holds_clear_text(path: Path):
    made = protected(path)
    backup = made.back_up(now=NOW)
    assert clear_text_in(path.parent) == []
    made.close()

    again = path.with_name("again.cdesk")
    assert restore_backup(backup.path, again, PASSPHRASE).is_clean

    assert clear_text_in(path.parent) == []
    copy = opened(again, PASSPHRASE)
    assert copy.visit(infusion(1)).note == NOTE
    copy.close()


def test_the_journal_of_a_change_under_way_holds_no_clear_text(path: Path):
    made = protected(path)

    with made._file.transaction() as connection:
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("UPDATE infusions SET note = note || note")
        journal = path.with_name(path.name + "-journal")
        assert journal.stat().st_size > 512
        assert clear_text_in(path.parent) == []
        connection.execute("UPDATE infusions SET note = ? WHERE done_on IS NOT NULL", (NOTE,))
        connection.execute("UPDATE infusions SET note = '' WHERE done_on IS NULL")
    made.close()


def test_an_existing_study_is_protected_with_its_backups(path: Path):
    made = study_with("KET-001", path=path)
    made.back_up(now=NOW)
    head = made.head()
    made.close()
    assert clear_text_in(path.parent) != []

    assert change_passphrase(path, old="", new=PASSPHRASE, now=NOW) == ()

    assert clear_text_in(path.parent) == []
    made = opened(path, PASSPHRASE)
    assert made.head() == head
    assert made.verify().is_clean
    made.close()
    (backup,) = backups_of(path)
    assert restore_backup(backup.path, path.with_name("again.cdesk"), PASSPHRASE).is_clean


def test_a_changed_passphrase_opens_study_and_backups_and_the_old_one_neither(path: Path):
    made = protected(path)
    backup = made.back_up(now=NOW)
    made.close()

    change_passphrase(path, old=PASSPHRASE, new=OTHER, now=NOW)

    assert why_not(path, PASSPHRASE) is WhyNot.WRONG_PASSPHRASE
    opened(path, OTHER).close()
    with pytest.raises(StudyRefused):
        restore_backup(backup.path, path.with_name("no.cdesk"), PASSPHRASE)
    assert restore_backup(backup.path, path.with_name("yes.cdesk"), OTHER).is_clean


def test_a_passphrase_can_be_removed(path: Path):
    protected(path).close()

    change_passphrase(path, old=PASSPHRASE, new="", now=NOW)

    made = opened(path, "")
    assert made.visit(infusion(1)).note == NOTE
    assert made.verify().is_clean
    made.close()


def test_a_wrong_passphrase_changes_nothing(path: Path):
    protected(path).close()
    before = path.read_bytes()

    with pytest.raises(StudyRefused) as refused:
        change_passphrase(path, old="guess", new=OTHER, now=NOW)

    assert refused.value.why is WhyNot.WRONG_PASSPHRASE
    assert path.read_bytes() == before


def test_a_protected_study_is_locked_and_can_be_looked_at_when_free(path: Path):
    made = protected(path)
    made.back_up(now=NOW)  # which must not give up the lock
    code = (
        "import sys; from pathlib import Path; from domain.study import Study;"
        "from tests.builders import NOW\n"
        "try: Study.open(Path(sys.argv[1]), by='x', now=NOW, passphrase=sys.argv[2])\n"
        "except Exception as error: print(error.why)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path), PASSPHRASE],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.strip() == "in_use"
    made.close()

    looked_at = Study.open_to_read(path, by="B. Lis", passphrase=PASSPHRASE)
    assert looked_at.visit(infusion(1)).note == NOTE
    assert looked_at.verify().is_clean
    looked_at.close()


def test_a_flipped_bit_of_a_protected_study_is_damage(path: Path):
    protected(path).close()
    content = bytearray(path.read_bytes())
    content[3 * 4096 + 77] ^= 4
    path.write_bytes(content)

    assert why_not(path, PASSPHRASE) is WhyNot.DAMAGED


def test_a_plain_study_is_opened_without_the_cipher(path: Path):
    study_with("KET-001", path=path).close()
    code = (
        "import sys; from pathlib import Path; from domain.study import Study;"
        "from tests.builders import NOW;"
        "Study.open(Path(sys.argv[1]), by='x', now=NOW).close();"
        "print('sqlcipher3' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"
