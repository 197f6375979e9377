"""Verify: what was changed behind the program's back is found, and called by its name."""

import random
import sqlite3
import struct
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from domain.screening import Outcome
from domain.storage import scripts
from domain.storage.audit import GENESIS, TABLES, canonical, entry_hash
from domain.storage.backup import restore_backup
from domain.storage.known_ends import verify_file
from domain.storage.study_file import StudyRefused
from domain.storage.verifying import Broken
from domain.study import Study
from tests.builders import (
    NOW,
    draw,
    enrolment,
    infusion,
    moment,
    planned_import,
    rating,
    study_with,
)

FLIPS = 500


@pytest.fixture(scope="module")
def full_study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with rows in every table."""
    folder = tmp_path_factory.mktemp("full")
    made = study_with("KET-001", path=folder / "Full.cdesk", comorbidities=("obesity",))
    made.collect_draw(draw("baseline"), on=NOW.date(), at=moment("2026-03-02 08:10"), now=NOW)
    made.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW, dose_mg=35.5, note="żal")
    items = (4, 3, 3, 4, 3, 3, 3, 3, 3, 2)
    made.rate(
        rating("week0"), on=NOW.date(), at=None, now=NOW, madrs=None, ymrs=2, madrs_items=items
    )
    plan = planned_import(made, "KET-001;02.03.2026 08:10;104,5", folder=folder)
    made.accept(plan, now=NOW, lab="Laboratory of the ward")
    made.miss(rating("week1"), reason="patient_left", now=NOW)
    made.add_note("KET-001", "phoned", now=NOW)
    made.raise_query(infusion(1), "Who was there?", now=NOW)
    made.screen("S-001", on=NOW.date(), outcome=Outcome.NOT_ELIGIBLE, reason="age", now=NOW)
    made.close()
    return made.path


@pytest.fixture
def path(full_study: Path, tmp_path: Path) -> Path:
    copied = tmp_path / "Copper.cdesk"
    copied.write_bytes(full_study.read_bytes())
    return copied


def tampered(path: Path, *statements: str) -> None:
    """Change the file as a knowing hand would: without the program and without its guards."""
    with closing(sqlite3.connect(path)) as other, other:
        guards = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        guards = guards.fetchall()
        for name, _sql in guards:
            other.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            other.execute(statement)
        for _name, sql in guards:
            other.execute(sql)


def rehash(path: Path, first: int, *, last: int = 1_000_000) -> None:
    """Make entries `first` to `last` fit again what they say, as one who knows the formula."""
    with closing(sqlite3.connect(path)) as other, other:
        other.row_factory = sqlite3.Row
        (guard,) = other.execute(
            "SELECT sql FROM sqlite_schema WHERE name = 'audit_is_never_changed'"
        ).fetchone()
        other.execute("DROP TRIGGER audit_is_never_changed")
        before = other.execute("SELECT hash FROM audit WHERE seq < ? ORDER BY seq DESC", (first,))
        hash_before = (before.fetchone() or [GENESIS])[0]
        span = "SELECT * FROM audit WHERE seq BETWEEN ? AND ? ORDER BY seq"
        rows = other.execute(span, (first, last)).fetchall()
        for row in rows:
            entry = dict(row) | {"prev_hash": hash_before}
            hash_before = entry_hash(entry)
            other.execute(
                "UPDATE audit SET prev_hash = ?, hash = ? WHERE seq = ?",
                (entry["prev_hash"], hash_before, entry["seq"]),
            )
        other.execute(guard)


def found_in(path: Path) -> list[tuple[Broken, int, int]]:
    return [(b.how, b.first, b.last) for b in verify_file(path, now=NOW).breaks]


def one_bit_off(value: Any, bit: int) -> Any:
    """`value` with one bit changed; text stays text, as bytes for SQLite to cast."""
    if isinstance(value, int):
        return value ^ (1 << bit % 8)
    raw = bytearray(struct.pack("<d", value) if isinstance(value, float) else value.encode())
    raw[bit // 8 % len(raw)] ^= 1 << bit % 8
    return struct.unpack("<d", raw)[0] if isinstance(value, float) else bytes(raw)


@pytest.fixture
def opened_by_hand(path: Path) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.row_factory = sqlite3.Row
        other.execute("PRAGMA ignore_check_constraints = ON")
        yield other


def flips(
    connection: sqlite3.Connection, table: str, key_columns: tuple[str, ...]
) -> Generator[tuple[str, tuple[Any, ...], str]]:
    """Flip one bit of each value of some rows, one at a time; the row and column of each."""
    where = " AND ".join(f"{column} = ?" for column in key_columns)
    chance = random.Random(table)
    for row in connection.execute(f"SELECT * FROM {table}").fetchall()[:3]:
        for column in row.keys():  # noqa: SIM118 -- a sqlite3.Row iterates over its values
            if row[column] in (None, ""):
                continue
            is_number = column in key_columns and isinstance(row[column], int)
            bit = 7 if is_number else chance.randrange(512)  # another row's number is taken
            value = one_bit_off(row[column], bit)
            mark = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
            key = tuple(row[name] for name in key_columns)
            connection.execute("SAVEPOINT whole")
            connection.execute(f"UPDATE {table} SET {column} = {mark} WHERE {where}", (value, *key))
            yield table, key, column
            connection.execute("ROLLBACK TO whole")
            connection.execute("RELEASE whole")


def test_each_flipped_bit_of_a_row_is_found_by_table_and_key(opened_by_hand: sqlite3.Connection):
    from domain.storage.verifying import verify

    tables_seen = set()
    for table, key_columns in TABLES.items():
        for _table, key, column in flips(opened_by_hand, table, key_columns):
            found = verify(opened_by_hand)
            named = {(d.table, d.key) for d in found.differences}
            assert (table, canonical(list(key))) in named, f"{table} {key} {column}"
            tables_seen.add(table)

    filled = {t for t in TABLES if opened_by_hand.execute(f"SELECT 1 FROM {t} LIMIT 1").fetchone()}
    assert tables_seen == filled == set(TABLES)


def test_each_flipped_bit_of_an_entry_is_found_by_its_number(opened_by_hand: sqlite3.Connection):
    from domain.storage.verifying import verify

    opened_by_hand.execute("DROP TRIGGER audit_is_never_changed")
    for _table, (seq,), column in flips(opened_by_hand, "audit", ("seq",)):
        breaks = verify(opened_by_hand).breaks
        touched = {number for found in breaks for number in (found.first, found.last)}
        assert seq in touched, f"{seq} {column}"


def test_each_flipped_bit_of_a_public_holiday_is_found(opened_by_hand: sqlite3.Connection):
    from domain.storage.verifying import verify

    assert verify(opened_by_hand).holidays == ()
    seen = 0
    for _table, (day,), column in flips(opened_by_hand, "public_holidays", ("day",)):
        found = verify(opened_by_hand)
        assert day in {one.day for one in found.holidays}, f"{day} {column}"
        assert found.breaks == found.differences == ()
        seen += 1
    assert seen == 6


def test_a_holiday_that_another_list_knows_is_named_and_leaves_the_study_clean(path: Path):
    tampered(
        path,
        "INSERT INTO public_holidays VALUES ('2026-03-12', 'Święto')",
        "DELETE FROM public_holidays WHERE day = '2026-06-04'",
    )

    found = verify_file(path, now=NOW)

    assert found.is_clean
    assert [(one.day, one.stored, one.is_computed) for one in found.holidays] == [
        ("2026-03-12", "Święto", False),
        ("2026-06-04", None, True),
    ]


def test_holidays_named_in_another_language_of_the_list_are_as_computed(path: Path):
    tampered(path, "UPDATE public_holidays SET name = 'Fronleichnam' WHERE day = '2026-06-04'")

    assert verify_file(path, now=NOW).holidays == ()


@pytest.mark.parametrize("day", ["2026-13-01", "20260312", "soon", ""])
def test_a_holiday_that_is_no_day_is_not_clean(path: Path, day: str):
    tampered(path, f"INSERT INTO public_holidays VALUES ('{day}', 'x')")

    found = verify_file(path, now=NOW)

    assert not found.is_clean
    assert [(one.day, one.is_malformed) for one in found.holidays] == [(day, True)]


def said_by(path: Path) -> list[str]:
    """Everything the tables and the trail of a study hold."""
    with closing(sqlite3.connect(path)) as other:
        other.text_factory = bytes
        return [
            repr(row)
            for table in (*TABLES, "audit", "public_holidays")
            for row in other.execute(f"SELECT * FROM {table}")
        ]


def test_no_flipped_bit_of_the_file_changes_unseen_what_the_study_says(path: Path):
    whole, said = path.read_bytes(), said_by(path)
    chance = random.Random(971)
    seen = 0
    for _ in range(FLIPS):
        bit = chance.randrange(len(whole) * 8)
        spoilt = bytearray(whole)
        spoilt[bit // 8] ^= 1 << bit % 8
        path.write_bytes(spoilt)
        try:
            found = verify_file(path, now=NOW)
            is_clean = found.is_clean and not found.holidays
        except StudyRefused:
            is_clean = False
        if is_clean:
            assert said_by(path) == said, f"bit {bit}"
        seen += not is_clean

    assert seen > FLIPS / 4


def test_an_edited_entry_is_named(path: Path):
    tampered(path, "UPDATE audit SET who = 'somebody else' WHERE seq = 3")

    assert found_in(path) == [(Broken.EDITED, 3, 3)]


def test_an_entry_rewritten_with_its_hash_is_named_by_the_next(path: Path):
    tampered(path, "UPDATE audit SET who = 'somebody else' WHERE seq = 3")
    rehash(path, 3, last=3)

    assert found_in(path) == [(Broken.REPLACED, 3, 3)]


@pytest.mark.parametrize(
    ("gone", "named"), [("seq = 4", (4, 4)), ("seq IN (4, 5, 6)", (4, 6)), ("seq = 1", (1, 1))]
)
def test_removed_entries_are_named(path: Path, gone: str, named: tuple[int, int]):
    tampered(path, f"DELETE FROM audit WHERE {gone}")

    assert found_in(path) == [(Broken.REMOVED, *named)]


def test_a_cut_off_tail_is_told_by_the_backup_beside_the_study(path: Path):
    made = Study.open(path, by="B. Lis", now=NOW)
    backup, count = made.back_up(now=NOW), made.head().count
    made.close()
    tampered(path, f"DELETE FROM audit WHERE seq > {count - 2}")

    found = verify_file(path, now=NOW)

    (cut,) = (b for b in found.breaks if b.how is Broken.CUT)
    assert (cut.first, cut.last, cut.backup) == (count - 1, count, backup.path)


def test_a_tail_that_is_cut_with_its_rows_leaves_no_trace_but_in_the_backup(path: Path):
    made = Study.open(path, by="B. Lis", now=NOW)
    before = path.with_name("before.cdesk")
    restore_backup(made.back_up(now=NOW).path, before)
    made.enrol(enrolment("KET-002"), now=NOW)
    made.back_up(now=NOW)
    made.close()
    path.write_bytes(before.read_bytes())

    assert [how for how, *_ in found_in(path)] == [Broken.CUT]


def test_a_trail_rewritten_from_an_entry_on_is_told_by_the_backup(path: Path):
    made = Study.open(path, by="B. Lis", now=NOW)
    backup = made.back_up(now=NOW)
    made.close()
    tampered(path, "UPDATE audit SET who = 'somebody else' WHERE seq = 3")
    rehash(path, 3)

    (found,) = verify_file(path, now=NOW).breaks

    assert (found.how, found.backup) == (Broken.REPLACED, backup.path)


def test_backups_of_another_study_of_the_same_name_tell_nothing(path: Path):
    made = Study.open(path, by="B. Lis", now=NOW)
    made.back_up(now=NOW)
    made.close()
    path.unlink()
    other = study_with("KET-001", path=path)

    assert other.verify().is_clean
    other.close()


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TRIGGER audit_is_never_erased", "trigger audit_is_never_erased"),
        ("DROP INDEX one_current_result", "index one_current_result"),
        ("CREATE TABLE diary (text)", "table diary"),
        ("CREATE VIEW names AS SELECT code FROM patients", "view names"),
    ],
)
def test_what_is_no_part_of_a_study_is_named(path: Path, statement: str, name: str):
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)

    assert verify_file(path, now=NOW).altered == (name,)


def test_a_study_as_made_has_nothing_altered(path: Path):
    found = verify_file(path, now=NOW)

    assert found.is_clean
    assert found.altered == found.breaks == found.differences == found.redactions == ()


def test_verifying_writes_nothing(path: Path):
    before = path.read_bytes()

    verify_file(path, now=NOW)

    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_an_earlier_version_is_verified_as_it_is(tmp_path: Path):
    old = tmp_path / "old.cdesk"
    stored = Path(__file__).parents[1] / "data" / "old_files" / "version_1.cdesk"
    old.write_bytes(stored.read_bytes())

    assert verify_file(old, now=NOW).is_clean
    assert old.read_bytes() == stored.read_bytes()
    assert scripts.latest() >= 1
