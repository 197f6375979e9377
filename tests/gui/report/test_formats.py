"""Every format of the report says the same."""

import base64
import hashlib
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from html import escape

import docx

from gui.report.document import Paragraph, Role, Shown
from gui.words import language
from gui.words.numbers import bare_p, number
from gui.words.report import shown_in
from tests.gui.report.conftest import Report
from tests.gui.report.reading_back import (
    csv_tables,
    docx_tables,
    html_tables,
    pdf_pages,
    without_spaces,
)


def rows_of(table) -> list[list[str]]:
    return [list(row) for row in (table.heading, *table.rows)]


def test_every_table_is_the_same_in_html_docx_and_csv(report: Report):
    expected = [rows_of(table) for table in report.document.tables]

    assert len(expected) >= 8
    assert html_tables(report.folder) == expected
    assert docx_tables(report.folder) == expected
    assert csv_tables(report.folder) == expected


def test_every_cell_stands_in_the_pdf(report: Report):
    text = without_spaces("".join(pdf_pages(report.folder)))

    missing = [
        cell
        for table in report.document.tables
        for row in rows_of(table)
        for cell in row
        if without_spaces(cell) not in text
    ]

    assert missing == []


def test_every_sentence_stands_in_html_pdf_and_docx(report: Report):
    html = (report.folder / "report.html").read_text(encoding="utf-8")
    pdf = without_spaces("".join(pdf_pages(report.folder)))
    word = {one.text for one in docx.Document(str(report.folder / "report.docx")).paragraphs}
    sentences = [
        block.text
        for section in report.document.sections
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]

    assert len(sentences) > 10
    for text in sentences:
        assert escape(text, quote=False).replace("'", "&#39;") in html
        assert without_spaces(text) in pdf
        assert text in word


def test_the_numbers_of_the_tables_are_those_of_the_json(english: Report):
    result = json.loads((english.folder / "result.json").read_text(encoding="utf-8"))
    by_name = {table.name: table for table in english.document.tables}
    first = result["primary"][0]
    tests = by_name["baseline-inf5-tests"].rows[0]

    assert tests[2] == bare_p(first["p"])
    assert tests[3] == bare_p(first["p_adjusted"])
    low, high = first["ci"]
    assert tests[5] == f"{number(first['estimate'])} ({number(low)} to {number(high)})"
    every = by_name["every-pair"].rows
    assert [row[5] for row in every] == [bare_p(one["p_adjusted"]) for one in result["pairwise"]]
    assert [row[1] for row in every] == [str(one["n_patients"]) for one in result["pairwise"]]


def test_the_json_is_what_the_command_line_prints(english: Report):
    from stats.as_json import as_json

    found = json.loads((english.folder / "result.json").read_text(encoding="utf-8"))

    assert found == json.loads(json.dumps(as_json(english.source.result)))


