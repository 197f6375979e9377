"""What assistive technology is told of every screen and form: names, targets, cells, results."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTableView,
    QTextEdit,
    QWidget,
)

from gui.actions import Command
from gui.application import Application
from gui.calendar.month_view import MonthView
from gui.calendar.timeline_view import TimelineView
from gui.calendar.weeks_view import WeeksView
from gui.navigation import Place, ScreenName
from gui.patient.time_plot import TimePlot
from gui.settings.screen import SettingsScreen
from tests.journeys.hands import CTRL, Hands

CONTROLS = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QPlainTextEdit,
    QTextEdit,
    QProgressBar,
)
TARGETS = QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox
SMALLEST = 24
FORMS = (
    Command.NEW_STUDY,
    Command.ENROL,
    Command.EXPORT,
    Command.ADD_QUERY,
    Command.PRINT_DAY_LIST,
    Command.TUBE_LABELS,
    Command.USER_GUIDE,
)
OF_A_PATIENT = Command.WITHDRAW, Command.UNSCHEDULED_DRAW, Command.UNSCHEDULED_RATING


def visible_parts(root: QWidget) -> Iterator[QWidget]:
    """Those with a meaning of their own: no header of a table, no line inside another field."""
    for widget in [root, *root.findChildren(QWidget)]:
        is_inside = isinstance(widget, QLineEdit) and isinstance(
            widget.parent(), (QAbstractSpinBox, QComboBox)
        )
        is_corner = widget.metaObject().className() == "QTableCornerButton"  # blank, and disabled
        is_own = not (is_inside or is_corner or isinstance(widget, QHeaderView))
        if widget.isVisible() and is_own:
            yield widget


def told(widget: QWidget, what: QAccessible.Text = QAccessible.Text.Name) -> str:
    spoken = QAccessible.queryAccessibleInterface(widget)
    assert spoken is not None, f"{widget} is not in the accessibility tree"
    return spoken.text(what).strip()


def place_of(widget: QWidget) -> str:
    around = [widget]
    while len(around) < 4 and (parent := around[-1].parentWidget()) is not None:
        around.append(parent)
    return " in ".join(type(one).__name__ for one in around)


def flaws(root: QWidget) -> list[str]:
    """Controls without a name, and targets that are too small."""
    found: list[str] = []
    for widget in visible_parts(root):
        takes_keys = widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        if (takes_keys or isinstance(widget, CONTROLS)) and not told(widget):
            found.append(f"no name: {place_of(widget)}")
        if isinstance(widget, TARGETS) and min(widget.width(), widget.height()) < SMALLEST:
            size = f"{widget.width()}×{widget.height()}"
            found.append(f"too small, {size}: {told(widget)!r}, {place_of(widget)}")
    return found


def table_cell(view: QTableView, index: QModelIndex) -> str:
    """What a screen reader reads of a cell: the table's children are its headers and cells."""
    spoken = QAccessible.queryAccessibleInterface(view)
    assert spoken is not None
    columns = view.model().columnCount() + 1  # with the header of the rows
    cell = spoken.child((index.row() + 1) * columns + index.column() + 1)
    assert cell is not None
    return cell.text(QAccessible.Text.Name)


def test_the_first_page_has_names_and_targets(program: Application) -> None:
    assert flaws(program.window) == []


@pytest.mark.parametrize("name", ScreenName)
def test_every_screen_has_names_and_targets(
    opened_demo: Application, hands: Hands, name: ScreenName
) -> None:
    hands.press(Qt.Key(Qt.Key.Key_1 + list(ScreenName).index(name)), CTRL)
    screen = opened_demo.window.current_screen
    assert screen is opened_demo.window.screen_named(name)
    hands.wait(screen.isVisible)
    assert flaws(opened_demo.window) == []


def test_every_section_of_the_settings_has_names_and_targets(
    opened_demo: Application, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_8, CTRL)
    settings = opened_demo.window.current_screen
    assert isinstance(settings, SettingsScreen)
    for part, section in settings.sections.items():
        settings.list.choose(part)
        hands.wait(section.isVisible)
        assert flaws(section) == []


@pytest.mark.parametrize("words", ["Timeline", "Month", "One patient"])
def test_every_view_of_the_calendar_has_names_and_targets(
    opened_demo: Application, hands: Hands, words: str
) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    hands.click_words(words)
    assert flaws(opened_demo.window) == []


