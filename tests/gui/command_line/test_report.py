"""`copperdesk analyse --report`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.report import folder as folders
from gui.report.pdf_file import PdfUnavailable
from tests.gui.command_line.conftest import DATA, TODAY, Ask

GOLD = DATA / "gold"
TABLES = (
    "--patients", GOLD / "study_a_patients.csv", "--visits", GOLD / "study_a_visits.csv",
)  # fmt: skip


@pytest.mark.usefixtures("qapp")
def test_a_report_of_plain_tables_is_written_where_asked(ask: Ask, tmp_path: Path):
    answer = ask("analyse", *TABLES, "--report", tmp_path / "report")

    assert answer.code == 0
    assert "The report is in" in answer.out
    there = {path.name for path in (tmp_path / "report").iterdir()}
    assert there == {
        "report.html", "report.pdf", "report.docx", "result.json", "manifest.json",
        "tables", "figures",
    }  # fmt: skip


@pytest.mark.usefixtures("qapp")
def test_a_report_of_a_study_follows_its_protocol_in_polish(ask: Ask, study: Path, tmp_path: Path):
    answer = ask("analyse", study, "--now", TODAY, "--lang", "pl", "--report", tmp_path / "r")

    assert answer.code == 0
    assert "Raport jest w" in answer.out
    html = (tmp_path / "r" / "report.html").read_text(encoding="utf-8")
    assert '<html lang="pl">' in html
    assert "24 mar 2026 10:12" in html


@pytest.mark.usefixtures("qapp")
def test_json_stays_the_only_thing_on_standard_output(ask: Ask, tmp_path: Path):
    answer = ask("analyse", *TABLES, "--json", "--report", tmp_path / "report")

    assert "The report is in" in answer.err
    written = json.loads((tmp_path / "report" / "result.json").read_text(encoding="utf-8"))
    assert answer.document == written


def test_a_folder_that_is_not_empty_is_refused_in_one_sentence(ask: Ask, tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")

    answer = ask("analyse", *TABLES, "--report", tmp_path)

    assert answer.code == 1
    assert "Name a new folder for the report" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_folder_that_cannot_be_made_is_refused(ask: Ask, tmp_path: Path):
    (tmp_path / "file").write_text("")

    answer = ask("analyse", *TABLES, "--report", tmp_path / "file" / "report")

    assert answer.code == 1
    assert answer.err.strip()
    assert "Traceback" not in answer.err


def test_without_qt_it_says_so_and_writes_the_rest(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def no_qt(*_: object, **__: object) -> None:
        raise PdfUnavailable

    monkeypatch.setattr(folders, "write_pdf", no_qt)

    answer = ask("analyse", *TABLES, "--report", tmp_path / "report")

    assert answer.code == 0
    assert "report.pdf was not written" in answer.err
    assert (tmp_path / "report" / "report.docx").exists()


def test_a_report_needs_no_display(tmp_path: Path):
    environment = {**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "gui",
            "analyse",
            *map(str, TABLES),
            "--report",
            str(tmp_path / "r"),
        ],
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in environment.items() if value},
        timeout=120,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "r" / "report.pdf").read_bytes().startswith(b"%PDF")
