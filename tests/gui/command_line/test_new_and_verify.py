"""`copperdesk new` and `copperdesk verify`."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from domain.study import Study
from tests.builders import NOW
from tests.gui.command_line.conftest import DATA, Ask

STATE = DATA / "labsheets" / "state"


def test_a_new_study_is_empty_and_has_the_default_protocol(ask: Ask, tmp_path: Path):
    answer = ask("new", tmp_path / "own.cdesk", "--name", "Our study", "--by", "A. Nowak")

    assert answer.code == 0
    study = Study.open(tmp_path / "own.cdesk", by="", now=NOW)
    assert (study.facts.name, dict(study.patients()), study.is_demo) == ("Our study", {}, False)
    assert [entry.who for entry in study.trail()] == ["A. Nowak"]
    study.close()


def test_a_preset_or_a_file_gives_the_protocol(ask: Ask, tmp_path: Path):
    assert ask("new", tmp_path / "a.cdesk", "--protocol", "after_3_5_7").code == 0
    file = tmp_path / "own.toml"
    file.write_text(
        Path("resources/protocols/standard.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert ask("new", tmp_path / "b.cdesk", "--protocol", file).code == 0


def test_an_unknown_preset_is_refused_with_those_there_are(ask: Ask, tmp_path: Path):
    answer = ask("new", tmp_path / "a.cdesk", "--protocol", "weekly")

    assert answer.code == 1
    assert "after_2_4_6_8, after_3_5_7, standard" in answer.err
    assert not (tmp_path / "a.cdesk").exists()


def test_a_study_from_tables_is_whole_and_verifies(ask: Ask, tmp_path: Path):
    path = tmp_path / "own.cdesk"

    answer = ask("new", path, "--from-tables", STATE)

    assert answer.code == 0
    assert "24 patients, 452 visits, 60 results" in answer.out
    verified = ask("verify", path, "--json")
    assert verified.code == 0
    assert verified.document["clean"] is True
    assert verified.document["differences"] == []


def test_tables_with_problems_make_no_study_and_name_every_place(ask: Ask, tmp_path: Path):
    folder = Path(shutil.copytree(STATE, tmp_path / "tables"))
    draws = folder / "draws.csv"
    text = draws.read_text(encoding="utf-8").replace("CU26-0119,ok", "CU26-0119,fine")
    draws.write_text(text, encoding="utf-8")

    answer = ask("new", tmp_path / "own.cdesk", "--from-tables", folder)

    assert answer.code == 1
    assert "draws.csv, row 5, condition: “fine” is not known here." in answer.err
    assert not (tmp_path / "own.cdesk").exists()


def test_tables_that_are_not_read_yet_are_named(ask: Ask, tmp_path: Path):
    folder = Path(shutil.copytree(STATE, tmp_path / "tables"))
    (folder / "labs.csv").write_text("patient_id,lab\nKET-001,x\n", encoding="utf-8")

    answer = ask("new", tmp_path / "own.cdesk", "--from-tables", folder)

    assert answer.code == 0
    assert answer.err == "labs.csv was not read: this version does not import it.\n"


def test_a_new_study_never_goes_over_a_file(ask: Ask, study: Path):
    before = study.read_bytes()

    answer = ask("new", study)

    assert answer.code == 1
    assert "There is already a file" in answer.err
    assert study.read_bytes() == before


def test_recording_with_a_set_clock_is_refused(ask: Ask, tmp_path: Path):
    answer = ask("new", tmp_path / "own.cdesk", "--now", "2026-03-24T10:12")

    assert answer.code == 1
    assert "Leave out --now" in answer.err
    assert not (tmp_path / "own.cdesk").exists()


def test_a_folder_that_is_not_there_is_refused(ask: Ask, tmp_path: Path):
    assert ask("new", tmp_path / "own.cdesk", "--from-tables", tmp_path / "none").code == 1


@pytest.mark.parametrize("as_json", [True, False])
def test_a_value_changed_behind_the_audit_trail_is_found(ask: Ask, study: Path, as_json: bool):
    with closing(sqlite3.connect(study)) as connection, connection:
        connection.execute("UPDATE ratings SET madrs = 1 WHERE patient = 'KET-001'")

    answer = ask("verify", study, *(["--json"] if as_json else []))

    assert answer.code == 1
    if as_json:
        assert answer.document["clean"] is False
        assert answer.document["differences"][0]["table"] == "ratings"
        assert answer.document["differences"][0]["in_table"]["madrs"] == 1
    else:
        assert "ratings KET-001 post differs from the audit trail." in answer.out


def test_verify_tells_the_head_of_the_chain(ask: Ask, study: Path):
    head = ask("verify", study, "--json").document["head"]

    assert head["hash"] in ask("verify", study).out


def test_a_study_in_a_folder_that_is_not_there_is_refused(ask: Ask, tmp_path: Path):
    answer = ask("new", tmp_path / "none" / "own.cdesk")

    assert answer.code == 1
    assert "Make it first" in answer.err


def test_a_folder_is_no_study(ask: Ask, tmp_path: Path):
    assert "is not a Copperdesk study" in ask("verify", tmp_path).err


def test_verify_names_each_entry_that_is_gone(ask: Ask, study: Path):
    with closing(sqlite3.connect(study)) as connection, connection:
        (guard,) = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'audit_is_never_erased'"
        ).fetchone()
        connection.execute("DROP TRIGGER audit_is_never_erased")
        connection.execute("DELETE FROM audit WHERE seq IN (5, 6, 9)")
        connection.execute(guard)

    said = ask("verify", study).out
    breaks = ask("verify", study, "--json").document["breaks"]

    assert "Entries 5 to 6 of the audit trail were removed." in said
    assert "Entry 9 of the audit trail was removed." in said
    assert [(b["how"], b["first"], b["last"]) for b in breaks] == [
        ("removed", 5, 6),
        ("removed", 9, 9),
    ]


def test_verify_names_public_holidays_that_are_not_those_computed(ask: Ask, study: Path):
    with closing(sqlite3.connect(study)) as connection, connection:
        connection.execute("INSERT INTO public_holidays VALUES ('2026-03-12', 'Ward day')")
        connection.execute("DELETE FROM public_holidays WHERE day = '2026-06-04'")

    answer = ask("verify", study)

    assert answer.code == 0
    assert (
        "not those computed now: Thu 12 Mar 2026 (stored only), Thu 4 Jun 2026 (not stored)."
        in answer.out
    )
    assert ask("verify", study, "--json").document["holidays"] == [
        {"day": "2026-03-12", "stored": "Ward day", "is_computed": False},
        {"day": "2026-06-04", "stored": None, "is_computed": True},
    ]


def test_verify_calls_a_holiday_that_is_no_day_damage(ask: Ask, study: Path):
    with closing(sqlite3.connect(study)) as connection, connection:
        connection.execute("INSERT INTO public_holidays VALUES ('2026-13-01', 'x')")

    answer = ask("verify", study)

    assert answer.code == 1
    assert "The file is damaged: the public holiday “2026-13-01” is no day." in answer.out


def test_an_end_that_a_report_printed_shows_a_tail_cut_with_its_rows_and_written_anew(
    ask: Ask, study: Path, tmp_path: Path
):
    before = study.read_bytes()
    made = Study.open(study, by="A. Nowak", now=NOW)
    made.add_note("KET-001", "phoned", now=NOW)
    printed = made.head()
    made.close()
    end = ("--ends-at", printed.count, printed.hash)
    assert ask("verify", study, *end).code == 0

    study.write_bytes(before)
    cut = ask("verify", study, *end)
    made = Study.open(study, by="A. Nowak", now=NOW)
    made.add_note("KET-001", "never phoned", now=NOW)
    made.close()
    anew = ask("verify", study, *end)

    assert ask("verify", study).code == 0  # by itself, the file has nothing to tell
    assert (cut.code, anew.code) == (1, 1)
    assert "The audit trail lacks 1 entry at its end." in cut.out
    assert f"Entry {printed.count} of the audit trail was replaced." in anew.out


def test_an_end_that_is_none_is_refused(ask: Ask, study: Path):
    answer = ask("verify", study, "--ends-at", "some", "hash")

    assert answer.code == 1
    assert "as in a report" in answer.err


def test_a_study_that_is_open_is_not_verified_beside(ask: Ask, study: Path):
    holder = Study.open(study, by="B. Lis", now=NOW)
    try:
        answer = ask("verify", study)
    finally:
        holder.close()

    assert answer.code == 1
    assert "is open" in answer.err


def test_a_new_study_is_protected_from_its_first_byte(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("COPPERDESK_NEW_PASSPHRASE", "a long night")
    path = tmp_path / "own.cdesk"
    assert ask("new", path, "--protected", "--from-tables", STATE).code == 0

    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert [file.name for file in files] == ["own.cdesk"]
    assert b"KET-0" not in path.read_bytes()
    assert b"SQLite" not in path.read_bytes()
    assert "is protected by a passphrase" in ask("verify", path).err
    monkeypatch.setenv("COPPERDESK_PASSPHRASE", "a long night")
    assert ask("verify", path).code == 0


@pytest.mark.parametrize(("again", "code"), [("a long night", 0), ("a long knight", 1)])
def test_the_passphrase_of_a_new_study_is_typed_twice_alike(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, again: str, code: int
):
    typed = iter(["a long night", again])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("gui.commands.passphrase.getpass", lambda _prompt: next(typed))
    path = tmp_path / "own.cdesk"

    answer = ask("new", path, "--protected")

    assert answer.code == code
    assert path.exists() == (code == 0)
    assert ("two passphrases differ" in answer.err) == (code == 1)


def test_a_new_study_is_not_protected_without_a_passphrase(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False)

    answer = ask("new", tmp_path / "own.cdesk", "--protected")

    assert answer.code == 1
    assert "COPPERDESK_NEW_PASSPHRASE" in answer.err
    assert list(tmp_path.iterdir()) == []
