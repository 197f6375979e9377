"""What can be typed: commands, options, and the help they show."""

import argparse
import itertools
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from gui.words.language import LANGUAGES, _

COMMANDS = {
    "window": "window",
    "demo": "demo",
    "new": "new",
    "due": "due",
    "import": "import_sheet",
    "analyse": "analyse",
    "verify": "verify",
    "backup": "backup",
    "restore": "restore",
    "export": "export",
    "calendar": "calendar_file",
    "protect": "protect",
}
"""Command → module of `gui.commands`."""

_LANGUAGE = ("--language", "--lang")
_WITH_VALUE = ("--now", "--by", *_LANGUAGE)
MOST_DAYS = 3650
EXPORTS = ("tables", "xlsx", "analysis", "spss", "sdtm", "ics")
"""What `export` can write: the kinds of `gui.exports`, which is imported only for it."""


def first_word(words: Sequence[str]) -> str:
    """The command that is asked for; `window` where the first word is no command."""
    rest = iter(words)
    for word in rest:
        if word in ("-h", "--help", "--version"):
            return ""
        if word in _WITH_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            known = word in COMMANDS and word != "window"
            return word if known else "window"
    return "window"


def language_asked_for(words: Sequence[str]) -> str:
    """`--language`, else the one chosen in the window, else the system's where it is Polish."""
    for word, following in itertools.zip_longest(words, words[1:], fillvalue=""):
        name, has_value, value = word.partition("=")
        asked = value if has_value else following
        if name in _LANGUAGE and asked in LANGUAGES:
            return asked
    chosen = _chosen_language()
    if chosen in LANGUAGES:
        return chosen
    named = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "pl" if next(filter(None, named), "").startswith("pl") else "en"


def _chosen_language() -> str:
    from platformdirs import user_config_path

    try:
        path = user_config_path("copperdesk", appauthor=False) / "preferences.json"
        return str(json.loads(path.read_text(encoding="utf-8")).get("language", ""))
    except (OSError, ValueError, AttributeError):
        return ""


def parser(command: str) -> argparse.ArgumentParser:
    """The parser for a command line that begins with `command` (empty: it asks for help)."""
    everywhere = _options_of_all()
    if command == "window":
        return _window_parser(everywhere)
    top = argparse.ArgumentParser(
        "copperdesk",
        parents=[_options_of_all(top=True)],
        description=_("Infusions, copper draws and ratings of one study, and their analysis."),
        epilog=_("copperdesk [STUDY.cdesk] without a command opens the window."),
    )
    _add_version(top)
    commands = top.add_subparsers(dest="command", required=True, metavar=_("COMMAND"))
    for name, (help_text, add_arguments) in _commands().items():
        one = commands.add_parser(name, help=help_text, description=help_text, parents=[everywhere])
        add_arguments(one)
    return top


def _window_parser(everywhere: argparse.ArgumentParser) -> argparse.ArgumentParser:
    window = argparse.ArgumentParser("copperdesk", parents=[everywhere])
    window.add_argument("study", nargs="?", type=Path, metavar="STUDY")
    _add_version(window)
    window.set_defaults(command="window")
    return window


def _options_of_all(*, top: bool = False) -> argparse.ArgumentParser:
    """`--now`, `--by`, `--language`: before the command or behind it."""
    options = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    shown: Callable[[str], str] = (lambda text: text) if top else (lambda _text: argparse.SUPPRESS)
    options.add_argument(
        "--now",
        type=_moment,
        metavar="2026-03-24T10:12",
        help=shown(_("set the clock for this question")),
    )
    options.add_argument("--by", metavar=_("NAME"), help=shown(_("who is working")))
    options.add_argument(*_LANGUAGE, choices=LANGUAGES, help=shown(_("language of the words")))
    return options


def _add_version(to: argparse.ArgumentParser) -> None:
    to.add_argument("--version", action=_Version, nargs=0, help=_("show the version and end"))


