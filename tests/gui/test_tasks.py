"""Work away from the window's thread."""

import threading

from PySide6.QtCore import QThread

from gui.tasks import LatestTask, Task


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
