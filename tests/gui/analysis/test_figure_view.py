"""The figure on screen: it names the patient under the pointer, and leads to them."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.analysis.figure_view import FigureView
from gui.analysis.screen import AnalysisScreen
from gui.analysis.topics import Question, Topic
from gui.navigation import Navigator, Place, ScreenName
from stats.presence import Measure


@pytest.fixture
def figure(screen: AnalysisScreen, qtbot: QtBot) -> FigureView:
    qtbot.waitUntil(lambda: screen.card.is_drawn, timeout=30_000)
    return screen.card.figure


@pytest.fixture
def asked(navigator: Navigator) -> list[Place]:
    places: list[Place] = []
    navigator.asked.connect(places.append)
    return places


def lowest(figure: FigureView) -> tuple[str, QPoint]:
    """The patient whose mark is lowest, and where it is."""
    patient, spot = max(figure.spots, key=lambda spot: spot[1].y())
    return patient, spot.toPoint()


def test_the_pointer_names_the_patient(figure: FigureView, qtbot: QtBot):
    patient, place = lowest(figure)

    qtbot.mouseMove(figure, QPoint(5, 5))
    qtbot.mouseMove(figure, place)

    qtbot.waitUntil(lambda: figure.named == patient)
    assert figure.cursor().shape() is Qt.CursorShape.PointingHandCursor


def test_away_from_every_mark_nobody_is_named(figure: FigureView, qtbot: QtBot):
    qtbot.mouseMove(figure, QPoint(5, 5))  # where the last test left it, it would not move
    qtbot.mouseMove(figure, lowest(figure)[1])
    qtbot.waitUntil(lambda: bool(figure.named))

    qtbot.mouseMove(figure, QPoint(3, 3))

    qtbot.waitUntil(lambda: not figure.named)


def test_the_lowest_mark_left_is_the_patient_with_the_lowest_copper(
    figure: FigureView, screen: AnalysisScreen
):
    outcome = screen.outcome()
    assert outcome is not None
    middle = figure.width() / 2
    left = [(spot.y(), patient) for patient, spot in figure.spots if spot.x() < middle]

    values = [(min(pair.earlier, pair.later), pair.patient) for pair in outcome.pairs]
    assert max(left)[1] == min(values)[1]


def test_a_click_on_a_mark_opens_the_patient(figure: FigureView, asked: list[Place], qtbot: QtBot):
    patient, place = lowest(figure)

    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton, pos=place)

    assert asked == [Place(ScreenName.PATIENTS, patient=patient)]


def test_the_arrows_go_through_the_patients_and_enter_opens_one(
    figure: FigureView, screen: AnalysisScreen, asked: list[Place], qtbot: QtBot
):
    outcome = screen.outcome()
    assert outcome is not None
    figure.setFocus()

    qtbot.keyClick(figure, Qt.Key.Key_Right)
    assert figure.named == outcome.pairs[0].patient
    qtbot.keyClick(figure, Qt.Key.Key_Right)
    qtbot.keyClick(figure, Qt.Key.Key_Return)

    assert asked == [Place(ScreenName.PATIENTS, patient=outcome.pairs[1].patient)]


def test_a_screen_reader_hears_the_question_and_the_caption(figure: FigureView):
    assert figure.accessibleName() == "Copper: baseline → after infusion 5"
    assert figure.accessibleDescription().startswith("Left: one line per patient")


def test_another_question_has_another_figure(
    figure: FigureView, screen: AnalysisScreen, qtbot: QtBot
):
    screen.questions.choose(Question(Topic.ALL_DRAWS, measure=Measure.COPPER))

    qtbot.waitUntil(lambda: screen.card.is_drawn, timeout=30_000)
    assert figure.accessibleName() == "Copper over all draws"


def test_on_a_screen_of_another_density_the_figure_is_drawn_again(
    figure: FigureView, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
):
    monkeypatch.setattr(figure, "devicePixelRatioF", lambda: 2.0)

    QCoreApplication.sendEvent(figure, QEvent(QEvent.Type.DevicePixelRatioChange))

    qtbot.waitUntil(lambda: figure.density == 2.0, timeout=30_000)


def test_the_copied_figure_is_that_of_print(
    figure: FigureView, screen: AnalysisScreen, qtbot: QtBot
):
    screen.card.copy_figure_asked.emit()

    qtbot.waitUntil(lambda: not screen.saving.is_running, timeout=30_000)
    image = QGuiApplication.clipboard().image()
    # 130 mm at 300 dots an inch, white at the corner
    assert image.width() == round(130 / 25.4 * 300)
    assert image.pixelColor(0, 0).name() == "#ffffff"
