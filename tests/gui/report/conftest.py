"""Two reports: of plain tables in English, and of the demo study in Polish."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from domain.study import Study
from gui.analysis.calculation import calculate, rows_of, settings_of
from gui.demo.clock import demo_clock
from gui.report.contents import document_of
from gui.report.document import Document
from gui.report.folder import write_report
from gui.report.reading import source_of_study, source_of_tables
from gui.report.source import ReportSource
from gui.words import language
from stats.plan import analyse_tables
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

WRITTEN_AT = datetime.fromisoformat("2026-03-24T10:12:00+01:00")


@dataclass(frozen=True)
class Report:
    """A written report with what it was made from."""

    source: ReportSource
    document: Document
    folder: Path


def tables_source() -> ReportSource:
    tables = read_tables(*STUDY_A)
    return source_of_tables(tables, analyse_tables(tables), STUDY_A, now=WRITTEN_AT)


@pytest.fixture(scope="session")
def english(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Report:
    folder = tmp_path_factory.mktemp("reports") / "english"
    source = tables_source()
    with language.speaking("en"):
        write_report(source, folder)
        return Report(source, document_of(source), folder)


@pytest.fixture(scope="session")
def polish(made_demo: Path, tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Report:
    folder = tmp_path_factory.mktemp("reports")
    path = Path(shutil.copy(made_demo, folder / "demo.cdesk"))
    with language.speaking("pl"):
        study = Study.open(path, by="A. Nowak", now=WRITTEN_AT)
        rows = rows_of(study, now=demo_clock(study)())
        result = calculate(rows, settings_of(study.protocol.analysis))
        source = source_of_study(study, rows, result)
        study.close()
        write_report(source, folder / "polski")
        return Report(source, document_of(source), folder / "polski")


@pytest.fixture(params=["english", "polish"])
def report(request: pytest.FixtureRequest) -> Report:
    return request.getfixturevalue(request.param)
