"""What the report says, in which order, in which language."""

import re
from dataclasses import replace

from matplotlib.text import Text

from gui.report.contents import document_of
from gui.report.document import (
    Bullets,
    Paragraph,
    Picture,
    Role,
    Shown,
    Subheading,
    Table,
    parts_of,
)
from gui.words import language
from gui.words.report import shown_in
from stats.figures.style import PRINT
from stats.plan import analyse_tables
from stats.settings import AnalysisSettings, BelowLoq, Haemolysed, OutOfWindow, Test
from stats.tables import read_tables
from tests.builders import study_with
from tests.gui.report.conftest import Report, tables_source
from tests.stats.gold import STUDY_A


def words_of(document) -> str:
    told = [document.title, document.subtitle, *document.warnings]
    told += [f"{name} {value}" for name, value in document.facts]
    for section in document.sections:
        told.append(section.title)
        for block in section.blocks:
            match block:
                case Table():
                    told += [block.title, block.note, *block.heading]
                    told += [cell for row in block.rows for cell in row]
                case Picture():
                    told += [block.title, block.caption]
                case Bullets():
                    told += block.lines
                case Shown():
                    told += [text for text, _anchor in shown_in(block.tables, block.figures)]
                case _:
                    told.append(block.text)
    return "\n".join(told)


def test_tables_and_figures_are_counted_in_reading_order(report: Report):
    assert [one.number for one in report.document.tables] == list(
        range(1, len(report.document.tables) + 1)
    )
    assert [one.number for one in report.document.pictures] == list(
        range(1, len(report.document.pictures) + 1)
    )


def test_no_two_tables_or_figures_share_a_name(report: Report):
    for blocks in (report.document.tables, report.document.pictures):
        names = [block.name for block in blocks]
        assert len(set(names)) == len(names)
        assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in names)


def test_rows_are_as_long_as_their_heading(report: Report):
    for table in report.document.tables:
        assert {len(row) for row in table.rows} == {len(table.heading)}, table.name


def test_the_unconfirmed_defaults_of_the_protocol_are_listed(polish: Report):
    first = polish.document.sections[0]
    (listed,) = (block for block in first.blocks if isinstance(block, Bullets))
    unsure = [setting for setting in polish.source.settings if setting.to_confirm]

    assert len(unsure) > 5
    assert len(listed.lines) == len(unsure)
    assert all(one.value in line for one, line in zip(unsure, listed.lines, strict=True))


def test_the_title_page_counts_defaults_as_study_settings_do(polish: Report):
    unsure = [setting for setting in polish.source.settings if setting.to_confirm]

    told = [value for _, value in polish.document.facts if value.endswith("wartości)")]
    assert told == [f"{polish.source.to_confirm} ({len(unsure)} wartości)"]
    assert polish.source.to_confirm == 11


def test_plain_tables_have_no_protocol_and_no_audit_trail(english: Report):
    titles = [section.title for section in english.document.sections]

    assert "Protocol" not in titles
    assert not any("Audit" in name for name, _ in english.document.facts)
    assert [value for name, value in english.document.facts if name == "Table"] == [
        path.name for path in STUDY_A
    ]


def test_the_title_page_of_a_study_has_fingerprint_and_audit_head(polish: Report):
    values = [value for _, value in polish.document.facts]

    assert polish.source.data_sha256 in values
    assert polish.source.head.hash in values


def test_who_is_missing_is_said_with_codes_and_reasons(english: Report):
    words = words_of(english.document)

    assert "22 of 24 patients have both draws. The others, by reason:" in words
    assert "Cu5 not recorded: P15, P21" in words


def test_the_methods_follow_the_settings():
    tables = read_tables(*STUDY_A)
    chosen = AnalysisSettings(
        out_of_window=OutOfWindow.LEAVE_OUT,
        below_loq=BelowLoq.LEAVE_OUT,
        haemolysed=Haemolysed.INCLUDE,
        test=Test.PAIRED_T,
        alpha=0.01,
    )
    words = words_of(document_of(replace(tables_source(), result=analyse_tables(tables, chosen))))

    assert "Draws taken out of their window were left out." in words
    assert "Values below the limit of quantification were left out." in words
    assert "Haemolysed samples were included and marked." in words
    assert "alpha = 0.01" in words
    assert "intervals cover 99%" in words


