"""What is done about a result from its row: each opens the form that asks for the rest."""

from PySide6.QtWidgets import QWidget

from domain.visits import Draw
from gui.quality.ask_query import ask_query
from gui.records.record_dialog import ask_record
from gui.records.results import ask_current, ask_result
from gui.session import Session
from gui.words.patient_page import ResultAct


def act_on_result(session: Session, act: ResultAct, draw: Draw, parent: QWidget) -> None:
    """Open the form of `act` over `parent`'s window."""
    match act:
        case ResultAct.ENTER | ResultAct.CORRECT:
            ask_result(session, draw, parent)
        case ResultAct.CHOOSE:
            ask_current(session, draw, parent)
        case ResultAct.RECORD:
            ask_record(session, draw.key, parent)
        case ResultAct.ASK:
            ask_query(session, parent, visit=draw.key)
        case ResultAct.CALENDAR:
            raise AssertionError("the calendar is another screen")
