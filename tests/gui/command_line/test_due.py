"""`copperdesk due`, in words and as JSON."""

from pathlib import Path

from tests.gui.command_line.conftest import TODAY, Ask

KEYS = {
    "patient", "kind", "visit", "target", "window_from", "window_to", "status", "late_days",
}  # fmt: skip


def test_the_document_has_the_keys_of_the_exchange_page(ask: Ask, study: Path):
    document = ask("due", study, "--now", TODAY, "--json").document

    assert list(document) == ["now", "not_done", "due_today", "done_today", "coming"]
    items = document["not_done"] + document["due_today"] + document["coming"]
    assert all(item.keys() == KEYS for item in items)


def test_every_item_says_where_it_stands(ask: Ask, study: Path):
    document = ask("due", study, "--now", TODAY, "--json").document

    assert document["not_done"][0] == {
        "patient": "KET-008",
        "kind": "draw",
        "visit": "inf3",
        "target": "2026-02-10",
        "window_from": "2026-02-09",
        "window_to": "2026-02-11",
        "status": "overdue",
        "late_days": 42,
    }
    assert {item["status"] for item in document["due_today"]} == {"due_today"}
    assert {item["target"] for item in document["due_today"]} == {"2026-03-24"}


def test_days_is_how_far_ahead_it_looks(ask: Ask, study: Path):
    def coming(days: int) -> set[str]:
        answer = ask("due", study, "--now", TODAY, "--days", days, "--json")
        return {item["target"] for item in answer.document["coming"]}

    assert coming(0) == set()
    assert max(coming(2)) <= "2026-03-26"


def test_the_demo_has_its_own_clock(ask: Ask, demo: Path):
    document = ask("due", demo, "--json").document

    assert document["now"].startswith("2026-03-24T10:12")
    assert len(document["not_done"]) + len(document["due_today"]) == 7


def test_now_goes_before_the_clock_of_the_demo(ask: Ask, demo: Path):
    document = ask("due", demo, "--now", "2026-03-25T08:00", "--json").document

    assert document["now"].startswith("2026-03-25T08:00:00")


def test_the_words_are_grouped_and_counted(ask: Ask, demo: Path):
    lines = ask("due", demo).out.splitlines()

    assert lines[0] == "Tuesday 24 March 2026, 10:12"
    assert "Not done (2)" in lines
    assert "Due today (5)" in lines
    assert any(line.startswith("  KET-025  Copper draw Cu5") for line in lines)


def test_asking_changes_nothing_in_the_file(ask: Ask, study: Path):
    before = study.read_bytes()

    ask("due", study, "--now", TODAY)

    assert study.read_bytes() == before
    assert [path.name for path in study.parent.glob("study*")] == ["study.cdesk"]
