"""Killing the program never costs more than what was not yet acknowledged."""

from pathlib import Path

import pytest

from tests.journeys.kills import Trial, content_of, fresh, run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from gui.demo import make_demo

    path = tmp_path_factory.mktemp("to_kill") / "Demo.cdesk"
    make_demo(path)
    return path


@pytest.fixture(scope="module")
def trial(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Trial:
    return Trial(made, tmp_path_factory.mktemp("killed"), "plain")


def test_an_import_changes_the_study(trial: Trial):
    assert trial.after.imports == trial.before.imports + 1
    assert len(trial.after.results - trial.before.results) > 10


@pytest.mark.parametrize("share", [0.02, 0.5, 1.0])
def test_an_import_killed_before_its_commit_leaves_nothing(trial: Trial, share: float):
    assert trial.kill("statement", max(1, round(share * trial.statements))) == "nothing"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_an_import_killed_inside_its_commit_is_there_whole_or_not_at_all(
    trial: Trial, share: float
):
    assert trial.kill("commit", round(share * trial.commit_us)) in ("all", "nothing")


def test_a_window_killed_in_the_preview_leaves_the_study_as_it_was(made: Path, tmp_path: Path):
    study = fresh(made, tmp_path / "killed")
    before = study.read_bytes()

    assert run(study, "window", "preview").was_killed

    assert study.read_bytes() == before
    assert content_of(study).imports == content_of(made).imports


def test_a_window_killed_in_its_import_leaves_the_study_as_it_was(made: Path, tmp_path: Path):
    study = fresh(made, tmp_path / "killed")

    assert run(study, "window", "statement", 30).was_killed

    assert content_of(study) == content_of(made)
