"""What comes out on paper: sizes, pages, words, and barcodes that can be read."""

import shutil
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from domain.study import Study
from domain.visits import Draw, VisitKind
from gui.demo import DEMO_NOW
from gui.printing.barcode import QUIET_MODULES, code_128
from gui.printing.day_list import ROW, Entry, Group, PagePart, groups_of, pages_of
from gui.printing.desk import DayListPreview, LabelsPreview, SchedulePreview
from gui.printing.ink import A4, Printout
from gui.printing.label_draws import LabelDraws
from gui.printing.output import page_image, write_pdf
from gui.printing.tube_labels import ROLL, RollLabels, SheetLabels, labels_for, tube_number
from gui.session import Session
from gui.theme import Theme
from gui.widgets.label import Label
from gui.words import printing as words
from tests.gui.conftest import ScriptedPrompter

SCANNER_DPI = 203
"""The usual label printer."""


@pytest.fixture
def session(made_demo: Path, tmp_path: Path, theme: Theme) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    session = Session()
    session.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    yield session
    session.close()


def draws_of(session: Session, patient: str) -> list[Draw]:
    return list(session.study.course(patient).draws)


def read_back(image: QImage) -> list[str]:
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())[
        :, : grey.width()
    ]
    return [found.text for found in zxingcpp.read_barcodes(pixels.copy())]


@pytest.mark.parametrize("dots_per_inch", [SCANNER_DPI, 300, 600])
def test_the_barcode_of_a_label_reads_back_as_the_tube_number(session: Session, dots_per_inch: int):
    draw = next(d for d in draws_of(session, "KET-024") if d.key.code == "inf7")
    labels = RollLabels(labels_for([draw], "Demo study"), is_made_up=True)

    assert read_back(page_image(labels, 0, dots_per_inch)) == ["KET024-CU7"]


def test_a_recorded_tube_number_stands_on_the_label(session: Session):
    drawn = next(d for d in draws_of(session, "KET-024") if d.specimen_id)
    (label,) = labels_for([drawn], "Demo study")

    assert label.tube == drawn.specimen_id


def test_the_bars_and_their_quiet_zones_fit_the_label(session: Session):
    for draw in draws_of(session, "KET-024"):
        text = tube_number(draw)

        wide = (code_128(text).modules + 2 * QUIET_MODULES) * 0.25

        assert wide <= ROLL.width, text


def test_a_tube_number_holds_letters_digits_and_one_hyphen(session: Session):
    numbers = {tube_number(draw) for draw in draws_of(session, "KET-024")}

    assert numbers == {
        "KET024-BL", "KET024-CU1", "KET024-CU3", "KET024-CU5", "KET024-CU7", "KET024-POST",
    }  # fmt: skip


def test_labels_start_at_the_free_place_and_go_on_over_the_page(session: Session):
    draws = [d for code in session.study.patients() for d in draws_of(session, code)][:70]
    sheet = SheetLabels(labels_for(draws, "Demo study"), start=3, is_made_up=False)

    places = [sheet.place_of(number) for number in range(len(sheet.labels))]

    assert sheet.page_count == 2
    assert places[0] == (0, pytest.approx(4.75 + 3 * 40.6), pytest.approx(10.7))
    assert places[2] == (0, pytest.approx(4.75), pytest.approx(10.7 + 21.2))
    assert places[62] == (1, pytest.approx(4.75), pytest.approx(10.7))
    assert all(left + 38.1 <= A4.width and top + 21.2 <= A4.height for _, left, top in places)


def test_the_day_list_holds_what_today_holds(session: Session):
    agenda = session.study.agenda(now=DEMO_NOW)

    groups = groups_of(agenda, session.study.protocol, with_tomorrow=True)

    assert [len(group.entries) for group in groups] == [2, 5, 4]
    assert [group.heading for group in groups] == [
        "Not done", "Due today, Tue 24 Mar", "Tomorrow, Wed 25 Mar",
    ]  # fmt: skip
    shown = [entry.item.visit.key for group in groups[:2] for entry in group.entries]
    assert shown == [i.visit.key for i in (*agenda.not_done, *agenda.due_today)]


def many(session: Session, count: int) -> Group:
    agenda = session.study.agenda(now=DEMO_NOW)
    (group,) = groups_of(agenda, session.study.protocol, with_tomorrow=False)[1:]
    entry = group.entries[0]
    return Group("Due today", tuple(Entry(entry.item, entry.words) for _ in range(count)))


def height_of(part: PagePart) -> float:
    return 4 + 8 + 6 + ROW * len(part.entries)


def test_no_row_is_split_or_lost_over_pages_and_headings_repeat(session: Session):
    groups = [many(session, 3), many(session, 70), many(session, 1)]

    pages = pages_of(groups)

    printed = [entry for page in pages for part in page for entry in part.entries]
    assert len(printed) == 74
    for page in pages:
        assert sum(height_of(part) for part in page) <= A4.height - 14 - 16 - 14
    long = [part for page in pages for part in page if part.group is groups[1]]
    assert [part.is_continued for part in long] == [False, *[True] * (len(long) - 1)]
    assert len(long) > 2