class _Version(argparse.Action):
    """Looks the version up when it is asked for, which takes longer than the rest of the help."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> None:
        sys.stdout.write(f"Copperdesk {own_version()}\n")
        parser.exit()


def own_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("copperdesk")
    except PackageNotFoundError:
        return "0"


def _commands() -> dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]]:
    return {
        "demo": (_("make the demo study of made-up patients and open it"), _add_demo),
        "new": (_("make a new study, empty or from exchange tables"), _add_new),
        "due": (_("what is not done, due today and coming"), _add_due),
        "import": (_("check a lab sheet, or import it"), _add_import),
        "analyse": (_("run the analysis plan"), _add_analyse),
        "verify": (_("check the file, its audit trail and their agreement"), _add_verify),
        "export": (_("export the study for other programs into an empty folder"), _add_export),
        "calendar": (_("write the visits to a file for other calendars"), _add_calendar),
        "backup": (_("make a verified copy, beside the study or in a folder"), _add_backup),
        "protect": (_("set, change or remove the passphrase of a study"), _add_protect),
        "restore": (_("make a study from a backup, never over a file"), _add_restore),
    }


def _add_demo(to: argparse.ArgumentParser) -> None:
    to.add_argument("study", nargs="?", type=Path, metavar="STUDY")
    to.add_argument("--no-window", action="store_true", help=_("make it, and show it as text"))


def _add_new(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("--protocol", metavar=_("PRESET|FILE"), help=_("a preset, or a TOML file"))
    to.add_argument("--from-tables", type=Path, metavar=_("FOLDER"), help=_("exchange tables"))
    to.add_argument("--name", default="", metavar=_("NAME"), help=_("name of the study"))
    to.add_argument(
        "--protected", action="store_true", help=_("encrypt it by a passphrase, which is asked for")
    )


def _add_due(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("--days", type=_days, default=8, help=_("days ahead (8)"))
    _add_json(to)


def _add_import(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("sheet", type=Path, metavar="SHEET")
    to.add_argument("--mapping", type=Path, metavar=_("FILE"), help=_("what the columns mean"))
    to.add_argument("--decide", type=Path, metavar=_("FILE"), help=_("decisions about rows"))
    to.add_argument("--check", action="store_true", help=_("write nothing"))
    _add_json(to)


def _add_analyse(to: argparse.ArgumentParser) -> None:
    to.add_argument("study", nargs="?", type=Path, metavar="STUDY")
    to.add_argument("--patients", type=Path, metavar=_("FILE"), help=_("plain table of patients"))
    to.add_argument("--visits", type=Path, metavar=_("FILE"), help=_("plain table of visits"))
    to.add_argument(
        "--unit",
        type=_unit,
        choices=("ug/dL", "umol/L"),
        help=_("unit of copper in the plain tables (ug/dL)"),
    )
    to.add_argument("--report", type=Path, metavar=_("FOLDER"), help=_("write the whole report"))
    _add_json(to)


def _add_verify(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument(
        "--ends-at",
        nargs=2,
        metavar=(_("ENTRIES"), _("HASH")),
        help=_("where the audit trail once ended, as a report says: is it still in there?"),
    )
    to.add_argument(
        "--report",
        type=Path,
        metavar=_("FOLDER"),
        help=_("does the report in this folder still say what the study holds?"),
    )
    _add_json(to)


def _add_export(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("folder", type=Path, metavar=_("FOLDER"))
    to.add_argument(
        "--format", choices=EXPORTS, default=EXPORTS[0], help=_("what to write (tables)")
    )


def _add_calendar(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("file", type=Path, metavar="FILE.ics")
    to.add_argument("--patient", metavar=_("CODE"), help=_("the visits of one patient alone"))


def _add_backup(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("folder", nargs="?", type=Path, metavar=_("FOLDER"))


def _add_protect(to: argparse.ArgumentParser) -> None:
    _add_study(to)
    to.add_argument("--remove", action="store_true", help=_("store it in clear again"))


def _add_restore(to: argparse.ArgumentParser) -> None:
    to.add_argument("backup", type=Path, metavar=_("BACKUP"))
    _add_study(to)


def _add_study(to: argparse.ArgumentParser) -> None:
    to.add_argument("study", type=Path, metavar="STUDY")


def _add_json(to: argparse.ArgumentParser) -> None:
    to.add_argument("--json", action="store_true", help=_("one JSON document on standard output"))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("“{text}” is not a moment; write it as 2026-03-24T10:12").format(text=text)
        ) from None
    return moment if moment.tzinfo else moment.astimezone()


def _days(text: str) -> int:
    if text.isascii() and text.isdigit() and int(text) <= MOST_DAYS:
        return int(text)
    raise argparse.ArgumentTypeError(
        _("“{text}” is not a number of days from 0 to {most}").format(text=text, most=MOST_DAYS)
    )


def _unit(text: str) -> str:
    return text.replace("µ", "u").replace("μ", "u")


def wrong_usage(message: str) -> int:
    """Tell what was typed wrongly; the answer is the exit code."""
    sys.stderr.write(f"copperdesk: {message}\n")
    return 2
