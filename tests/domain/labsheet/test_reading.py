"""The guarded process: it answers, it is ended, and hostile files end in one reason."""

import multiprocessing
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from domain.labsheet.limits import Limits
from domain.labsheet.opening import open_workbook
from domain.labsheet.reading import Cancel, awaited, read_workbook
from domain.labsheet.workbook import Container, Refusal, SheetRefused, Workbook
from tests.domain.labsheet.parts import MAIN, workbook_bytes, worksheet
from tests.domain.labsheet.sheets import FOLDER


def refusal_of(path: Path, limits: Limits | None = None) -> Refusal:
    with pytest.raises(SheetRefused) as refused:
        open_workbook(path, limits or Limits())
    assert refused.value.file == path.name
    return refused.value.reason


def test_the_guarded_process_gives_the_same_workbook_as_reading_here():
    path = FOLDER / "a1_lista_surowica.xlsx"

    assert read_workbook(path) == open_workbook(path, Limits())


def test_reading_leaves_the_asking_process_without_openpyxl():
    code = (
        "import sys; from pathlib import Path; from domain.labsheet.reading import read_workbook;"
        "read_workbook(Path(sys.argv[1])); print('openpyxl' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, FOLDER / "a1_lista_surowica.xlsx"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )

    assert done.stdout.strip() == "False"


def test_a_refusal_comes_back_from_the_guarded_process_with_its_reason():
    with pytest.raises(SheetRefused) as refused:
        read_workbook(FOLDER / "a8_cut_off.xlsx")

    assert refused.value.reason is Refusal.DAMAGED
    assert refused.value.file == "a8_cut_off.xlsx"


def test_the_guarded_process_is_ended_when_its_time_is_up():
    with pytest.raises(SheetRefused) as refused:
        read_workbook(FOLDER / "a1_lista_surowica.xlsx", Limits(seconds=0.0))

    assert refused.value.reason is Refusal.TIMED_OUT
    assert multiprocessing.active_children() == []


SHEET = FOLDER / "a1_lista_surowica.xlsx"


def told(*messages: float | Workbook, every: float, limits: Limits) -> Workbook:
    """What is made of these messages of a reading process, with seconds between them."""
    ours, theirs = multiprocessing.Pipe(duplex=False)
    ended, alive = multiprocessing.Pipe(duplex=False)

    def speak() -> None:
        for message in messages:
            time.sleep(every)
            theirs.send(message)

    speaker = threading.Thread(target=speak)
    speaker.start()
    try:
        return awaited(ours, ended, SHEET, limits, Cancel())
    finally:
        speaker.join()
        for end in (ours, theirs, ended, alive):
            end.close()


def test_a_process_that_works_on_is_waited_for_on_a_busy_machine():
    workbook = open_workbook(SHEET, Limits())
    limits = Limits(seconds=0.3)

    assert told(*[0.01] * 8, workbook, every=0.1, limits=limits) is not None
    with pytest.raises(SheetRefused) as refused:
        told(0.01, workbook, every=0.5, limits=limits)
    assert refused.value.reason is Refusal.TIMED_OUT


def test_work_beyond_the_limit_and_a_wait_beyond_the_longest_end_in_a_refusal():
    workbook = open_workbook(SHEET, Limits())

    for limits, worked in ((Limits(seconds=0.3), 0.31), (Limits(longest_wait=0.1), 0.01)):
        with pytest.raises(SheetRefused) as refused:
            told(worked, worked, workbook, every=0.1, limits=limits)
        assert refused.value.reason is Refusal.TIMED_OUT


def test_a_reading_is_cancelled_from_another_thread(tmp_path: Path):
    rows = "".join(f"<row r='{n}'/>" for n in range(1, 900_000))
    slow = tmp_path / "slow.xlsx"
    slow.write_bytes(workbook_bytes(worksheet(rows)))
    cancel = Cancel()
    threading.Timer(0.1, cancel.cancel).start()
    began = time.monotonic()

    with pytest.raises(SheetRefused) as refused:
        read_workbook(slow, cancel=cancel)

    assert refused.value.reason is Refusal.CANCELLED
    assert time.monotonic() - began < 2
    assert multiprocessing.active_children() == []


def test_more_memory_than_allowed_ends_in_a_refusal(tmp_path: Path):
    cells = "".join(
        f"<row r='{n}'><c r='A{n}' t='str'><v>{'x' * 900}</v></c></row>" for n in range(1, 40_000)
    )
    path = tmp_path / "large.xlsx"
    path.write_bytes(workbook_bytes(worksheet(cells)))

    with pytest.raises(SheetRefused) as refused:
        read_workbook(path, Limits(memory_bytes=20_000_000, seconds=20))

    assert refused.value.reason in (Refusal.OUT_OF_MEMORY, Refusal.READER_DIED)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path):
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(workbook_bytes(" " * 20_000_000))

    assert refusal_of(path) is Refusal.UNPACKS_TOO_LARGE


