"""The n-th write, sync, truncate or delete of the drive fails: once, from then on, or for all.

After each failure the study is as before or as after the action, and the program goes on.
"""

from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from domain.move_plan import Policy
from domain.storage.audit import What
from domain.storage.refusals import StudyRefused, WhyNot
from domain.study import Study
from domain.visits import VisitState
from gui.words.errors import sentence_of
from tests.builders import (
    NOW,
    draw,
    enrolment,
    import_results,
    infusion,
    moment,
    protocol,
    rating,
    study_with,
)
from tests.failing_drive import Drive, Fails, studies_on_it

LATER = moment("2026-03-05 09:05")

MOST_CALLS = 100
"""More of one kind than any action makes."""


@pytest.fixture
def drive(monkeypatch: pytest.MonkeyPatch) -> Generator[Drive]:
    with studies_on_it(monkeypatch) as drive:
        yield drive


ROW = "KET-001;02.03.2026 09:05;104,5"
ACTIONS: dict[str, Callable[[Study], object]] = {
    "enrol": lambda s: s.enrol(enrolment("KET-002"), now=NOW),
    "give": lambda s: s.give_infusion(infusion(1), on=NOW.date(), at=NOW, now=NOW),
    "collect": lambda s: s.collect_draw(draw("inf1"), on=NOW.date(), at=NOW, now=NOW),
    "rate": lambda s: s.rate(rating("week0"), on=NOW.date(), at=None, now=NOW, madrs=30, ymrs=1),
    "miss": lambda s: s.miss(infusion(1), reason="patient_ill", now=NOW),
    "withdraw": lambda s: s.withdraw("KET-001", on=NOW.date(), reason="own_wish", now=NOW),
    "take back": lambda s: s.take_back(s.trail()[-1].action, now=NOW),
    "move": lambda s: s.move_infusion(
        infusion(4), to=date(2026, 3, 16), policy=Policy.KEEP_PATTERN, reason="ward_full", now=NOW
    ),
    "change protocol": lambda s: s.change_protocol(
        replace(protocol(), infusions=replace(protocol().infusions, count=9)), reason="x", now=NOW
    ),
    "import": lambda s: import_results(s, ROW, folder=s.path.parent),
    "undo import": lambda s: s.undo_import(_import_of(s), now=NOW),
    "redact": lambda s: s.redact("made-up name", reason="a name", now=NOW),
}


@pytest.mark.parametrize("how", Fails)
@pytest.mark.parametrize("kind", ["write", "sync", "truncate", "delete"])
@pytest.mark.parametrize("action", ACTIONS)
def test_a_drive_that_fails_leaves_a_study_before_or_after_the_action(
    drive: Drive, tmp_path: Path, action: str, kind: str, how: Fails
):
    made = study_with("KET-001", path=tmp_path / "made.cdesk")
    made.collect_draw(draw("baseline"), on=NOW.date(), at=NOW, now=NOW, note="made-up name")
    if action == "undo import":
        import_results(made, ROW, folder=tmp_path)
    before = made.head()
    made.close()
    image = made.path.read_bytes()
    refusals = 0
    for at in range(1, MOST_CALLS):
        path = tmp_path / f"{at}.cdesk"
        path.write_bytes(image)
        study = Study.open(path, by="A. Nowak", now=NOW)
        drive.break_at(kind, at, how=how)
        refused = _attempt(study, action)
        reached = drive.count >= at
        drive.mend()
        if refused is None and not reached:  # the action makes fewer such calls
            study.close()
            break
        if refused is not None:
            refusals += 1
            assert refused.why in (WhyNot.NO_SPACE, WhyNot.UNREACHABLE)
            assert str(tmp_path) in sentence_of(refused)
        _check_goes_on(study, action, refused, before.count)
        path.unlink()
    else:
        raise AssertionError("the action never came to its end")
    assert refusals or kind in ("truncate", "delete")


def _import_of(study: Study) -> int:
    return next(entry.action for entry in study.trail() if entry.what is What.IMPORT_RESULTS)


def _attempt(study: Study, action: str) -> StudyRefused | None:
    try:
        ACTIONS[action](study)
    except StudyRefused as refused:
        return refused
    return None


def _check_goes_on(study: Study, action: str, refused: StudyRefused | None, before: int) -> None:
    """Acknowledged: there, also when opened anew; refused: not there, and possible now.

    Refused in doubt: there or not, and the next attempt tells.
    """
    is_there = study.head().count > before
    if refused is None or not refused.in_doubt:
        assert is_there == (refused is None)
    if refused is not None:
        again = _attempt(study, action)
        assert is_there == (again is not None and again.why is WhyNot.SAVED_AFTER_ALL)
    assert study.head().count > before
    assert study.verify().is_clean
    shown = _shown(study)
    study.close()
    opened = Study.open(study.path, by="A. Nowak", now=NOW)
    assert _shown(opened) == shown
    assert opened.verify().is_clean
    opened.close()


def _shown(study: Study) -> tuple[object, ...]:
    """What the window shows of it."""
    return (
        study.head(),
        dict(study.patients()),
        dict(study.courses()),
        study.queries(),
        study.deviations(withdrawn=True),
        study.notes(),
        study.imports(),
        study.protocol,
    )


def test_a_change_that_is_stored_though_the_drive_failed_once_at_its_end_is_no_refusal(
    drive: Drive, tmp_path: Path
):
    study = study_with("KET-001", path=tmp_path / "study.cdesk")
    drive.break_at("sync", _syncs_of_a_recording(drive, study), how=Fails.ONCE)

    changes = study.give_infusion(infusion(2), on=date(2026, 3, 5), at=None, now=LATER)

    assert drive.count > drive.at
    assert study.trail()[-1].action == changes.action
    assert study.verify().is_clean
    study.close()


def test_a_drive_that_fails_for_good_at_the_end_of_a_change_leaves_a_doubt_that_the_next_settles(
    drive: Drive, tmp_path: Path
):
    study = study_with("KET-001", path=tmp_path / "study.cdesk")
    drive.break_at("sync", _syncs_of_a_recording(drive, study), how=Fails.FOR_EVER)
    give_second = partial(study.give_infusion, infusion(2), on=date(2026, 3, 5), at=None, now=LATER)

    with pytest.raises(StudyRefused) as refused:
        give_second()
    assert refused.value.in_doubt
    assert study.visit(infusion(2)).state is VisitState.PLANNED  # as it was, until that is known

    with pytest.raises(StudyRefused) as still:
        give_second()
    assert still.value.in_doubt

    drive.mend()
    with pytest.raises(StudyRefused) as settled:
        give_second()
    assert settled.value.why is WhyNot.SAVED_AFTER_ALL
    assert study.visit(infusion(2)).state is VisitState.DONE
    study.take_back(study.trail()[-1].action, now=LATER)
    give_second()
    assert study.verify().is_clean
    study.close()


def _syncs_of_a_recording(drive: Drive, study: Study) -> int:
    """How often recording infusion 1 makes the drive write down what it was given."""
    drive.count_calls("sync")
    study.give_infusion(infusion(1), on=NOW.date(), at=None, now=NOW)
    return drive.count
