"""Work in the science process: answers, errors, what it tells, and giving up."""

import os
import threading

import pytest

from gui.science import Science, ScienceStopped
from tests.gui.science_work import count_to, double, fail, modules, own_process, wait_long


@pytest.fixture(scope="module")
def process():
    science = Science()
    yield science
    science.stop()


def test_work_is_done_in_another_process(process: Science):
    assert process.run(double, print, 21) == 42
    assert process.run(own_process, print) != os.getpid()


def test_the_process_stays_for_the_next_question(process: Science):
    assert process.run(own_process, print) == process.run(own_process, print)


def test_what_the_work_tells_is_heard_in_order(process: Science):
    heard: list[object] = []

    assert process.run(count_to, heard.append, 5) == "done"
    assert heard == [0, 1, 2, 3, 4]


def test_what_the_work_raises_is_raised_here_and_the_process_goes_on(process: Science):
    with pytest.raises(FileNotFoundError, match="no such folder") as raised:
        process.run(fail, print)

    assert "in fail" in raised.value.__notes__[0]
    assert process.run(double, print, 1) == 2


def test_work_given_up_ends_at_once_and_the_next_question_is_answered(process: Science):
    def give_up(_told: object) -> None:
        threading.Thread(target=process.stop).start()

    with pytest.raises(ScienceStopped):
        process.run(wait_long, give_up)

    assert process.run(double, print, 4) == 8


def test_no_window_is_loaded_into_the_process(process: Science):
    assert process.run(modules, print) == []


def test_an_asker_that_is_gone_leaves_no_answer_to_the_next_question(process: Science):
    def gone(_told: object) -> None:
        raise RuntimeError("Signal source has been deleted")

    assert process.run(count_to, gone, 3) == "done"
    assert process.run(double, print, 5) == 10
