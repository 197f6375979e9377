"""`copperdesk analyse` and `copperdesk demo`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.commands import window
from tests.gui.command_line.conftest import DATA, TODAY, Ask

GOLD = DATA / "gold"
TABLES = (
    "--patients", GOLD / "study_a_patients.csv", "--visits", GOLD / "study_a_visits.csv",
)  # fmt: skip


def test_plain_tables_are_analysed_without_a_study(ask: Ask):
    answer = ask("analyse", *TABLES, "--json")

    assert answer.code == 0
    primary = answer.document["primary"]
    assert [result["id"] for result in primary] == ["primary.baseline__inf5", "primary.inf5__post"]
    assert all(result["status"] == "ok" for result in primary)
    assert "NaN" not in answer.out


def test_values_in_umol_give_the_same_p_and_amounts_in_umol(ask: Ask, tmp_path: Path):
    lines = (GOLD / "study_a_visits.csv").read_text(encoding="utf-8").splitlines()
    converted = [lines[0]]
    for line in lines[1:]:
        cells = line.split(",")
        cells[3] = str(float(cells[3]) * 10 / 63.546) if cells[3] else ""
        converted.append(",".join(cells))
    (tmp_path / "visits.csv").write_text("\n".join(converted), encoding="utf-8")

    here = ask("analyse", *TABLES[:2], "--visits", tmp_path / "visits.csv", "--unit", "µmol/L",
               "--json").document["primary"][0]  # fmt: skip
    there = ask("analyse", *TABLES, "--json").document["primary"][0]

    assert here["unit"] == "umol_l"
    assert here["p"] == pytest.approx(there["p"], rel=1e-9)
    assert here["estimate"] == pytest.approx(there["estimate"] * 10 / 63.546, rel=1e-9)


def test_the_words_say_n_estimate_interval_and_p(ask: Ask):
    out = ask("analyse", *TABLES).out

    assert "Copper was lower after infusion 5 than at baseline." in out
    assert "95% CI" in out
    assert "p = 0.003" in out
    assert "22 patients" in out


def test_every_section_is_printed_as_words(ask: Ask):
    out = ask("analyse", *TABLES).out

    for heading in (
        "Change of copper and change of symptoms",
        "Copper and symptoms within patients",
        "Groups of patients: typical difference in µg/dL",
        "Response",
        "Computed in other ways: baseline → after infusion 5",
        "Missing values",
    ):
        assert f"\n\n{heading}" in out
    assert "compatible with rho from −0.19 to 0.62" in out
    assert "Needs at least 3 patients in each group; the smallest has 1." in out


def test_a_study_without_patients_is_printed_without_numbers(ask: Ask, tmp_path: Path):
    ask("new", tmp_path / "s.cdesk")

    answer = ask("analyse", tmp_path / "s.cdesk")

    assert answer.code == 0
    assert "No patient has a usable value yet." in answer.out


def test_polish_words_have_a_decimal_comma(ask: Ask):
    assert "p = 0,003" in ask("analyse", *TABLES, "--language", "pl").out


def test_a_study_is_analysed_by_its_protocol(ask: Ask, study: Path):
    document = ask("analyse", study, "--now", TODAY, "--json").document

    first = document["primary"][0]
    assert first["n_patients"] + len(first["missing"]) == 24
    assert document["draws"] == ["baseline", "inf1", "inf3", "inf5", "inf7", "post"]


def test_comparisons_the_protocol_lacks_are_not_estimable(ask: Ask, tmp_path: Path):
    ask("new", tmp_path / "s.cdesk", "--protocol", "after_2_4_6_8")

    document = ask("analyse", tmp_path / "s.cdesk", "--json").document

    assert {result["status"] for result in document["primary"]} <= {"not estimable"}


def test_bad_tables_name_file_row_and_column(ask: Ask, tmp_path: Path):
    text = (GOLD / "study_a_visits.csv").read_text(encoding="utf-8").replace("128.6", "12o.6", 1)
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")

    answer = ask("analyse", *TABLES[:2], "--visits", tmp_path / "bad.csv")

    assert answer.code == 1
    assert "bad.csv, row 2, copper: “12o.6” is not a number." in answer.err


def test_tables_that_are_not_there_are_refused(ask: Ask, tmp_path: Path):
    answer = ask("analyse", *TABLES[:2], "--visits", tmp_path / "none.csv")

    assert answer.code == 1
    assert "There is no file or folder “none.csv”." in answer.err


def test_the_demo_is_made_where_it_is_asked_for_with_its_sheet(ask: Ask, tmp_path: Path):
    path = tmp_path / "made" / "demo.cdesk"

    answer = ask("demo", path, "--no-window")

    assert answer.code == 0
    assert str(path) in answer.out
    assert path.with_name("Cu_2026-03-23.xlsx").exists()
    assert "Due today (5)" in answer.out
    assert "Copper was lower after infusion 5 than at baseline." in answer.out


def test_a_demo_that_is_there_is_opened_again(ask: Ask, demo: Path):
    before = demo.read_bytes()

    answer = ask("demo", demo, "--no-window")

    assert answer.code == 0
    assert demo.read_bytes() == before


def test_the_demo_never_goes_over_another_study(ask: Ask, study: Path):
    answer = ask("demo", study, "--no-window")

    assert answer.code == 1
    assert "There is already a file" in answer.err


def test_without_a_display_the_demo_is_shown_as_text(demo: Path):
    environment = {**os.environ, "DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    done = subprocess.run(
        [sys.executable, "-m", "gui", "demo", str(demo)],
        capture_output=True,
        encoding="utf-8",
        env={name: value for name, value in environment.items() if value},
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert "Due today (5)" in done.stdout
    assert "No window can be shown here" in done.stdout.splitlines()[-1]


def test_with_a_display_the_demo_opens_the_window(
    ask: Ask, demo: Path, monkeypatch: pytest.MonkeyPatch
):
    shown: list[Path | None] = []
    monkeypatch.setattr(window, "can_show_window", lambda: True)
    monkeypatch.setattr(window, "show", lambda study, *_rest, **_more: shown.append(study) or 0)

    assert ask("demo", demo).code == 0
    assert shown == [demo]


def test_json_is_the_only_thing_on_standard_output(ask: Ask, study: Path):
    for words in (("due", study), ("verify", study), ("analyse", study)):
        assert json.loads(ask(*words, "--json").out)
