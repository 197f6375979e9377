"""The window backs a changed study up when it is closed, and when asked; it never waits for it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.edits import GiveInfusion
from domain.storage.backup import backups_of, folder_of
from domain.storage.file_header import is_protected
from domain.storage.protecting import change_passphrase
from domain.study import Study
from gui.backing_up import BackingUp
from gui.session import Session
from tests.builders import NOW, infusion, study_with
from tests.failing_drive import Fails, studies_on_it
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Copper.cdesk"


@pytest.fixture
def session(path: Path, qtbot: QtBot) -> Session:
    session = Session()
    session.open(study_with("KET-001", path=path), lambda: NOW)
    return session


@pytest.fixture
def backing_up(session: Session, prompter: ScriptedPrompter) -> BackingUp:
    return BackingUp(session, prompter, session)


def give_first(session: Session) -> None:
    session.perform(GiveInfusion(infusion(1), NOW.date(), NOW))


def test_a_changed_study_is_backed_up_when_it_is_closed(
    session: Session, backing_up: BackingUp, path: Path
):
    give_first(session)
    head = session.study.head()

    session.close()
    backing_up.finish()

    (made,) = backups_of(path)
    assert made.ends_at(head)


def test_the_study_is_free_for_others_before_its_backup_is_written(
    session: Session, backing_up: BackingUp, path: Path
):
    session.close()

    Study.open(path, by="B. Lis", now=NOW).close()
    backing_up.finish()


def test_a_study_that_did_not_change_since_its_backup_is_not_backed_up_again(
    session: Session, backing_up: BackingUp, path: Path
):
    session.study.back_up(now=NOW)

    session.close()
    backing_up.finish()

    assert len(backups_of(path)) == 1


def test_a_backup_that_fails_at_close_is_told_and_the_study_is_closed(
    session: Session, backing_up: BackingUp, path: Path, prompter: ScriptedPrompter
):
    folder_of(path).write_text("a file where the folder should be")
    head = session.study.head()

    session.close()
    backing_up.finish()

    assert prompter.told == ["No backup was made of “Copper”."]
    again = Study.open(path, by="B. Lis", now=NOW)
    assert again.head() == head
    again.close()


def test_a_backup_somebody_asked_for_is_said(session: Session, backing_up: BackingUp, qtbot: QtBot):
    with qtbot.waitSignal(session.informed) as informed:
        backing_up.back_up()

    assert informed.args == ["Backed up to “Copper backups”, and verified."]
    assert session.study.last_backup_at() == NOW
    session.close()


def test_a_restored_study_is_told_and_handed_on(
    session: Session, backing_up: BackingUp, qtbot: QtBot, prompter: ScriptedPrompter, path: Path
):
    made = session.study.back_up(now=NOW)
    again = path.with_name("again.cdesk")
    prompter.answers = [made.path, again]

    with qtbot.waitSignal(backing_up.restored) as restored:
        backing_up.restore()

    assert restored.args == [again, ""]
    assert prompter.told == ["“again.cdesk” was made from the backup of 2 Mar 2026 09:05."]
    assert again.exists()
    session.close()


@pytest.fixture
def protected_backup(session: Session, path: Path) -> Path:
    made = session.study.back_up(now=NOW)
    session.close()
    change_passphrase(path, old="", new="a long night", now=NOW)
    return made.path


def test_restoring_a_protected_backup_asks_until_the_passphrase_fits(
    protected_backup: Path, backing_up: BackingUp, qtbot: QtBot, prompter: ScriptedPrompter
):
    again = protected_backup.with_name("again.cdesk")
    prompter.answers = [protected_backup, again, "guess", "a long night"]

    with qtbot.waitSignal(backing_up.restored) as restored:
        backing_up.restore()

    assert restored.args == [again, "a long night"]
    assert prompter.asked[2:] == ["Passphrase"] * 2
    assert prompter.told == [
        "The backup was not restored.",
        "“again.cdesk” was made from the backup of 2 Mar 2026 09:05.",
    ]
    assert is_protected(again)


def test_restoring_a_protected_backup_is_given_up_without_a_passphrase(
    protected_backup: Path, backing_up: BackingUp, qtbot: QtBot, prompter: ScriptedPrompter
):
    again = protected_backup.with_name("again.cdesk")
    prompter.answers = [protected_backup, again, None]

    backing_up.restore()
    backing_up.finish()

    assert prompter.told == []
    assert not again.exists()


def test_an_import_is_preceded_by_a_backup(session: Session, path: Path, tmp_path: Path):
    from tests.builders import import_results

    give_first(session)
    head = session.study.head()

    import_results(session.study, "KET-001;02.03.2026 08:10;104,5", folder=tmp_path)

    (made,) = backups_of(path)
    assert made.ends_at(head)
    session.close()


def test_an_import_that_cannot_be_backed_up_first_writes_nothing(session: Session, path: Path):
    from domain.storage.backup_errors import BackupRefused
    from tests.builders import import_results

    give_first(session)
    folder_of(path).write_text("a file where the folder should be")
    head = session.study.head()

    with pytest.raises(BackupRefused):
        import_results(session.study, "KET-001;02.03.2026 08:10;104,5", folder=path.parent)

    assert session.study.head() == head
    session.close()


def test_a_study_whose_drive_was_pulled_out_is_closed_and_can_be_opened_again(
    monkeypatch: pytest.MonkeyPatch, path: Path, prompter: ScriptedPrompter
):
    with studies_on_it(monkeypatch) as drive:
        session = Session()
        session.open(study_with("KET-001", path=path), lambda: NOW)
        backing_up = BackingUp(session, prompter, session)
        give_first(session)
        drive.break_at("sync", 2, how=Fails.FOR_EVER)
        session.undo_stack.undo()

        session.close()
        backing_up.finish()

        assert prompter.told == ["No backup was made of “Copper”."]
        assert not session.is_open
        drive.mend()
        Study.open(path, by="A. Nowak", now=NOW).close()
