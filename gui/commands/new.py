"""`copperdesk new`: a new study, empty or from exchange tables."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from domain.protocol import Protocol
from domain.protocol_file import read_protocol
from domain.storage.study_file import StudyRefused, WhyNot
from gui.commands.context import CommandRefused, Context, clock_refused, system_now
from gui.commands.passphrase import new_passphrase
from gui.words.language import _, ngettext
from resources import path_of, text_of

if TYPE_CHECKING:
    from domain.exchange.tables import StudyTables

DEFAULT_PRESET = "standard"


def run(arguments: argparse.Namespace, context: Context) -> int:
    if context.set_clock is not None:
        raise clock_refused()
    path: Path = arguments.study
    if path.exists():
        raise StudyRefused(WhyNot.EXISTS, path)
    if not path.absolute().parent.is_dir():
        raise CommandRefused(
            _("There is no folder “{folder}”. Make it first, or choose another.").format(
                folder=path.parent
            )
        )
    protocol = protocol_named(arguments.protocol or DEFAULT_PRESET)
    now = system_now()
    tables = _tables(arguments, protocol, now)
    passphrase = new_passphrase() if arguments.protected else ""
    _make(
        path,
        tables or protocol,
        name=arguments.name or path.stem,
        by=context.by,
        now=now,
        passphrase=passphrase,
    )
    context.say(_("“{file}” was made.").format(file=path.name))
    if tables is not None:
        _tell(tables, context)
    return 0


def protocol_named(name: str) -> Protocol:
    """The preset or the TOML file called `name`."""
    if name in presets():
        return read_protocol(text_of(f"protocols/{name}.toml"))
    path = Path(name)
    if path.suffix != ".toml" and not path.exists():
        raise CommandRefused(
            _("There is no protocol “{name}”. Use one of {presets}, or a TOML file.").format(
                name=name, presets=", ".join(presets())
            )
        )
    try:
        return read_protocol(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError:
        raise CommandRefused(_("“{file}” is not UTF-8 text.").format(file=path.name)) from None


def presets() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in path_of("protocols").glob("*.toml")))


def _tables(
    arguments: argparse.Namespace, protocol: Protocol, now: datetime
) -> "StudyTables | None":
    folder: Path | None = arguments.from_tables
    if folder is None:
        return None
    from domain.exchange.tables import PROTOCOL, read_tables

    if not folder.is_dir():
        raise CommandRefused(
            _("There is no folder “{folder}” with exchange tables.").format(folder=folder.name)
        )
    if arguments.protocol and (folder / PROTOCOL).exists():
        raise CommandRefused(
            _(
                "The folder has a protocol of its own. Leave out --protocol, or remove {file}."
            ).format(file=PROTOCOL)
        )
    return read_tables(folder, protocol=protocol, now=now)


def _make(
    path: Path,
    contents: "StudyTables | Protocol",
    *,
    name: str,
    by: str,
    now: datetime,
    passphrase: str,
) -> None:
    """Make the study whole, or leave no file behind."""
    from domain.study import Study

    def begin(study: Study) -> None:
        if not isinstance(contents, Protocol):
            study.store_tables(contents, now=now)

    protocol = contents if isinstance(contents, Protocol) else contents.protocol
    Study.create(
        path, protocol, name=name, by=by, now=now, begin=begin, passphrase=passphrase
    ).close()


def _tell(tables: "StudyTables", context: Context) -> None:
    visits = sum(len(course.visits()) for course in tables.courses)
    counted = (
        ngettext("{count} patient", "{count} patients", len(tables.patients)).format(
            count=len(tables.patients)
        ),
        ngettext("{count} visit", "{count} visits", visits).format(count=visits),
        ngettext("{count} result", "{count} results", len(tables.results)).format(
            count=len(tables.results)
        ),
    )
    context.say(_("From the tables: {what}.").format(what=", ".join(counted)))
    for file in tables.left_out:
        context.warn(_("{file} was not read: this version does not import it.").format(file=file))
