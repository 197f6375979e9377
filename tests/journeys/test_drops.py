"""Files dropped on the window: a sheet is read wherever it falls, and what cannot be says why."""

from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QUrl

from domain.labsheet.reading import Cancel
from domain.labsheet.workbook import Refusal, SheetRefused
from gui.application import Application
from gui.labimport import sheet_check
from gui.labimport.screen import LabResultsScreen
from gui.navigation import Place, ScreenName
from tests.gui.demo_import import SHEET
from tests.journeys.hands import Hands
from tests.journeys.test_morning_sheet import drop_sheet

EMPTY = "The file is empty. Ask the laboratory to send it again. Nothing was changed."
PICTURE = (
    "This is not a lab sheet: it is neither an Excel workbook nor a text table. "
    "Nothing was changed."
)
UNLIKE = "This is a file of the kind PDF. Save it as .xlsx or .csv and try again."


def local(*paths: Path) -> list[QUrl]:
    return [QUrl.fromLocalFile(str(path)) for path in paths]


def refused_drops(folder: Path) -> dict[str, tuple[list[QUrl], str]]:
    sheet = folder / SHEET
    return {
        "two files": (
            local(sheet, folder / "demo.cdesk"),
            "Drop one file at a time. Nothing was changed.",
        ),
        "folder": (local(folder), "This is a folder. Drop the laboratory’s sheet itself."),
        "address": (
            [QUrl("https://lab.example/wyniki.xlsx")],
            "This is not a file on this computer. Save it first, then drop it here.",
        ),
        "gone": (
            local(folder / "gone.xlsx"),
            "The file is not there any more. Nothing was changed.",
        ),
    }


@pytest.mark.parametrize("screen", ScreenName)
def test_a_sheet_dropped_on_any_screen_is_read(
    opened_demo: Application, hands: Hands, demo: Path, screen: ScreenName
):
    window = opened_demo.window
    window.navigator.go(Place(screen))
    shown = window.current_screen
    assert shown is not None
    hands.drop(demo.with_name(SHEET), shown)

    lab = window.screen_named(ScreenName.LAB_RESULTS)
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.rows)
    assert window.current_screen is lab


@pytest.mark.parametrize("kind", ["two files", "folder", "address", "gone"])
def test_a_refused_drop_says_why_and_leaves_one_where_one_was(
    opened_demo: Application, hands: Hands, demo: Path, kind: str
):
    load, sentence = refused_drops(demo.parent)[kind]
    before = opened_demo.window.current_screen
    hands.drop_addresses(load, opened_demo.window)

    assert opened_demo.window.message_bar.text == sentence
    assert opened_demo.window.current_screen is before


def test_the_refusal_of_a_drop_goes_when_a_sheet_is_taken(
    opened_demo: Application, hands: Hands, demo: Path
):
    window = opened_demo.window
    hands.drop_addresses(local(demo.parent), window)
    assert window.message_bar.isVisible()

    drop_sheet(opened_demo, hands, demo)

    assert not window.message_bar.isVisible()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [("pusty.xlsx", b"", EMPTY), ("wyniki.pdf", b"%PDF-1.7 \n%", UNLIKE)],
)
def test_an_unreadable_file_dropped_on_a_decided_sheet_loses_nothing(
    opened_demo: Application, hands: Hands, demo: Path, name: str, content: bytes, sentence: str
):
    lab = drop_sheet(opened_demo, hands, demo)
    best = lab.rows.panel.best
    assert best is not None
    hands.click(best)
    hands.wait(lambda: lab.check is not None and len(lab.check.plan.decisions) == 1)
    check = lab.check
    other = demo.with_name(name)
    other.write_bytes(content)
    hands.drop(other, lab)
    hands.wait(lambda: not lab.notice.isHidden())

    assert lab.notice.text.startswith(f"“{name}” was not read. {sentence}")
    assert lab.page_shown is lab.rows
    assert lab.check is check


def test_an_unreadable_file_dropped_elsewhere_says_why_on_a_page_of_its_own(
    opened_demo: Application, hands: Hands, demo: Path
):
    other = demo.with_name("pusty.csv")
    other.touch()
    hands.drop(other, opened_demo.window)
    lab = opened_demo.window.current_screen
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.refused)

    assert hands.sees(EMPTY)
    hands.click_words("Back")
    assert lab.page_shown is lab.start


def test_another_sheet_dropped_on_a_decided_one_says_what_was_left(
    opened_demo: Application, hands: Hands, demo: Path
):
    lab = drop_sheet(opened_demo, hands, demo)
    best = lab.rows.panel.best
    assert best is not None
    hands.click(best)
    other = demo.with_name("inne.csv")
    other.write_text("Pacjent;Data pobrania;Miedź [µg/dL]\nKET-026;11.03.2026 07:45;94,1\n")
    hands.drop(other, lab)
    hands.wait(lambda: lab.check is not None and lab.check.plan.file == "inne.csv")

    assert lab.notice.text == f"{SHEET} was left without importing it. Nothing of it was saved."


def one_pixel(folder: Path) -> Path:
    picture = folder / "wyniki.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    return picture


@pytest.mark.parametrize("name", ["wyniki.png", "wyniki.xlsx"])
def test_a_picture_is_refused_by_what_it_is_whatever_its_name(
    opened_demo: Application, hands: Hands, demo: Path, name: str
):
    picture = one_pixel(demo.parent).rename(demo.with_name(name))
    hands.drop(picture, opened_demo.window)
    lab = opened_demo.window.current_screen
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.refused)

    assert hands.sees(PICTURE)


def test_a_file_without_permission_to_read_is_refused_with_one_sentence(
    opened_demo: Application, hands: Hands, demo: Path, monkeypatch: pytest.MonkeyPatch
):
    """Whoever runs the tests may read everything, so the reader is made to say what it would."""

    def forbidden(path: Path, cancel: Cancel) -> NoReturn:
        raise SheetRefused(Refusal.NO_PERMISSION, file=path.name)

    monkeypatch.setattr(sheet_check, "read_workbook", forbidden)
    hands.drop(demo.with_name(SHEET), opened_demo.window)
    lab = opened_demo.window.current_screen
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.refused)

    assert hands.sees("You have no permission to read this file. Nothing was changed.")


def test_a_file_that_vanishes_after_it_was_dropped_is_refused_with_one_sentence(
    opened_demo: Application, hands: Hands, demo: Path
):
    study = opened_demo.session.study
    before = study.head()
    opened_demo.window.sheet_dropped.emit(demo.with_name("gone.xlsx"))
    lab = opened_demo.window.current_screen
    assert isinstance(lab, LabResultsScreen)
    hands.wait(lambda: lab.page_shown is lab.refused)

    assert hands.sees("The file is not there any more. Nothing was changed.")
    assert study.head() == before
