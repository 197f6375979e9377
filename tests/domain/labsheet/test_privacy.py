"""Names, PESEL numbers and birth dates of a sheet are in no byte of what is kept; all made up."""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from domain.exchange.write_tables import write_tables
from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.fitting import fit
from domain.labsheet.limits import Limits
from domain.labsheet.mapping import Role
from domain.labsheet.opening import open_workbook
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.reading import read_workbook
from domain.labsheet.rows import RowStatus
from domain.labsheet.saved_preview import SavedPreview, reopened, saved
from domain.labsheet.understanding import guess
from domain.study import Study
from tests.builders import NOW, draw, moment, study_with
from tests.domain.labsheet import byte_search
from tests.domain.labsheet.sheets import vocabulary
from tests.domain.labsheet.test_mapping import table

PESEL, OTHER_PESEL = "75701780445", "83701541728"
"""Valid check digits, births in the 2200s."""
NAMES = ("Testowa", "Próbny", "Zmyślony")
BIRTHS = ("03.04.1961", "1961-04-03", "17.11.1985", "1985-11-17")
SECRETS = (PESEL, OTHER_PESEL, *NAMES, *BIRTHS)
FILE = f"wyniki {NAMES[0]}_{PESEL}.csv"
ROWS = (
    "PESEL;Nazwisko i imię;Data urodzenia;Kod pacjenta;Data pobrania;Wynik [µg/dL];Uwagi",
    f"{PESEL};Testowa Anna;03.04.1961;KET-001;27.02.2026 08:00;<20;p. TESTOWA, ur. 3.4.1961",
    f"{OTHER_PESEL};Próbny Jan;17.11.1985;KET-002;27.02.2026 08:10;hemoliza;PESEL {OTHER_PESEL}",
    f"{OTHER_PESEL};Zmyślony Ewa;17.11.1985;KET-003;27.02.2026;{PESEL};Zmyślony",
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    folder = tmp_path / "kept"
    folder.mkdir()
    made = study_with("KET-001", "KET-002", "KET-003", path=folder / "study.cdesk")
    for code in ("KET-001", "KET-002", "KET-003"):
        key = draw("baseline", code)
        made.collect_draw(key, on=date(2026, 2, 27), at=moment("2026-02-27 08:00"), now=NOW)
    yield made
    made.close()


def sheet_in(folder: Path) -> Path:
    sheet = folder / FILE
    sheet.write_text("\n".join(ROWS), encoding="utf-8")
    return sheet


def planned(study: Study, sheet: Path) -> ImportPlan:
    """As read and understood; the PESEL in the result column is called unusable."""
    workbook = read_workbook(sheet)
    known = study.known_for_import(today=NOW.date())
    mapping = replace(guess(workbook, vocabulary(), known).mapping, lab="Lab 1")
    plan = plan_import(workbook, mapping, known, vocabulary())
    [wrong] = plan.blocking
    assert wrong.status is RowStatus.ERROR
    return plan.decided(Decision(DecisionKind.UNUSABLE, (wrong.cell,), condition="lost"))


def found_in(folder: Path, secrets: tuple[str, ...] = SECRETS) -> list[tuple[str, str]]:
    return byte_search.found_in(folder, secrets)


def test_the_search_finds_what_it_looks_for(tmp_path: Path):
    sheet_in(tmp_path)

    assert {secret for _, secret in found_in(tmp_path)} >= {PESEL, *NAMES, "03.04.1961"}


def test_nothing_personal_is_kept_by_import_undo_backup_export_or_a_saved_preview(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    folder, temporary = study.path.parent, tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    plan = planned(study, sheet_in(tmp_path))

    preview = saved(plan)
    (folder / "preview.json").write_text(preview.as_text(), encoding="utf-8")
    changes = study.accept(plan, now=NOW, lab="Lab 1")
    assert found_in(folder) == []
    (folder / "tables").mkdir()
    write_tables(study, folder / "tables")
    study.back_up(now=NOW + timedelta(minutes=1))
    study.undo_import(changes.action, now=NOW)
    study.back_up(now=NOW + timedelta(minutes=2))

    assert len(plan.to_store) == 3
    assert found_in(folder) == []
    assert found_in(temporary) == []
    assert study.verify().is_clean


def test_the_file_and_the_comments_are_kept_with_what_is_personal_blacked_out(
    study: Study, tmp_path: Path
):
    plan = planned(study, sheet_in(tmp_path))
    study.accept(plan, now=NOW)

    [first] = study.results("KET-001", "baseline")
    [third] = study.results("KET-003", "baseline")
    assert plan.file == "wyniki █████_█████.csv"
    assert first.result.source.file == plan.file
    assert first.result.note == "p. █████, ur. █████"
    assert first.result.verbatim == "<20"
    assert (third.result.verbatim, third.result.value) == ("█████", None)


def test_a_remembered_reading_knows_the_personal_columns_of_the_next_sheet(
    study: Study, tmp_path: Path
):
    sheet = sheet_in(tmp_path)
    study.accept(planned(study, sheet), now=NOW, lab="Lab 1")

    found = fit(study.lab_mappings()["Lab 1"], open_workbook(sheet, Limits()), vocabulary())

    assert found.differences == ()
    assert [found.mapping.role_of(column) for column in (1, 2, 3)] == [Role.PERSONAL] * 3


def test_headings_that_are_a_persons_own_data_are_not_remembered_and_found_again_by_values(
    study: Study,
):
    headings = ("Testowa Anna", "Kod pacjenta", "Pobrano", "Cu [µg/dL]")
    rows = (("Próbny Jan", "KET-001", "27.02.2026", "98"),) * 2
    book = table(headings, *rows)
    known = study.known_for_import(today=NOW.date())
    mapping = guess(book, vocabulary(), known).mapping
    plan = plan_import(book, mapping, known, vocabulary())
    plan = plan.decided(Decision(DecisionKind.SKIP, (plan.rows[1].cell,)))
    study.accept(plan, now=NOW, lab="Lab 1")

    found = fit(study.lab_mappings()["Lab 1"], book, vocabulary())

    assert found_in(study.path.parent, ("Testowa", "Próbny")) == []
    assert found.is_usable
    assert found.mapping.role_of(1) is Role.PERSONAL


def test_a_sheet_named_after_a_person_stands_in_no_address_and_can_be_reopened(study: Study):
    book = table(("Kod pacjenta", "Pobrano", "Cu [µg/dL]"), ("KET-001", "27.02.2026", "98"))
    named = replace(book.sheets[0], name="Testowa Anna")
    book = replace(book, container=type(book.container).XLSX, sheets=(named,))
    known = study.known_for_import(today=NOW.date())
    plan = plan_import(book, guess(book, vocabulary()).mapping, known, vocabulary())

    preview = SavedPreview.from_text(saved(plan).as_text())
    study.accept(plan, now=NOW, lab="Lab 1")

    assert [row.cell for row in plan.rows] == ["#1!C2"]
    assert study.imports()[0].sheet == "#1"
    assert found_in(study.path.parent, ("Testowa",)) == []
    assert reopened(preview, book, known, vocabulary()).plan.rows == plan.rows


KILLED = """
import os, signal, sys
from pathlib import Path
from domain.study import Study
from tests.builders import NOW
from tests.domain.labsheet.test_privacy import planned

study = Study.open(Path(sys.argv[1]), by="A. Nowak", now=NOW)
plan = planned(study, Path(sys.argv[2]))
study.back_up(now=NOW)
left = int(sys.argv[3])

def count(statement):
    global left
    left -= 1
    if left == 0 or (sys.argv[3] == "0" and statement == "COMMIT"):
        os.kill(os.getpid(), signal.SIGKILL)

study._file.connection.set_trace_callback(count)
study.accept(plan, now=NOW, lab="Lab 1")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this on Windows")
@pytest.mark.parametrize("statement", [8, 16, 0])
def test_nothing_personal_is_left_behind_by_a_killed_import(
    statement: int, study: Study, tmp_path: Path
):
    path, sheet = study.path, sheet_in(tmp_path)
    study.close()

    done = subprocess.run(
        [sys.executable, "-c", KILLED, path, sheet, str(statement)], check=False, timeout=120
    )

    assert done.returncode == -signal.SIGKILL
    assert found_in(path.parent) == []
    opened = Study.open(path, by="A. Nowak", now=NOW)
    assert opened.imports() == ()
    assert found_in(path.parent) == []
    opened.close()
