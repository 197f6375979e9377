"""Every odd file of the corpus, opened in the window, leaves the study file as it was."""

import hashlib
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.labimport.screen import LabResultsScreen
from gui.session import Session
from tests.domain.labsheet.sheets import CORPUS

pytestmark = pytest.mark.skipif(CORPUS is None, reason="the corpus lies beside the checkout")


def files_beside(study: Path) -> dict[str, str]:
    """The study's own file, and whatever else is there, by what it holds."""
    files = (one for one in study.parent.rglob("*") if one.is_file())
    return {one.name: hashlib.sha256(one.read_bytes()).hexdigest() for one in files}


def test_no_odd_file_opened_in_the_window_changes_the_study_or_leaves_a_file_beside_it(
    screen: LabResultsScreen, session: Session, qtbot: QtBot
):
    assert CORPUS is not None
    before, head = files_beside(session.study.path), session.study.head()
    outcomes = {screen.columns: "asked", screen.rows: "checked", screen.refused: "refused"}
    met: set[str] = set()

    for path in sorted(CORPUS.iterdir()):
        screen.open_sheet(path)
        qtbot.waitUntil(lambda: screen.page_shown in outcomes, timeout=15_000)
        met.add(outcomes[screen.page_shown])

        assert files_beside(session.study.path) == before, path.name
        screen.leave()
        assert files_beside(session.study.path) == before, path.name

    assert met >= {"asked", "refused"}
    assert session.study.head() == head
    assert session.study.verify().is_clean