def test_a_move_has_names_and_targets(opened_demo: Application, hands: Hands) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    hands.click_words("Month")
    hands.click_words("Timeline")
    view = hands.shown(TimelineView)
    while view.current_event is None or view.current_event.key.code != "7":
        hands.press(Qt.Key.Key_Right, CTRL)
    hands.press(Qt.Key.Key_F2)
    assert flaws(opened_demo.window) == []


@pytest.mark.parametrize("command", FORMS)
def test_every_form_has_names_and_targets(
    opened_demo: Application, hands: Hands, command: Command
) -> None:
    opened_demo.window.commands[command].trigger()
    assert flaws(opened_form(hands)) == []


@pytest.mark.parametrize("command", OF_A_PATIENT)
def test_every_form_about_a_patient_has_names_and_targets(
    opened_demo: Application, hands: Hands, command: Command
) -> None:
    opened_demo.window.navigator.go(Place(ScreenName.PATIENTS, patient="KET-026"))
    opened_demo.window.commands[command].trigger()
    assert flaws(opened_form(hands)) == []


def opened_form(hands: Hands) -> QDialog:
    def forms() -> list[QDialog]:
        windows = QApplication.topLevelWidgets()
        return [w for w in windows if isinstance(w, QDialog) and w.isVisible()]

    hands.wait(forms)
    (form,) = forms()
    return form


def test_a_patients_page_has_names_targets_and_plots_in_words(
    opened_demo: Application, hands: Hands
) -> None:
    opened_demo.window.navigator.go(Place(ScreenName.PATIENTS, patient="KET-024"))
    assert flaws(opened_demo.window) == []
    plots = opened_demo.window.findChildren(TimePlot)
    assert len(plots) == 2
    for plot in plots:
        assert told(plot)
        assert told(plot, QAccessible.Text.Description)


def test_cells_of_the_calendar_are_read_with_their_visits(
    opened_demo: Application, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    timeline = hands.shown(TimelineView)
    today = opened_demo.session.today()
    model = timeline.model()
    at = model.place("KET-024", today)
    assert table_cell(timeline, at) == (
        "KET-024, Tue 24 March, copper draw Cu7, due today, window 23 to 25 March"
    )
    empty = model.index(at.row(), at.column() + 1)
    assert table_cell(timeline, empty) == "KET-024, Wed 25 March, no visits"
    for words, kind in (("Month", MonthView), ("One patient", WeeksView)):
        hands.click_words(words)
        view = hands.shown(kind)
        assert "24 March" in table_cell(view, view.model().place(today))


def test_what_was_done_refused_and_taken_back_is_announced(
    opened_demo: Application, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    hands.click_words("Collected now, copper draw Cu7, KET-024")
    hands.press(Qt.Key.Key_Z, CTRL)
    hands.press(Qt.Key.Key_2, CTRL)
    hands.press(Qt.Key.Key_F2)
    assert heard == [
        "KET-024: copper draw Cu7 recorded as collected at 10:12.",
        "Undone: KET-024: copper draw Cu7 recorded as collected at 10:12.",
        "Choose a planned infusion in the calendar first, then press F2.",
    ]


def test_the_focus_returns_where_it_was_when_a_panel_or_a_form_closes(
    opened_demo: Application, hands: Hands
) -> None:
    hands.press(Qt.Key.Key_2, CTRL)
    timeline = hands.shown(TimelineView)
    while timeline.current_event is None or timeline.current_event.key.code != "7":
        hands.press(Qt.Key.Key_Right, CTRL)
    hands.press(Qt.Key.Key_F2)
    assert hands.focus is not timeline
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus is timeline
    hands.press(Qt.Key.Key_Return)
    assert hands.focus is not timeline
    hands.press(Qt.Key.Key_Escape)
    assert hands.focus is timeline
    hands.press(Qt.Key.Key_E, CTRL)
    patients = opened_demo.window.screen_named(ScreenName.PATIENTS)
    hands.wait(lambda: opened_form(hands).isAncestorOf(hands.focus))
    hands.press(Qt.Key.Key_Escape)
    hands.wait(lambda: patients.isAncestorOf(hands.focus))
