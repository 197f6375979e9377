"""The choices above an answer, laid out in as many columns as their words have room for."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.analysis.options import Options
from gui.theme import Theme
from stats.settings import AnalysisSettings


@pytest.mark.parametrize("share", [1.0, 0.8, 0.65])
def test_no_choice_is_narrower_than_its_words(qtbot: QtBot, theme: Theme, share: float):
    options = Options(AnalysisSettings())
    qtbot.addWidget(options)
    with qtbot.waitExposed(options):
        options.show()
    wide = sum(field.sizeHint().width() + 12 for field in options._fields[:4])

    options.resize(round(share * wide), 300)
    QApplication.processEvents()

    for field in options._fields:
        assert field.width() >= field.sizeHint().width()
