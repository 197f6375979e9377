"""Exit codes, streams, language and the clock of the command line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from domain.study import Study
from gui.commands import window
from gui.commands.arguments import first_word
from tests.builders import NOW
from tests.gui.command_line.conftest import TODAY, Ask


def run_outside(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a process of its own."""
    environment = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "gui", *map(str, words)],
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in environment.items() if value},
        timeout=60,
        check=False,
    )


def test_the_help_names_every_command_and_ends_with_0(ask: Ask):
    answer = ask("--help")

    assert answer.code == 0
    for command in ("demo", "new", "due", "import", "analyse", "verify"):
        assert f"\n    {command} " in answer.out


def test_the_version_is_told(ask: Ask):
    assert ask("--version").out.startswith("Copperdesk ")


@pytest.mark.parametrize(
    "words",
    [
        ("due",),
        ("due", "x.cdesk", "--days", "-1"),
        ("due", "x.cdesk", "--days", "many"),
        ("due", "x.cdesk", "--now", "tomorrow"),
        ("due", "x.cdesk", "--language", "de"),
        ("analyse",),
        ("analyse", "--patients", "p.csv"),
        ("analyse", "x.cdesk", "--patients", "p.csv", "--visits", "v.csv"),
        ("analyse", "x.cdesk", "--unit", "umol/L"),
        ("analyse", "--patients", "p.csv", "--visits", "v.csv", "--unit", "mmol/L"),
        ("import", "x.cdesk"),
        ("x.cdesk", "y.cdesk"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_so_on_standard_error(ask: Ask, words: tuple[str, ...]):
    answer = ask(*words)

    assert answer.code == 2
    assert answer.out == ""
    assert "copperdesk" in answer.err


def test_a_refusal_ends_with_1_and_a_sentence_on_standard_error(ask: Ask, tmp_path: Path):
    answer = ask("due", tmp_path / "none.cdesk")

    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "There is no file “none.cdesk” any more. Choose another study.\n"


def test_a_refusal_with_json_is_one_document_too(ask: Ask, tmp_path: Path):
    answer = ask("verify", tmp_path / "none.cdesk", "--json")

    assert answer.code == 1
    assert answer.document["refused"].startswith("There is no file “none.cdesk”")


def test_a_file_that_is_no_study_is_refused(ask: Ask, tmp_path: Path):
    (tmp_path / "notes.cdesk").write_text("not a study " * 20, encoding="utf-8")

    answer = ask("due", tmp_path / "notes.cdesk")

    assert answer.code == 1
    assert "is not a Copperdesk study" in answer.err


def test_a_study_that_the_window_holds_ends_with_1_and_the_holder(ask: Ask, study: Path):
    holder = Study.open(study, by="A. Nowak", now=NOW)
    try:
        answer = ask("due", study)
    finally:
        holder.close()

    assert answer.code == 1
    assert "is open at" in answer.err
    assert "since 2 Mar 2026 09:05" in answer.err


@pytest.mark.parametrize("place", ["before", "behind"])
def test_global_options_stand_before_or_behind_the_command(ask: Ask, study: Path, place: str):
    options = ("--now", TODAY)
    words = (*options, "due", study) if place == "before" else ("due", study, *options)

    assert ask(*words, "--json").document["now"].startswith("2026-03-24T10:12:00")


def test_words_come_in_the_language_asked_for(ask: Ask, study: Path):
    answer = ask("--language", "pl", "due", study, "--now", TODAY)

    assert answer.out.startswith("wtorek 24 marca 2026, 10:12")


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ((), "window"),
        (("study.cdesk",), "window"),
        (("--by", "due", "study.cdesk"), "window"),
        (("--language", "pl", "due", "x"), "due"),
        (("--now=2026-03-24T10:12", "verify", "x"), "verify"),
        (("./due",), "window"),
    ],
)
def test_the_first_word_decides_between_window_and_command(words: tuple[str, ...], command: str):
    assert first_word(words) == command


def test_without_a_display_the_window_is_refused_in_one_sentence():
    answer = run_outside(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")

    assert answer.returncode == 1
    assert answer.stderr.startswith("No window can be shown here")
    assert answer.stdout == ""


def test_a_display_that_does_not_answer_is_found_out_before_qt_aborts(monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":97")

    assert not window.can_show_window()


def test_a_study_that_is_not_there_opens_no_window(ask: Ask, tmp_path: Path):
    assert ask(tmp_path / "none.cdesk").code == 1


def test_questions_load_neither_qt_nor_the_science_stack(study: Path):
    code = (
        "import sys; from gui.command_line import main; main(['due', sys.argv[1]]);"
        "heavy = {'PySide6', 'numpy', 'pandas', 'scipy', 'matplotlib', 'openpyxl', 'holidays'};"
        "sys.stderr.write(' '.join(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(study)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )

    assert done.stderr == ""


def test_a_reader_that_stops_early_is_no_fault(study: Path):
    process = subprocess.Popen(
        [sys.executable, "-m", "gui", "due", str(study), "--days", "3000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    errors = process.stderr.read()
    process.stderr.close()

    assert process.wait(timeout=60) in (0, 1)
    assert b"Traceback" not in errors
