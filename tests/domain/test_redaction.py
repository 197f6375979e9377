"""Personal data typed by mistake: gone from the file, and the trail still proves the rest."""

import sqlite3
from collections.abc import Generator
from pathlib import Path

import pytest

from domain.storage.audit import What
from domain.storage.known_ends import verify_file
from domain.storage.redacting import MARK, RedactionRefused, WhyNotRedacted
from domain.study import Study
from domain.study_errors import Irreversible
from tests.builders import NOW, infusion, study_with

NAME = "Jan Kowalski"
"""A made-up name."""


@pytest.fixture
def study(tmp_path: Path) -> Generator[Study]:
    made = study_with("KET-001", path=tmp_path / "Copper.cdesk")
    made.give_infusion(
        infusion(1), on=NOW.date(), at=NOW, now=NOW, note=f"{NAME} felt dizzy", dose_mg=36.0
    )
    made.miss(infusion(2), reason=f"{NAME} was ill", now=NOW)
    yield made
    made.close()


def redacted(study: Study) -> None:
    study.redact(NAME, reason="a name in a note", now=NOW)


def test_what_was_removed_stands_nowhere_in_the_file(study: Study):
    assert NAME.encode() in study.path.read_bytes()

    redacted(study)
    study.close()

    assert NAME.encode() not in study.path.read_bytes()


def test_a_mark_stands_in_its_place_and_the_rest_stays(study: Study):
    redacted(study)

    assert study.visit(infusion(1)).note == f"{MARK} felt dizzy"
    assert study.visit(infusion(2)).reason == f"{MARK} was ill"


def test_a_redacted_study_verifies_clean_and_says_what_was_redacted(study: Study):
    redacted(study)

    found = study.verify()

    assert found.is_clean
    (redaction,) = found.redactions
    assert redaction.first.reason == "a name in a note"
    rows = {e.table for e in study.trail() if e.what is What.REDACT} - {"audit"}
    assert rows == {"infusions", "deviations"}  # two visits, and what was drafted of one
    assert redaction.entries == sum(MARK in str(e.new) + e.reason for e in study.trail()) - 3


def test_the_hashes_of_redacted_entries_are_kept(study: Study):
    count = study.head().count
    chain = "SELECT seq, prev_hash, hash FROM audit WHERE seq <= ?"
    before = [tuple(row) for row in study._file.connection.execute(chain, (count,))]

    redacted(study)

    assert [tuple(row) for row in study._file.connection.execute(chain, (count,))] == before


def test_a_redacted_entry_cannot_be_changed_again_unseen(study: Study):
    redacted(study)
    entry = next(e for e in study.trail() if MARK in str(e.new))
    study.close()
    other = sqlite3.connect(study.path)
    (guard,) = other.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'audit_is_never_changed'"
    ).fetchone()
    other.execute("DROP TRIGGER audit_is_never_changed")
    other.execute("UPDATE audit SET new = replace(new, 'dizzy', 'happy')")
    other.execute(guard)
    other.commit()
    other.close()

    assert verify_file(study.path, now=NOW).broken_at == entry.seq


def test_more_can_be_removed_from_what_was_redacted_before(study: Study):
    redacted(study)
    study.redact("felt dizzy", reason="not needed", now=NOW)

    assert study.visit(infusion(1)).note == f"{MARK} {MARK}"
    found = study.verify()
    assert found.is_clean
    assert len(found.redactions) == 2


def test_a_redaction_is_final(study: Study):
    redacted(study)
    action = study.trail()[-1]

    with pytest.raises(Irreversible):
        study.take_back(action.action, now=NOW)

    assert action.what is What.REDACT


def test_an_action_redacted_meanwhile_can_still_be_taken_back(study: Study):
    miss = next(e for e in study.trail() if e.what is What.MISS)
    redacted(study)

    study.take_back(miss.action, now=NOW)

    assert not study.visit(infusion(2)).is_recorded
    assert study.verify().is_clean


def test_the_guard_of_the_trail_is_back_after_a_redaction(study: Study):
    redacted(study)

    with pytest.raises(sqlite3.IntegrityError), study._file.transaction() as connection:
        connection.execute("UPDATE audit SET who = 'x'")


@pytest.mark.parametrize(
    ("text", "reason", "why"),
    [
        ("J", "a name", WhyNotRedacted.TOO_SHORT),
        ("Anna Nowak", "a name", WhyNotRedacted.NOT_FOUND),
        ("KET-001", "a code is no free text", WhyNotRedacted.NOT_FOUND),
        (NAME, " ", WhyNotRedacted.NO_REASON),
        (NAME, f"{NAME} asked", WhyNotRedacted.IN_REASON),
    ],
)
def test_what_cannot_be_removed_changes_nothing(
    study: Study, text: str, reason: str, why: WhyNotRedacted
):
    head = study.head()

    with pytest.raises(RedactionRefused) as refused:
        study.redact(text, reason=reason, now=NOW)

    assert refused.value.why is why
    assert text not in str(refused.value) or text == "J"
    assert study.head() == head