def test_a_zip_that_lies_about_its_sizes_is_stopped_while_unpacking(tmp_path: Path):
    path = tmp_path / "lying.xlsx"
    honest = workbook_bytes("<worksheet>" + "<a/>" * 60_000 + "</worksheet>")
    path.write_bytes(honest)

    assert refusal_of(path, Limits(unpacked_bytes=200_000)) is Refusal.UNPACKS_TOO_LARGE


def test_a_document_type_declaration_is_refused(tmp_path: Path):
    path = tmp_path / "dtd.xlsx"
    path.write_bytes(workbook_bytes("<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet>&a;</worksheet>"))

    assert refusal_of(path) is Refusal.FORBIDDEN_XML


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("cut.xlsx", workbook_bytes()[:-200], Refusal.DAMAGED),
        ("broken.xlsx", workbook_bytes(f"<worksheet xmlns='{MAIN}'><sheetData>"), Refusal.DAMAGED),
        ("empty.xlsx", b"", Refusal.EMPTY_FILE),
        ("text.xlsx", b"patient;result\nKET-001;95\n", Refusal.WRONG_TYPE),
        ("page.xlsx", b"<!DOCTYPE html><html></html>", Refusal.WRONG_TYPE),
        ("page.xls", b"<html><table><tr><td>95</td></tr></table></html>", Refusal.WRONG_TYPE),
        ("page.csv", b"<html><table></table></html>", Refusal.WRONG_TYPE),
        ("report.csv", b"%PDF-1.7 ...", Refusal.WRONG_TYPE),
        ("noise.csv", bytes(range(256)) * 4, Refusal.WRONG_TYPE),
        ("blank.csv", b"\n ; \n;;\n", Refusal.NO_CELLS),
        (
            "cut.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            Refusal.DAMAGED,
        ),
        (
            "locked.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Refusal.ENCRYPTED,
        ),
        (
            "empty_rows.xlsx",
            workbook_bytes(worksheet()),
            Refusal.NO_CELLS,
        ),
    ],
)
def test_what_is_no_lab_sheet_is_refused_with_its_reason(
    tmp_path: Path, name: str, content: bytes, reason: Refusal
):
    path = tmp_path / name
    path.write_bytes(content)

    assert refusal_of(path) is reason


def test_a_million_empty_rows_are_no_data(tmp_path: Path):
    rows = "".join(f"<row r='{n}' spans='1:{n % 97}'/>" for n in range(1, 1_000_001))
    path = tmp_path / "million.xlsx"
    path.write_bytes(workbook_bytes(worksheet(rows)))

    with pytest.raises(SheetRefused) as refused:
        read_workbook(path)

    assert refused.value.reason in (Refusal.NO_CELLS, Refusal.TIMED_OUT)


def test_more_cells_than_the_limit_are_refused(tmp_path: Path):
    path = tmp_path / "many.csv"
    path.write_text("a;b\n" * 100, "utf-8")

    assert refusal_of(path, Limits(cells=150)) is Refusal.TOO_MANY_CELLS


def test_a_missing_file_a_folder_and_a_large_file_are_told_apart(tmp_path: Path):
    large = tmp_path / "large.csv"
    large.write_bytes(b"a;b\n" * 100)

    assert refusal_of(tmp_path / "gone.xlsx") is Refusal.MISSING
    assert refusal_of(tmp_path) is Refusal.NOT_A_FILE
    assert refusal_of(large, Limits(file_bytes=100)) is Refusal.TOO_LARGE


def test_text_under_the_name_of_an_old_workbook_is_read_as_text(tmp_path: Path):
    path = tmp_path / "aparat.xls"
    path.write_text("Kod;Wynik\nKET-001;98,5\n", "utf-8")

    workbook = open_workbook(path, Limits())

    assert workbook.container is Container.TEXT
    assert workbook.sheets[0].rows[1].text_at(2) == "98,5"
