"""The tables of items, queries, deviations, notes and screening, and tables as others save them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from domain.exchange.problems import TablesRefused
from domain.exchange.tables import StudyTables, read_tables
from domain.exchange.write_tables import write_tables
from domain.quality import DeviationRule, QueryRule
from domain.screening import Outcome
from domain.study import Study
from domain.visits import Rating
from tests.builders import CET, NOW, draw, enrolment, infusion, moment, protocol, rating, study

AT = moment("2026-03-06 10:00")
MADRS = (4, 4, 3, 3, 2, 3, 4, 3, 3, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The tables of a study in which every table has rows."""
    made = study()
    made.enrol(enrolment(weight_kg=68.0), now=NOW)
    made.enrol(enrolment("KET-002", weight_kg=70.0), now=NOW)
    made.rate(
        rating("week0"), on=NOW.date(), at=None, now=NOW, madrs=None, ymrs=2, madrs_items=MADRS
    )
    made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, dose_mg=43.0)
    made.collect_draw(draw("inf1"), on=AT.date(), at=AT, now=AT, specimen_id="CU-1")
    made.confirm_deviation(draw("inf1"), DeviationRule.OUT_OF_WINDOW, remark="ill", now=AT)
    made.answer_query(1, "so prescribed", now=AT)
    made.raise_query(draw("inf1"), "Fasting?", now=AT)
    made.add_note("KET-001", "Prefers mornings.", now=AT)
    made.add_note("KET-001", "Thin veins.", now=AT, key=draw("inf1"))
    made.screen("S-1", on=NOW.date(), outcome=Outcome.NOT_ELIGIBLE, reason="age", now=AT)
    made.screen("KET-002", on=moment("2026-02-20 08:00").date(), outcome=Outcome.ENROLLED, now=AT)
    (tmp_path / "tables").mkdir()
    write_tables(made, tmp_path / "tables")
    return tmp_path / "tables"


def read(folder: Path) -> StudyTables:
    return read_tables(folder, protocol=protocol(), now=AT, zone=CET)


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_bytes().decode("utf-8")
    assert text.count(old) >= 1, "the place to spoil is there"
    path.write_bytes(text.replace(old, new, 1).encode("utf-8"))


