"""`copperdesk verify --report`: does a report still say what the study holds?"""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.study import Study
from domain.visits import VisitState
from gui.report import folder as folders
from gui.report.pdf_file import PdfUnavailable
from tests.builders import moment
from tests.gui.command_line.conftest import TODAY, Ask

Deed = Callable[[Study], object]


@pytest.fixture
def report(study: Path, tmp_path: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of the study, without the PDF, which takes longest and is a file as the others."""

    def no_pdf(*_arguments: object, **_named: object) -> None:
        raise PdfUnavailable

    monkeypatch.setattr(folders, "write_pdf", no_pdf)
    folder = tmp_path / "report"
    assert ask("analyse", study, "--now", TODAY, "--report", folder).code == 0
    return folder


def do(path: Path, deed: Deed) -> None:
    opened = Study.open(path, by="A. Nowak", now=moment("2026-03-25 09:00"))
    deed(opened)
    opened.close()


def test_a_report_holds_until_its_data_change(ask: Ask, study: Path, report: Path):
    answer = ask("verify", study, "--report", report)
    assert answer.code == 0
    assert answer.out.startswith("The report is of the study as it is now.")

    later = moment("2026-03-25 09:00")
    do(study, lambda s: s.add_note(next(iter(s.patients())), "Prefers mornings.", now=later))
    answer = ask("verify", study, "--report", report)
    assert answer.code == 0
    assert "The report still holds: its data have not changed." in answer.out
    assert "1 entry was made in the audit trail since." in answer.out

    def withdraw(opened: Study) -> None:
        planned = next(
            course.patient
            for course in opened.courses().values()
            if any(draw.state is VisitState.PLANNED for draw in course.draws)
        )
        opened.withdraw(planned, on=later.date(), reason="moved_away", now=later)

    do(study, withdraw)
    answer = ask("verify", study, "--report", report, "--json")
    assert answer.code == 1
    assert answer.document["standing"] == "changed"
    assert answer.document["report"]["sha256"] != answer.document["study"]["sha256"]
    assert "The report is out of date: the data have changed since. Write it anew." in answer.err


def test_a_file_of_the_report_that_was_edited_is_named(ask: Ask, study: Path, report: Path):
    page = report / "report.html"
    page.write_text(page.read_text(encoding="utf-8").replace("p = 0", "p = 1"), encoding="utf-8")
    (report / "result.json").unlink()

    answer = ask("verify", study, "--report", page)

    assert answer.code == 1
    assert "Not as they were written: report.html, result.json." in answer.out


def test_the_report_of_another_study_is_told_from_an_old_one(
    ask: Ask, study: Path, report: Path, tmp_path: Path
):
    other = tmp_path / "other.cdesk"
    assert ask("new", other, "--by", "A. Nowak").code == 0

    answer = ask("verify", other, "--report", report)

    assert answer.code == 1
    assert "The report was not made from this study as it is kept here." in answer.out


def test_a_changed_protocol_is_said_beside_unchanged_data(ask: Ask, study: Path, report: Path):
    later = moment("2026-03-25 09:00")
    do(study, lambda s: s.confirm_defaults(frozenset(s.protocol.to_confirm[:1]), now=later))

    answer = ask("verify", study, "--report", report)

    assert answer.code == 1
    assert "The protocol was changed or confirmed since" in answer.out


def test_a_folder_without_a_report_is_refused_with_what_to_choose(
    ask: Ask, study: Path, tmp_path: Path
):
    for broken in ("", "{}", '{"audit": 3}', "not json"):
        (tmp_path / "manifest.json").write_text(broken, encoding="utf-8")
        answer = ask("verify", study, "--report", tmp_path)

        assert answer.code == 1
        assert "There is no report in" in answer.err
