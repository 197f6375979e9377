"""Every number that the report shows stands in its result.json, rounded."""

import json
import re

from gui.report.document import Bullets, Paragraph
from gui.words.numbers import bare_p, number
from tests.gui.report.conftest import Report
from tests.gui.report.reading_back import csv_tables, docx_tables, html_tables, pdf_pages

NOT_RESULTS = {"protocol", "provenance", "patients", "references", "missing-copper"}
"""Tables of the input, and of where it comes from."""
NUMBER = re.compile(r"(?<![A-Za-z0-9])[−]?[0-9]+(?:[.][0-9]+)?(?![A-Za-z0-9])")


def numbers_in(part):
    if isinstance(part, dict):
        for one in part.values():
            yield from numbers_in(one)
    elif isinstance(part, list):
        for one in part:
            yield from numbers_in(one)
        yield len(part)  # n is how many are listed
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield part


def as_shown(values) -> set[str]:
    shown: set[str] = set()
    for value in values:
        shown.update(number(value, places) for places in range(4))
        if 0.0 <= value <= 1.0:
            shown.add(bare_p(value).removeprefix("< ").removeprefix("> "))
    return shown


def shown_in(cell: str) -> list[str]:
    return NUMBER.findall(cell)


def test_every_number_of_a_table_of_results_stands_in_the_json(english: Report):
    result = json.loads((english.folder / "result.json").read_text(encoding="utf-8"))
    known = as_shown(numbers_in(result))

    strange = {
        (table.name, row[0], cell, found)
        for table in english.document.tables
        if table.name not in NOT_RESULTS
        for row in table.rows
        if not row[0].startswith("…")  # degrees of freedom times epsilon
        for cell in row[1:]
        for found in shown_in(cell)
        if found not in known
    }

    assert strange == set()


def test_each_format_shows_the_same_numbers_in_the_same_order(report: Report):
    def numbers_of(tables) -> list[list[str]]:
        return [shown_in(" ".join(cell for row in table for cell in row)) for table in tables]

    expected = numbers_of(csv_tables(report.folder))
    pdf = "".join("".join(pdf_pages(report.folder)).split())

    assert sum(map(len, expected)) > 500
    assert numbers_of(html_tables(report.folder)) == expected
    assert numbers_of(docx_tables(report.folder)) == expected
    assert all(one in pdf for table in expected for one in table)


def test_every_number_of_a_sentence_on_results_stands_in_the_json(english: Report):
    result = json.loads((english.folder / "result.json").read_text(encoding="utf-8"))
    values = list(numbers_in(result))
    known, percents = as_shown(values), {number(100.0 * value, 0) for value in values}
    told = [
        line.replace("Słupski et al. 2020", "")
        for section in english.document.sections
        if section.title != "Methods"
        for block in section.blocks
        if isinstance(block, Paragraph | Bullets)
        for line in (block.lines if isinstance(block, Bullets) else (block.text,))
    ]

    shares = {(line, one) for line in told for one in re.findall(r"(\d+)%", line)}
    others = {(line, one) for line in told for one in shown_in(re.sub(r"\d+%", "", line))}
    assert len(shares) > 30
    assert len(others) > 150
    assert {pair for pair in shares if pair[1] not in percents} == set()
    assert {pair for pair in others if pair[1] not in known} == set()


def test_every_number_of_a_caption_stands_in_the_json(english: Report):
    result = json.loads((english.folder / "result.json").read_text(encoding="utf-8"))
    values = list(numbers_in(result))
    known, percents = as_shown(values), {number(100.0 * value, 0) for value in values}

    for picture in english.document.pictures:
        assert set(re.findall(r"(\d+)%", picture.caption)) <= percents, picture.name
        assert set(shown_in(re.sub(r"\d+%", "", picture.caption))) <= known, picture.name