def test_every_word_and_figure_names_the_level_that_alpha_sets():
    tables = read_tables(*STUDY_A)
    chosen = analyse_tables(tables, AnalysisSettings(alpha=0.1))
    document = document_of(replace(tables_source(), result=chosen))
    drawn = {
        picture.name: " ".join(one.get_text() for one in picture.draw(PRINT).findobj(Text))
        for picture in document.pictures
    }

    assert "95%" not in words_of(document)
    assert [name for name, told in drawn.items() if "95%" in told] == []
    assert words_of(document).count("90% CI") > 40
    for picture in document.pictures:
        if "interval" in picture.caption or "CI" in picture.caption:
            assert "90%" in picture.caption, picture.name


def test_no_sentence_says_significant_or_no_association(report: Report):
    words = words_of(report.document).lower()

    for never in ("significan", "no association", "istotn", "brak związku"):
        assert never not in words


def test_polish_numbers_have_a_decimal_comma(polish: Report):
    for table in polish.document.tables:
        if table.name != "provenance":
            for row in table.rows:
                assert not any(re.search(r"\d\.\d", cell) for cell in row), row
    words = words_of(polish.document)
    for _name, version in polish.document.tables[-1].rows:
        words = words.replace(version, "")
    assert re.findall(r".*\d\.\d.*", words) == []


def test_no_english_sentence_is_left_in_the_polish_report(polish: Report):
    with language.speaking("en"):
        english = document_of(polish.source)

    def sentences(document):
        return (
            {
                block.text
                for section in document.sections
                for block in section.blocks
                if isinstance(block, Paragraph)
            }
            | {picture.caption for picture in document.pictures}
            | {
                heading
                for table in document.tables
                for heading in table.heading
                if len(heading) > 6
            }
        )

    assert sentences(english) & sentences(polish.document) == set()


def test_a_study_without_values_says_so_and_draws_nothing_empty():
    from gui.analysis.calculation import calculate, rows_of, settings_of
    from gui.report.reading import source_of_study
    from tests.gui.report.conftest import WRITTEN_AT

    study = study_with("KET-001", "KET-002")
    rows = rows_of(study, now=WRITTEN_AT)
    result = calculate(rows, settings_of(study.protocol.analysis))
    document = document_of(source_of_study(study, rows, result))

    leads = [
        block.text
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Paragraph) and block.role is Role.LEAD
    ]
    assert leads[:2] == ["Needs at least 2 pairs; you have 0."] * 2
    told = " ".join(leads)
    assert len(leads) > 2
    assert not any(claim in told for claim in ("lower", "higher", "differed", "p =", "p <"))
    assert "baseline-inf5-change" not in {picture.name for picture in document.pictures}


def test_a_figure_stays_on_the_page_of_what_is_said_of_it(report: Report):
    """But for the longer parts: they have several tables or figures."""
    kept = [
        [keeps for _block, keeps in replace(section, blocks=tuple(part)).with_next()]
        for section in report.document.sections
        for part in parts_of(section.blocks)
        if isinstance(part[0], Subheading) and isinstance(part[-1], Picture)
    ]
    whole = [all(keeps[:-1]) and not keeps[-1] for keeps in kept]

    assert sum(whole) >= 12
    assert len(whole) - sum(whole) <= 2 * len(report.source.result.primary)


def test_a_rating_beside_two_draws_is_said_to_count_once(polish: Report, english: Report):
    said = "Ocena przypadająca na dwa pobrania liczy się raz, przy wcześniejszym."
    words = words_of(polish.document)
    shared = len(polish.source.result.within_patient[0].shared)

    assert shared > 10
    assert words.count(said) == 3  # in the methods, and for MADRS and YMRS
    assert "po wlewie 1 (" in words
    assert "counts once" not in words_of(english.document)