def test_the_last_page_keeps_room_for_notes(session: Session):
    for count in range(20, 32):
        last = pages_of([many(session, count)])[-1]

        assert sum(height_of(part) for part in last) <= A4.height - 14 - 16 - 14 - 30


def test_a_day_without_visits_still_prints_a_page(session: Session):
    assert len(pages_of([])) == 1


def ink_of(image: QImage) -> int:
    """How many pixels are dark: a faint watermark is not."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(grey.constBits(), np.uint8)
    return int((pixels < 128).sum())


def test_the_demo_says_on_paper_that_it_is_made_up(session: Session):
    draw = draws_of(session, "KET-024")[0]
    marked = page_image(RollLabels(labels_for([draw], "S"), is_made_up=True), 0, 300)
    plain = page_image(RollLabels(labels_for([draw], "S"), is_made_up=False), 0, 300)

    assert marked != plain
    assert ink_of(marked) == pytest.approx(ink_of(plain), rel=0.02)


def previews(session: Session, prompter: ScriptedPrompter, qtbot: QtBot) -> list[Printout]:
    shown = [
        DayListPreview(session, prompter),
        LabelsPreview(session, prompter),
        SchedulePreview(session, "KET-024", prompter),
    ]
    for preview in shown:
        qtbot.addWidget(preview)
    return [preview.printout for preview in shown]


def test_every_printout_becomes_a_pdf_of_its_own_size(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot, tmp_path: Path
):
    for printout in previews(session, prompter, qtbot):
        path = tmp_path / f"{printout.title}.pdf"

        write_pdf(printout, path)

        written = path.read_bytes()
        assert written.startswith(b"%PDF")
        assert written.count(b"/Type /Page\n") == printout.page_count


def test_a_file_that_cannot_be_written_is_named_and_the_preview_stays(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot, tmp_path: Path
):
    preview = DayListPreview(session, prompter)
    qtbot.addWidget(preview)
    preview.show()
    prompter.answers.append(tmp_path / "no such folder" / "list.pdf")

    preview.save_pdf()

    assert prompter.told == ["list.pdf could not be written."]
    assert preview.isVisible()
    preview.close()  # nobody holds it after the test: it must not be painted while it goes


def test_tomorrow_is_added_where_it_is_wanted(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    preview = DayListPreview(session, prompter)
    qtbot.addWidget(preview)
    before = page_image(preview.printout, 0, 60)

    preview.with_tomorrow.click()

    assert ink_of(page_image(preview.printout, 0, 60)) > ink_of(before)


def test_labels_are_made_for_the_draws_chosen(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    preview = LabelsPreview(session, prompter)
    qtbot.addWidget(preview)
    agenda = session.study.agenda(now=DEMO_NOW)

    def shown() -> list[str]:
        assert isinstance(preview.printout, (RollLabels, SheetLabels))
        return [label.tube for label in preview.printout.labels]

    assert shown() == ["KET024-CU7", "KET027-CU5"]
    preview.which.setCurrentIndex(1)
    assert shown() == ["KET024-CU7", "KET025-CU5", "KET027-CU5"]
    preview.which.setCurrentIndex(3)
    coming = [i for day in agenda.coming for i in day.items if i.visit.key.kind is VisitKind.DRAW]
    assert len(shown()) == 2 + len(coming)
    assert preview.start.isHidden()
    preview.stock.setCurrentIndex(1)
    assert not preview.start.isHidden()


def test_without_a_draw_nothing_can_be_printed_and_it_is_said_so(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    none = LabelDraws("Draws of Sat 28 Mar", ())
    preview = LabelsPreview(session, prompter, shown=none)
    qtbot.addWidget(preview)
    preview.show()
    assert preview.which.currentText() == "Draws of Sat 28 Mar (0)"
    assert preview.nothing.isVisible()
    assert preview.nothing.sentence == "No draw here needs a label. Choose other draws above."
    assert not preview.paper.isVisible()
    assert not preview.print_button.isEnabled()
    assert not preview.pdf_button.isEnabled()
    preview.stock.setCurrentIndex(1)
    assert preview.nothing.isVisible()

    preview.which.setCurrentIndex(1)

    assert preview.paper.isVisible()
    assert preview.print_button.isEnabled()
    preview.close()


def test_a_sheet_says_that_its_labels_have_no_barcode(
    session: Session, prompter: ScriptedPrompter, qtbot: QtBot
):
    preview = LabelsPreview(session, prompter)
    qtbot.addWidget(preview)
    preview.show()
    told = words.no_room_for_barcodes()

    def says() -> bool:
        return any(
            label.text() == told for label in preview.findChildren(Label) if label.isVisible()
        )

    assert not says()
    preview.stock.setCurrentIndex(1)
    assert says()
    assert read_back(page_image(preview.printout, 0, 300)) == []
    preview.close()
