"""Accepting a plan tells how far it is, and leaves nothing behind when it is stopped."""

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from domain.labsheet.plan import ImportPlan
from domain.study import Study
from tests.builders import NOW, draw, moment, planned_import, study_with

ROWS = ("KET-001;27.02.2026 08:00;<20", "KET-002;27.02.2026 08:10;101")


class Stopped(Exception):
    pass


def planned(folder: Path) -> tuple[Study, ImportPlan]:
    made = study_with("KET-001", "KET-002", path=folder / "study.cdesk")
    for code in ("KET-001", "KET-002"):
        key = draw("baseline", code)
        made.collect_draw(key, on=date(2026, 2, 27), at=moment("2026-02-27 08:00"), now=NOW)
    return made, planned_import(made, *ROWS, folder=folder)


def test_every_result_and_every_patient_is_told_in_order(tmp_path: Path):
    made, plan = planned(tmp_path)
    told: list[tuple[int, int]] = []

    made.accept(plan, now=NOW, progress=lambda done, total: told.append((done, total)))

    assert told == [(0, 4), (0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    made.close()


def stopping_at(step: int) -> Callable[[int, int], None]:
    def stop(done: int, _total: int) -> None:
        if done == step:
            raise Stopped

    return stop


@pytest.mark.parametrize("step", range(5))
def test_an_import_stopped_at_any_step_leaves_the_study_as_it_was(step: int, tmp_path: Path):
    made, plan = planned(tmp_path)
    before, head = hashlib.sha256(made.path.read_bytes()).digest(), made.head()

    with pytest.raises(Stopped):
        made.accept(plan, now=NOW, progress=stopping_at(step))

    assert hashlib.sha256(made.path.read_bytes()).digest() == before
    assert made.head() == head
    assert made.results("KET-001", "baseline") == ()
    assert made.queries() == ()
    made.accept(plan, now=NOW)
    assert len(made.results("KET-001", "baseline")) == 1
    made.close()