def test_the_manifest_names_every_file_with_its_hash(report: Report):
    stated = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    there = {
        path.relative_to(report.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in report.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }

    assert stated["files"] == there
    assert stated["data"]["sha256"] == report.source.data_sha256
    assert stated["written_at"] == report.source.written_at.isoformat()
    assert set(stated["software"]) >= {"Copperdesk", "Python", "numpy", "scipy", "matplotlib"}


def test_the_manifest_of_a_study_holds_the_head_of_its_audit_chain(polish: Report):
    stated = json.loads((polish.folder / "manifest.json").read_text(encoding="utf-8"))
    head = polish.source.head

    assert head is not None
    assert head.count > 100
    assert stated["audit"] == {"entries": head.count, "head": head.hash}
    assert head.hash in without_spaces("".join(pdf_pages(polish.folder)))


def test_html_needs_no_other_file_and_describes_every_picture(report: Report):
    html = (report.folder / "report.html").read_text(encoding="utf-8")
    sources = re.findall(r'(?:src|href)="([^"]*)"', html)
    images = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)" alt="([^"]+)"', html)

    assert all(one.startswith(("data:image/svg+xml;base64,", "#")) for one in sources)
    assert len(images) == len(report.document.pictures)
    for data, description in images:
        root = ET.fromstring(base64.b64decode(data))
        assert root.tag.endswith("svg")
        assert len(description) > 40


def test_docx_has_headings_captions_and_alternative_texts(report: Report):
    word = docx.Document(str(report.folder / "report.docx"))
    headings = [one.text for one in word.paragraphs if one.style.name == "Heading 1"]
    captions = [one.text for one in word.paragraphs if one.style.name == "Caption"]
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]

    assert headings == [section.title for section in report.document.sections]
    assert described == [f"{one.title}. {one.caption}" for one in report.document.pictures]
    for picture in report.document.pictures:
        assert any(picture.caption in caption for caption in captions)


def test_docx_repeats_the_heading_of_a_table_and_counts_captions_by_fields(english: Report):
    with zipfile.ZipFile(english.folder / "report.docx") as package:
        xml = package.read("word/document.xml").decode()

    assert xml.count("<w:tblHeader") == len(english.document.tables)
    assert xml.count("SEQ Table") == len(english.document.tables)
    assert xml.count("SEQ Figure") == len(english.document.pictures)


def test_every_page_of_the_pdf_has_its_number_and_the_made_up_mark(polish: Report):
    pages = pdf_pages(polish.folder)

    for number_, text in enumerate(pages, start=1):
        assert f"strona {number_} z {len(pages)}" in text
        assert "Dane zmyślone" in text


def test_the_demo_says_it_is_made_up_in_every_format(polish: Report):
    html = (polish.folder / "report.html").read_text(encoding="utf-8")
    word = docx.Document(str(polish.folder / "report.docx"))
    stated = json.loads((polish.folder / "manifest.json").read_text(encoding="utf-8"))

    assert "Dane zmyślone" in html
    assert "Dane zmyślone" in word.paragraphs[0].text
    assert "Dane zmyślone" in word.sections[0].footer.paragraphs[0].text
    assert stated["made_up"] is True


def test_every_figure_is_there_as_svg_pdf_and_png(report: Report):
    stems = [f"{one.number:02}-{one.name}" for one in report.document.pictures]
    there = sorted(path.name for path in (report.folder / "figures").iterdir())

    assert there == sorted(f"{stem}.{kind}" for stem in stems for kind in ("svg", "pdf", "png"))


def test_the_methods_can_be_edited_in_the_html(english: Report):
    html = (english.folder / "report.html").read_text(encoding="utf-8")
    told = [
        block
        for section in english.document.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.role is Role.METHODS
    ]

    assert html.count('contenteditable="true"') == len(told) >= 3


def places_named(report: Report) -> list[str]:
    return [
        anchor
        for section in report.document.sections
        for block in section.blocks
        if isinstance(block, Shown)
        for _text, anchor in shown_in(block.tables, block.figures)
        if anchor
    ]


def test_where_a_result_is_shown_is_a_link_that_leads_there_in_the_html(report: Report):
    html = (report.folder / "report.html").read_text(encoding="utf-8")
    leads = re.findall(r'<a href="#((?:table|figure)-[0-9]+)">', html)

    assert leads == places_named(report)
    assert len(leads) > 10
    for anchor in leads:
        assert html.count(f'id="{anchor}"') == 1


def test_where_a_result_is_shown_is_a_reference_word_counts_anew(report: Report):
    with zipfile.ZipFile(report.folder / "report.docx") as package:
        xml = package.read("word/document.xml").decode()
    named = re.findall(r'<w:bookmarkStart w:name="(\w+)"', xml)
    referred = re.findall(r'w:instr="REF (\w+) \\h"', xml)

    assert referred == ["_" + anchor.replace("-", "_") for anchor in places_named(report)]
    assert len(named) == len(set(named))
    assert set(referred) <= set(named)


def test_where_a_result_is_shown_is_said_in_the_pdf(report: Report):
    pdf = without_spaces("".join(pdf_pages(report.folder)))

    for section in report.document.sections:
        for block in section.blocks:
            if isinstance(block, Shown):
                with language.speaking(report.document.language):
                    said = "".join(text for text, _ in shown_in(block.tables, block.figures))
                assert without_spaces(said) in pdf
