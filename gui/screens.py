"""The eight screens: their names, icons, and how each is made when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from gui.navigation import Navigator, ScreenName
from gui.prompts import Prompter
from gui.session import Session
from gui.widgets.screen import Screen
from gui.words.language import _

MakeScreen = Callable[[Session, Prompter, Navigator], Screen]


@dataclass(frozen=True, slots=True)
class ScreenKind:
    """A screen of the side bar; `make` imports and builds it."""

    name: ScreenName
    words: str
    icon_name: str
    make: MakeScreen


def all_screens() -> tuple[ScreenKind, ...]:
    return (
        ScreenKind(
            ScreenName.TODAY, _("Today"), "calendar-check", _from("gui.today.screen", "TodayScreen")
        ),
        ScreenKind(
            ScreenName.CALENDAR,
            _("Calendar"),
            "calendar-days",
            _from("gui.calendar.screen", "CalendarScreen"),
        ),
        ScreenKind(
            ScreenName.PATIENTS,
            _("Patients"),
            "users",
            _from("gui.patients.screen", "PatientsScreen"),
        ),
        ScreenKind(
            ScreenName.LAB_RESULTS,
            _("Lab results"),
            "download",
            _from("gui.labimport.screen", "LabResultsScreen"),
        ),
        ScreenKind(
            ScreenName.ANALYSIS,
            _("Analysis"),
            "chart-line",
            _from("gui.analysis.screen", "AnalysisScreen"),
        ),
        ScreenKind(
            ScreenName.DATA_QUALITY,
            _("Data quality"),
            "shield-alert",
            _from("gui.quality.screen", "DataQualityScreen"),
        ),
        ScreenKind(
            ScreenName.AUDIT,
            _("Audit trail"),
            "file-text",
            _from("gui.audit.screen", "AuditScreen"),
        ),
        ScreenKind(
            ScreenName.SETTINGS,
            _("Study settings"),
            "sliders-horizontal",
            _from("gui.settings.screen", "SettingsScreen"),
        ),
    )


def _from(module: str, name: str) -> MakeScreen:
    def make(session: Session, prompter: Prompter, navigator: Navigator) -> Screen:
        screen = getattr(import_module(module), name)(session, prompter, navigator)
        assert isinstance(screen, Screen)
        return screen

    return make
