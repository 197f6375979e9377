"""Commands of the menu bar that are a place: its screen does what `detail` asks."""

from gui.actions import Command
from gui.navigation import Place, ScreenName

PLACES = {
    Command.IMPORT_LAB: Place(ScreenName.LAB_RESULTS, detail="import"),
    Command.ENROL: Place(ScreenName.PATIENTS, detail="enrol"),
    Command.SCREENING_LOG: Place(ScreenName.PATIENTS, detail="screening"),
    Command.EXPORT_CALENDAR: Place(ScreenName.CALENDAR, detail="export"),
    Command.WITHDRAW: Place(ScreenName.PATIENTS, detail="withdraw"),
    Command.UNSCHEDULED_DRAW: Place(ScreenName.PATIENTS, detail="unscheduled_draw"),
    Command.UNSCHEDULED_RATING: Place(ScreenName.PATIENTS, detail="unscheduled_rating"),
    Command.REPORT: Place(ScreenName.ANALYSIS, detail="report"),
    Command.MOVE_INFUSION: Place(ScreenName.CALENDAR, detail="move"),
    Command.VERIFY: Place(ScreenName.AUDIT, detail="verify"),
    Command.ADD_QUERY: Place(ScreenName.DATA_QUALITY, detail="ask"),
    Command.PRINT_DAY_LIST: Place(ScreenName.TODAY, detail="print"),
    Command.TUBE_LABELS: Place(ScreenName.TODAY, detail="labels"),
}
