"""Work away from the window's thread."""

import threading
import time
import weakref
from typing import Any

import pytest
from PySide6.QtCore import QThread, QTimer

from gui import tasks
from gui.tasks import LatestTask, Task, awaited


def test_a_task_runs_elsewhere_and_answers_here(qtbot) -> None:
    task = Task(threading.get_ident)
    heard_on: list[QThread] = []
    task.done.connect(lambda: heard_on.append(QThread.currentThread()))
    with qtbot.waitSignal(task.done) as told:
        task.start()
    assert told.args[0] != threading.get_ident()
    assert heard_on == [QThread.currentThread()]


def test_an_error_arrives_as_an_answer(qtbot) -> None:
    def broken() -> None:
        raise ValueError("no such sheet")

    task = Task(broken)
    with qtbot.waitSignal(task.failed) as told, qtbot.assertNotEmitted(task.done):
        task.start()
    assert isinstance(told.args[0], ValueError)


def test_a_dropped_task_answers_nothing(qtbot) -> None:
    task = Task(lambda: 1)
    task.drop()
    with qtbot.waitSignal(task.ended), qtbot.assertNotEmitted(task.done):
        task.start()


def test_a_newer_question_drops_the_older_answer(qtbot) -> None:
    gate = threading.Event()
    answers: list[object] = []
    questions = LatestTask()
    questions.answered.connect(answers.append)
    questions.ask(lambda: "older" if gate.wait(5) else "never")
    with qtbot.waitSignal(questions.answered):
        questions.ask(lambda: "newer")
        gate.set()
    qtbot.wait(50)
    assert answers == ["newer"]


def test_what_is_awaited_is_worked_elsewhere_while_the_window_turns(qtbot) -> None:
    turned = threading.Event()
    QTimer.singleShot(0, turned.set)
    assert awaited(lambda: turned.wait(5))


def test_an_error_of_what_is_awaited_is_raised_here(qtbot) -> None:
    with pytest.raises(ZeroDivisionError):
        awaited(lambda: 1 // 0)


def test_nothing_of_the_asker_stays_with_the_worker(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    reply = tasks._Errand._reply

    def reply_and_linger(errand: tasks._Errand, *answer: Any) -> None:
        reply(errand, *answer)
        time.sleep(0.05)

    class Work:
        def __call__(self) -> int:
            return 1

    monkeypatch.setattr(tasks._Errand, "_reply", reply_and_linger)
    work = Work()
    held = weakref.ref(work)
    assert awaited(work) == 1
    del work
    assert held() is None
