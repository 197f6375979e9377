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


_CLASSES = {
    ScreenName.TODAY: ("gui.today.screen", "TodayScreen"),
    ScreenName.CALENDAR: ("gui.calendar.screen", "CalendarScreen"),
    ScreenName.PATIENTS: ("gui.patients.screen", "PatientsScreen"),
    ScreenName.LAB_RESULTS: ("gui.labimport.screen", "LabResultsScreen"),
    ScreenName.ANALYSIS: ("gui.analysis.screen", "AnalysisScreen"),
    ScreenName.DATA_QUALITY: ("gui.quality.screen", "DataQualityScreen"),
    ScreenName.AUDIT: ("gui.audit.screen", "AuditScreen"),
    ScreenName.SETTINGS: ("gui.settings.screen", "SettingsScreen"),
}


def all_screens() -> tuple[ScreenKind, ...]:
    return (
        ScreenKind(ScreenName.TODAY, _("Today"), "calendar-check", _from(ScreenName.TODAY)),
        ScreenKind(ScreenName.CALENDAR, _("Calendar"), "calendar-days", _from(ScreenName.CALENDAR)),
        ScreenKind(ScreenName.PATIENTS, _("Patients"), "users", _from(ScreenName.PATIENTS)),
        ScreenKind(
            ScreenName.LAB_RESULTS, _("Lab results"), "download", _from(ScreenName.LAB_RESULTS)
        ),
        ScreenKind(ScreenName.ANALYSIS, _("Analysis"), "chart-line", _from(ScreenName.ANALYSIS)),
        ScreenKind(
            ScreenName.DATA_QUALITY,
            _("Data quality"),
            "shield-alert",
            _from(ScreenName.DATA_QUALITY),
        ),
        ScreenKind(ScreenName.AUDIT, _("Audit trail"), "file-text", _from(ScreenName.AUDIT)),
        ScreenKind(
            ScreenName.SETTINGS,
            _("Study settings"),
            "sliders-horizontal",
            _from(ScreenName.SETTINGS),
        ),
    )


def load_screens() -> None:
    """Import every screen before it is asked for; on a worker."""
    for module, _name in _CLASSES.values():
        import_module(module)


def _from(screen: ScreenName) -> MakeScreen:
    module, name = _CLASSES[screen]

    def make(session: Session, prompter: Prompter, navigator: Navigator) -> Screen:
        made = getattr(import_module(module), name)(session, prompter, navigator)
        assert isinstance(made, Screen)
        return made

    return make
