"""A spoiled lab file ends in a preview or one refusal; `fuzzing` is the long run of the same."""

import hashlib
from pathlib import Path

import pytest

from domain.labsheet.plan import plan_import
from domain.labsheet.reading import read_workbook
from domain.labsheet.understanding import guess
from domain.labsheet.workbook import Refusal, SheetRefused
from tests.builders import NOW, study_with
from tests.domain.labsheet.fuzzing import MEGABYTES, SECONDS, fates
from tests.domain.labsheet.mutations import KINDS, spoiled
from tests.domain.labsheet.sheets import CORPUS, vocabulary

SEEDS = range(12)


@pytest.mark.parametrize("kind", KINDS)
def test_spoiled_files_end_in_a_preview_or_a_refusal_in_time_and_memory(kind: str, tmp_path: Path):
    found, megabytes = fates(spoiled(kind, seed, tmp_path) for seed in SEEDS)

    assert [fate.fault for fate in found if fate.fault] == []
    assert [fate for fate in found if fate.seconds > SECONDS] == []
    assert megabytes < MEGABYTES


def test_the_same_seed_spoils_a_file_the_same_way(tmp_path: Path):
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        folder.mkdir()

    for kind in KINDS:
        assert spoiled(kind, 7, once).read_bytes() == spoiled(kind, 7, again).read_bytes()


def test_some_spoiled_files_are_still_read_so_that_more_than_the_way_in_is_tried(tmp_path: Path):
    found, _ = fates(spoiled("cells", seed, tmp_path) for seed in SEEDS)

    assert 0 < sum(fate.outcome == "preview" for fate in found) < len(found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_study_is_byte_for_byte_as_before_after_spoiled_files_were_looked_at(
    kind: str, tmp_path: Path
):
    study = study_with("KET-005", "KET-011", path=tmp_path / "study.cdesk")
    before = hashlib.sha256(study.path.read_bytes()).digest()
    refusals: set[Refusal] = set()

    for seed in SEEDS[:3]:
        path = spoiled(kind, seed, tmp_path)
        try:
            workbook = read_workbook(path)
        except SheetRefused as refused:
            refusals.add(refused.reason)
            continue
        known = study.known_for_import(today=NOW.date())
        mapping = guess(workbook, vocabulary(), known).mapping
        plan_import(workbook, mapping, known, vocabulary())

    assert not refusals & {Refusal.TIMED_OUT, Refusal.READER_DIED, Refusal.OUT_OF_MEMORY}
    assert hashlib.sha256(study.path.read_bytes()).digest() == before
    assert not [path for path in tmp_path.iterdir() if "backups" in path.name]
    study.close()


@pytest.mark.skipif(CORPUS is None, reason="the corpus lies beside the checkout")
def test_every_file_of_the_corpus_is_taken_as_far_as_a_preview_or_refused():
    assert CORPUS is not None

    found, megabytes = fates(sorted(CORPUS.iterdir()))

    assert [fate.fault for fate in found if fate.fault] == []
    assert [fate for fate in found if fate.outcome.startswith("caught")] == []
    assert [fate for fate in found if fate.seconds > SECONDS] == []
    assert megabytes < MEGABYTES
