"""The demo study with the page of one patient open, at the demo's own moment."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.navigation import Navigator, Place, ScreenName
from gui.patient.page import PatientPage
from gui.patients.screen import PatientsScreen
from gui.session import Session
from gui.theme import Theme
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def screen(
    session: Session,
    prompter: ScriptedPrompter,
    navigator: Navigator,
    theme: Theme,
    qtbot: QtBot,
) -> PatientsScreen:
    shown = PatientsScreen(session, prompter, navigator)
    navigator.asked.connect(
        lambda place: shown.show_place(place) if place.screen is ScreenName.PATIENTS else None
    )
    qtbot.addWidget(shown)
    shown.resize(1244, 850)
    with qtbot.waitExposed(shown):
        shown.show()
    shown.activateWindow()
    QApplication.processEvents()
    return shown


@pytest.fixture
def page_of(screen: PatientsScreen) -> Callable[[str], PatientPage]:
    def page(code: str) -> PatientPage:
        screen.show_place(Place(ScreenName.PATIENTS, patient=code))
        assert screen.patient is not None
        return screen.patient

    return page
