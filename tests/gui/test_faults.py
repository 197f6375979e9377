"""Our own bugs end in a log without patient data, and the program goes on."""

import threading
from pathlib import Path

from domain.storage.refusals import StudyRefused, WhyNot
from gui.faults import BURST, KEPT_LOGS, Faults


def fault_about(patient: str) -> Exception:
    try:
        try:
            int(patient)
        except ValueError as error:
            raise RuntimeError(f"cannot show {patient}") from error
    except RuntimeError as error:
        return error


def test_the_log_says_where_but_not_what_the_values_were(qapp, tmp_path: Path) -> None:
    log = Faults(tmp_path).record(fault_about("KET-024"))
    text = log.read_text(encoding="utf-8")
    assert "KET-024" not in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "fault_about" in text


def test_a_fault_on_another_thread_is_told(qtbot, tmp_path: Path, monkeypatch) -> None:
    faults = Faults(tmp_path)
    monkeypatch.setattr(threading, "excepthook", faults._on_other_thread)

    def broken() -> None:
        raise KeyError("KET-024")

    with qtbot.waitSignal(faults.happened) as told:
        thread = threading.Thread(target=broken)
        thread.start()
        thread.join()
    assert told.args[0].exists()


def test_old_logs_make_way(qapp, tmp_path: Path) -> None:
    faults = Faults(tmp_path)
    for _turn in range(KEPT_LOGS + 5):
        faults.record(fault_about("KET-024"))
    assert len(list(tmp_path.iterdir())) == KEPT_LOGS


def test_a_folder_that_cannot_be_written_does_not_make_a_second_fault(qapp, tmp_path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not Faults(blocked / "logs").record(fault_about("KET-024")).exists()


def test_a_study_that_could_not_be_asked_is_told_as_what_it_is(qtbot, tmp_path: Path) -> None:
    faults = Faults(tmp_path / "logs")
    gone = StudyRefused(WhyNot.UNREACHABLE, tmp_path / "study.cdesk")

    with qtbot.waitSignal(faults.refused) as told, qtbot.assertNotEmitted(faults.happened):
        faults._on_main_thread(type(gone), gone, None)

    assert told.args == [gone]
    assert not (tmp_path / "logs").exists()


def test_the_same_fault_again_and_again_is_told_once(qtbot, tmp_path: Path) -> None:
    clock = [0.0]
    faults = Faults(tmp_path, clock=lambda: clock[0])
    told: list[Path] = []
    faults.happened.connect(told.append)
    for _turn in range(50):
        faults._tell(fault_about("KET-024"))
        clock[0] += 1
    assert len(told) == 1
    assert len(list(tmp_path.iterdir())) == 1
    clock[0] += BURST
    faults._tell(fault_about("KET-024"))
    assert len(told) == 2


def test_the_log_names_no_home_folder(qtbot, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path(__file__).parents[1])
    log = Faults(tmp_path).record(fault_about("KET-024"))
    assert f"{Path(__file__).parents[1].name}/" not in log.read_text(encoding="utf-8")
