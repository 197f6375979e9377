"""The folder of a report: new or empty, whole or not there, the same twice."""

import zipfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.new_folder import FolderTaken
from gui.report import folder as folders
from gui.report.folder import write_report
from gui.report.pdf_file import PdfUnavailable
from tests.gui.report.conftest import Report, tables_source
from tests.gui.report.reading_back import pdf_pages


def test_the_same_source_gives_the_same_report(english: Report, tmp_path: Path, qapp: QApplication):
    write_report(english.source, tmp_path / "again")
    names = [path.relative_to(english.folder) for path in english.folder.rglob("*")]

    for name in names:
        here, there = english.folder / name, tmp_path / "again" / name
        if here.is_file() and here.suffix not in (".docx",) and name.name not in (
            "report.pdf", "manifest.json",
        ):  # fmt: skip
            assert here.read_bytes() == there.read_bytes(), name
    assert pdf_pages(english.folder) == pdf_pages(tmp_path / "again")
    parts = [
        zipfile.ZipFile(folder / "report.docx").read("word/document.xml")
        for folder in (english.folder, tmp_path / "again")
    ]
    assert parts[0] == parts[1]


def test_an_empty_folder_is_taken(tmp_path: Path, qapp: QApplication):
    (tmp_path / "empty").mkdir()

    written = write_report(tables_source(), tmp_path / "empty")

    assert written.has_pdf
    assert (tmp_path / "empty" / "report.html").exists()


@pytest.mark.parametrize("kind", ["file", "full folder", "dangling link"])
def test_what_is_there_is_never_written_over(tmp_path: Path, kind: str):
    place = tmp_path / "report"
    if kind == "file":
        place.write_text("mine")
    elif kind == "full folder":
        place.mkdir()
        (place / "mine.txt").write_text("mine")
    else:
        place.symlink_to(tmp_path / "nowhere")

    with pytest.raises(FolderTaken):
        write_report(tables_source(), place)

    assert [path.name for path in tmp_path.iterdir()] == ["report"]


def test_nothing_is_left_of_a_report_that_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "report.docx")

    monkeypatch.setattr(folders, "write_docx", full_disk)

    with pytest.raises(OSError, match="No space"):
        write_report(tables_source(), tmp_path / "report")

    assert list(tmp_path.iterdir()) == []


def test_without_qt_everything_but_the_pdf_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def no_qt(*_: object, **__: object) -> None:
        raise PdfUnavailable

    monkeypatch.setattr(folders, "write_pdf", no_qt)

    written = write_report(tables_source(), tmp_path / "report")

    assert not written.has_pdf
    there = {path.name for path in (tmp_path / "report").iterdir()}
    assert there == {
        "report.html", "report.docx", "result.json", "manifest.json", "tables", "figures",
    }  # fmt: skip