def problems_of(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(TablesRefused) as refused:
        read(folder)
    return [(problem.place, problem.code) for problem in refused.value.problems]


def test_every_table_is_read(folder: Path):
    tables = read(folder)

    week0 = next(r for c in tables.courses for r in c.ratings if r.key == rating("week0"))
    assert isinstance(week0, Rating)
    assert (week0.madrs, week0.madrs_items) == (31, MADRS)
    assert [query.rule for query in tables.queries] == [QueryRule.DOSE_DEVIATES, QueryRule.ASKED]
    assert [one.remark for one in tables.deviations] == ["ill"]
    assert [note.text for note in tables.notes] == ["Prefers mornings.", "Thin veins."]
    assert [(one.code, one.reason) for one in tables.screening] == [("KET-002", ""), ("S-1", "age")]


def test_without_the_optional_tables_and_columns_the_rest_is_read(folder: Path):
    for file in ("queries", "deviations", "notes", "screening", "rating_items", "comorbidities"):
        (folder / f"{file}.csv").unlink()
    for file in ("infusions", "draws"):
        path = folder / f"{file}.csv"
        rows = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
        kept = [n for n, name in enumerate(rows[0]) if name not in ("note", "first_planned_on")]
        path.write_text("\n".join(",".join(row[n] for n in kept) for row in rows))

    made = Study.in_memory(protocol(), now=AT)
    made.store_tables(read(folder), now=AT)

    # What the rules find is found again; the answer, the notes and the log were left out.
    assert [query.rule for query in made.queries()] == [QueryRule.DOSE_DEVIATES]
    assert {one.rule for one in made.deviations()} == {DeviationRule.OUT_OF_WINDOW}


@pytest.mark.parametrize(
    ("place", "code", "old", "new"),
    [
        ("rating_items.csv, row 2, score", "out_of_range", "madrs,1,4", "madrs,1,7"),
        ("rating_items.csv, row 2, item", "out_of_range", "madrs,1,4", "madrs,11,4"),
        ("rating_items.csv, row 2, scale", "not_one_of", "madrs,1,4", "hamd,1,4"),
        ("rating_items.csv, row 3, item", "row_twice", "madrs,2,4", "madrs,1,4"),
        ("rating_items.csv, row 2, visit", "unknown_visit", "week0,madrs,1", "week9,madrs,1"),
        ("ratings.csv, row 2, madrs", "total_differs", ",31,2,", ",30,2,"),
        ("queries.csv, row 2, rule", "not_one_of", "dose_deviates", "too_much"),
        ("queries.csv, row 2, visit", "unknown_visit", "infusion,1,", "infusion,9,"),
        ("queries.csv, row 2, patient_id", "unknown_patient", "KET-001", "KET-009"),
        ("queries.csv, row 2, status", "not_one_of", ",answered,", ",done,"),
        ("queries.csv, row 3, number", "row_twice", "2,KET-001", "1,KET-001"),
        ("queries.csv, row 3, question", "empty_cell", "Fasting?", ""),
        ("queries.csv, row 2, answer", "empty_cell", "so prescribed", ""),
        ("queries.csv, row 2, detail", "not_json", '"{', '"'),
        ("queries.csv, row 2, opened_at", "not_a_moment", "2026-03-02T09:05", "2026-03-02"),
        ("deviations.csv, row 2, rule", "not_one_of", "out_of_window", "late"),
        ("deviations.csv, row 2, drafted_at", "not_a_moment", "2026-03-06T10:00", "6 March"),
        ("notes.csv, row 2, text", "empty_cell", "Prefers mornings.", ""),
        ("notes.csv, row 3, visit", "unknown_visit", "draw,inf1", "draw,extra1"),
        ("screening.csv, row 2, outcome", "not_one_of", "enrolled", "in"),
        ("screening.csv, row 4, reason", "empty_cell", "not_eligible,age", "not_eligible,"),
        ("screening.csv, row 4, code", "not_enrolled", "not_eligible,age", "enrolled,"),
        ("screening.csv, row 2, code", "is_enrolled", "enrolled,", "not_eligible,age"),
        ("screening.csv, row 2, screened_on", "not_a_date", "2026-02-20", "20.02.2026"),
    ],
)  # fmt: skip
def test_a_problem_names_file_row_and_column(
    folder: Path, place: str, code: str, old: str, new: str
):
    change(folder, place.partition(",")[0], old, new)

    assert (place, code) in problems_of(folder)


def semicolons(text: str) -> str:
    return text.replace(",", ";")


def header_twice(text: str) -> str:
    header, rest = text.split("\r\n", 1)
    rows = [f"{line}," for line in rest.splitlines()]
    return "\r\n".join([f"{header},text", *rows])


def mistyped(text: str) -> str:
    return text.replace(",text", ",txt", 1)


def unclosed(text: str) -> str:
    return text.replace("Thin veins.", '"Thin veins.')


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (semicolons, ("notes.csv, row 1", "not_commas")),
        (header_twice, ("notes.csv, row 1, text", "column_twice")),
        (unclosed, ("notes.csv", "not_csv")),
        (mistyped, ("notes.csv, row 1, text", "missing_column")),
        (mistyped, ("notes.csv, row 1, txt", "unknown_column")),
        (lambda _text: "", ("notes.csv", "no_header")),
    ],
)  # fmt: skip
def test_a_table_saved_otherwise_is_named(
    folder: Path, spoil: Callable[[str], str], problem: tuple[str, str]
):
    path = folder / "notes.csv"
    path.write_bytes(spoil(path.read_bytes().decode("utf-8")).encode("utf-8"))

    assert problem in problems_of(folder)


def test_a_table_with_a_byte_order_mark_is_read(folder: Path):
    before = read(folder)
    path = folder / "notes.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert read(folder) == before


def test_line_breaks_inside_a_cell_are_kept_and_rows_counted_as_a_spreadsheet_does(folder: Path):
    change(folder, "notes.csv", "Prefers mornings.", '"Prefers\nmornings, never ""late""."')
    assert read(folder).notes[0].text == 'Prefers\nmornings, never "late".'

    change(folder, "notes.csv", "draw,inf1", "draw,inf9")

    assert problems_of(folder) == [("notes.csv, row 3, visit", "unknown_visit")]


def test_a_tube_on_two_draws_comes_back_if_a_query_asks_about_it(folder: Path, tmp_path: Path):
    made = Study.in_memory(protocol(), now=AT)
    made.store_tables(read(folder), now=AT)
    other = draw("inf1", "KET-002")
    made.collect_draw(other, on=AT.date(), at=AT, now=AT, specimen_id="CU-1")
    (tmp_path / "again").mkdir()
    write_tables(made, tmp_path / "again")

    tubes = [d.specimen_id for c in read(tmp_path / "again").courses for d in c.draws]
    assert tubes.count("CU-1") == 2

    (tmp_path / "again" / "queries.csv").unlink()
    assert [code for _place, code in problems_of(tmp_path / "again")] == ["tube_twice"]


def test_nothing_but_the_tables_says_who_is_enrolled(folder: Path):
    made = Study.in_memory(protocol(), now=AT)
    made.store_tables(read(folder), now=AT)

    flow = made.flow()

    assert (flow.screened, flow.enrolled, flow.not_eligible) == (3, 2, (("age", 1),))
