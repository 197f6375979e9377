"""Pieces on pages: what belongs together stays together."""

import pytest
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QApplication

from gui.report.pages import LEAST_ROWS, TEXT_HEIGHT, TablePiece, paginate


class Block:
    """A piece of a set height that draws nothing."""

    def __init__(self, height: float, *, keeps_with_next: bool = False) -> None:
        self.height = height
        self.keeps_with_next = keeps_with_next

    def draw(self, painter: QPainter) -> None:
        pass


@pytest.fixture
def font(qapp: QApplication) -> QFont:
    return QFont("Copperdesk Inter")


def table(rows: int, font: QFont, *, keeps_with_next: bool = False) -> TablePiece:
    return TablePiece(
        "<thead><tr><th>Head</th></tr></thead>",
        [f"<tr><td>row {place}</td></tr>" for place in range(rows)],
        font,
        "",
        keeps_with_next=keeps_with_next,
    )


def test_a_heading_moves_to_the_page_of_what_follows_it():
    first, heading, text = Block(TEXT_HEIGHT - 60), Block(30, keeps_with_next=True), Block(50)

    pages = paginate([first, heading, text])

    assert [[placed.piece for placed in page] for page in pages] == [[first], [heading, text]]


def test_pieces_stand_under_one_another():
    (page,) = paginate([Block(10), Block(20), Block(5)])

    assert [placed.y for placed in page] == [0, 10, 30]


def test_a_piece_higher_than_a_page_has_one_of_its_own():
    pages = paginate([Block(10), Block(TEXT_HEIGHT * 2), Block(10)])

    assert [len(page) for page in pages] == [1, 1, 1]


def test_a_long_table_is_divided_between_rows(font: QFont):
    long = table(150, font)
    assert long.height > TEXT_HEIGHT

    pages = paginate([Block(100), long])

    assert len(pages) >= 2
    for page in pages:
        assert page[-1].y + page[-1].piece.height <= TEXT_HEIGHT + 0.01
    rows = [piece._rows for page in pages for piece in (page[-1].piece,)]
    assert [row for part in rows for row in part] == long._rows
    assert min(map(len, rows)) >= LEAST_ROWS


def test_every_part_of_a_divided_table_repeats_the_heading(font: QFont):
    pages = paginate([table(150, font)])

    assert all("Head" in page[-1].piece._text.toPlainText() for page in pages)


def test_a_short_table_is_not_divided(font: QFont):
    short = table(8, font)

    pages = paginate([Block(TEXT_HEIGHT - short.height / 2), short])

    assert [len(page) for page in pages] == [1, 1]


def test_a_short_table_moves_whole_to_the_page_of_its_figure(font: QFont):
    short = table(8, font, keeps_with_next=True)
    figure = Block(TEXT_HEIGHT * 0.4)

    pages = paginate([Block(TEXT_HEIGHT * 0.5), short, figure])

    assert [[placed.piece for placed in page] for page in pages[1:]] == [[short, figure]]


def test_a_table_parts_from_a_figure_that_does_not_fit_beside_it(font: QFont):
    short = table(8, font, keeps_with_next=True)
    figure = Block(TEXT_HEIGHT - short.height / 2)

    pages = paginate([short, figure])

    assert [[placed.piece for placed in page] for page in pages] == [[short], [figure]]


def test_an_empty_document_has_a_page():
    assert paginate([]) == [[]]
