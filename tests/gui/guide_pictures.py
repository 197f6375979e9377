"""Takes the pictures of the user guide: `python -m tests.gui.guide_pictures [NAME …]`.

They come from the running program on its demo study; names take those pictures alone.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from domain.visits import VisitKey, VisitKind
from gui.application import Application
from gui.demo import DEMO_NOW, make_demo
from gui.navigation import Place, ScreenName
from gui.preferences import PreferencesFile
from gui.words import language
from gui.words.settings import Part
from resources import path_of
from tests.gui.pictures import settle

SIZE = 1240, 720
COLORS = 96
README_SIZE = 1440, 900
PATIENT = "KET-024"
MOVED = VisitKey("KET-026", VisitKind.INFUSION, "6")
MOVED_TO = date(2026, 3, 30)


@dataclass
class Camera:
    """The program on the demo study, and where it is kept."""

    program: Application
    home: Path

    def at(self, place: Place, wait: int = 250) -> QWidget:
        self.program.window.navigator.go(place)
        settle(wait)
        screen = self.program.window.current_screen
        assert screen is not None
        return screen

    def dialog(self) -> QWidget:
        settle(300)
        shown = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
        dialogs = [w for w in shown if isinstance(w, QDialog)]
        assert len(dialogs) == 1, dialogs
        return dialogs[0]

    def close(self, dialog: QWidget) -> None:
        dialog.close()
        settle(50)


Take = Callable[[Camera], QImage]


def _whole(screen: ScreenName, detail: str = "") -> Take:
    def take(camera: Camera) -> QImage:
        camera.at(Place(screen, detail=detail))
        return camera.program.window.grab().toImage()

    return take


def _rows(camera: Camera) -> QImage:
    from gui.today.screen import TodayScreen

    screen = camera.at(Place(ScreenName.TODAY))
    assert isinstance(screen, TodayScreen)
    top = screen.list.mapTo(screen, screen.list.rect().topLeft())
    return screen.grab(QRect(top.x() - 8, top.y(), screen.list.width() + 12, 330)).toImage()


def _move(camera: Camera) -> QImage:
    from gui.calendar.move_panel import MovePanel

    screen = camera.at(Place(ScreenName.CALENDAR, visit=MOVED, detail="move"))
    panel = screen.findChild(MovePanel)
    assert isinstance(panel, MovePanel)
    panel.day.setDate(MOVED_TO)
    settle(300)
    image = camera.program.window.grab().toImage()
    panel.cancel.click()
    return image


def _enrol(camera: Camera) -> QImage:
    camera.at(Place(ScreenName.PATIENTS, detail="enrol"))
    dialog = camera.dialog()
    settle(600)
    image = dialog.grab().toImage()
    camera.close(dialog)
    return image


def _patient(camera: Camera) -> QImage:
    camera.at(Place(ScreenName.PATIENTS, patient=PATIENT), wait=500)
    return camera.program.window.grab().toImage()


def _sheet(camera: Camera) -> QImage:
    from gui.labimport.rows_page import RowsPage

    sheet = next((camera.home / language.language()).glob("*.xlsx"))
    screen = camera.at(Place(ScreenName.LAB_RESULTS, detail=str(sheet)))
    rows = screen.findChild(RowsPage)
    for _turn in range(60):
        settle(250)
        if isinstance(rows, RowsPage) and rows.isVisible():
            break
        rows = screen.findChild(RowsPage)
        _go_on(screen)
    settle(400)
    return camera.program.window.grab().toImage()


def _go_on(screen: QWidget) -> None:
    """Press the button of the commit bar where the columns are asked for first."""
    from gui.widgets.buttons import PrimaryButton

    for button in screen.findChildren(PrimaryButton):
        if button.isVisible() and button.isEnabled():
            button.click()
            return


def _print(camera: Camera) -> QImage:
    camera.at(Place(ScreenName.TODAY, detail="print"))
    dialog = camera.dialog()
    dialog.resize(940, 620)
    settle(300)
    image = dialog.grab().toImage()
    camera.close(dialog)
    return image


def _analysis(camera: Camera) -> QImage:
    camera.at(Place(ScreenName.ANALYSIS), wait=4000)
    return camera.program.window.grab().toImage()


def _lock(camera: Camera) -> QImage:
    from gui.locking.cover import Cover

    window = camera.program.window
    cover = Cover(camera.program.session.study.facts.short_name, window)
    settle(100)
    image = window.grab().toImage()
    cover.uncover()
    width, height = 700, 420
    return image.copy((image.width() - width) // 2, 110, width, height)


SHOTS: dict[str, Take] = {
    "today": _whole(ScreenName.TODAY),
    "record": _rows,
    "calendar": _whole(ScreenName.CALENDAR),
    "move": _move,
    "enrol": _enrol,
    "patient": _patient,
    "import": _sheet,
    "queries": _whole(ScreenName.DATA_QUALITY, "deviations"),
    "print": _print,
    "analysis": _analysis,
    "audit": _whole(ScreenName.AUDIT),
    "settings": _whole(ScreenName.SETTINGS, Part.DRAWS),
    "lock": _lock,
}


def small(image: QImage) -> QImage:
    """With the commonest colours alone: a third of the size, and the eye sees the same."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = memoryview(plain.constBits()).cast("I")
    palette = [pixel | 0xFF000000 for pixel, _times in Counter(pixels).most_common(COLORS)]
    flags = Qt.ImageConversionFlag.AvoidDither | Qt.ImageConversionFlag.ThresholdDither
    return plain.convertToFormat(QImage.Format.Format_Indexed8, palette, flags)


def take(names: Iterable[str], folder: Path) -> None:
    """Both languages of the pictures `names`, in the light theme, under `folder`."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    with TemporaryDirectory() as home:
        made = Path(home) / "made"
        made.mkdir()
        make_demo(made / "Demo.cdesk")
        program = Application(
            app, PreferencesFile(Path(home) / "preferences.json"), clock=lambda: DEMO_NOW
        )
        program.choose_theme("light")
        for code in language.LANGUAGES:
            program.choose_language(code)
            copy = copytree(made, Path(home) / code)
            program.opening.open(copy / "Demo.cdesk", by="A. Nowak")
            program.window.resize(*SIZE)
            program.window.show()
            camera = Camera(program, Path(home))
            for name in names:
                (folder / code).mkdir(parents=True, exist_ok=True)
                small(SHOTS[name](camera)).save(str(folder / code / f"{name}.png"))
            if code == "en" and "today" in names:
                program.window.resize(*README_SIZE)
                small(_whole(ScreenName.TODAY)(camera)).save(str(folder / "today.png"))
            program.session.close()
        program.window.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(SHOTS))
    take(parser.parse_args().names or list(SHOTS), path_of("help/pictures"))


if __name__ == "__main__":
    main()
