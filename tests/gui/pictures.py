"""Renders screens to PNG files, for eyes: `python -m tests.gui.pictures FOLDER [SCREEN …]`.

A patient's code names that patient's page.
"""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import argparse
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from gui.application import Application
from gui.demo import DEMO_NOW, make_demo
from gui.navigation import Place, ScreenName
from gui.preferences import PreferencesFile

SIZES = ((1440, 900), (1366, 696))
LOOKS = (("light", 100), ("dark", 100), ("light", 150))
FIRST_PAGE = "first"


def pictures(folder: Path, names: list[str]) -> None:
    """One picture of the demo study for each screen, size and look."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as home:
        demo = Path(home) / "demo.cdesk"
        make_demo(demo)
        program = Application(app, PreferencesFile(Path(home) / "preferences.json"), clock=_now)
        window = program.window
        for name in names:
            if name != FIRST_PAGE and not program.session.is_open:
                program.opening.open(demo, by="A. Nowak")
            for theme, percent in LOOKS:
                program.choose_theme(theme)
                program.choose_size(percent)
                for width, height in SIZES:
                    window.resize(width, height)
                    window.show()
                    if name != FIRST_PAGE:
                        window.navigator.go(_place(name))
                    settle()
                    picture = f"{name}-{width}x{height}-{theme}-{percent}.png"
                    window.grab().save(str(folder / picture))
        program.session.close()
        window.close()


def _place(name: str) -> Place:
    """A screen, or the page of a patient by code."""
    if name in set(ScreenName):
        return Place(ScreenName(name))
    return Place(ScreenName.PATIENTS, patient=name)


def _now() -> datetime:
    return DEMO_NOW


def settle(milliseconds: int = 120) -> None:
    """Let layouts and first answers arrive."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("screens", nargs="*", default=[FIRST_PAGE, *ScreenName])
    arguments = parser.parse_args()
    pictures(arguments.folder, [str(name) for name in arguments.screens])


if __name__ == "__main__":
    main()
