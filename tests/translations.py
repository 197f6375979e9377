"""Extract the words of the window into the Polish catalogue, and compile it.

    python -m tests.translations

Messages that are gone are dropped, new ones are added empty; a test then fails until
somebody has translated them. No fuzzy guesses.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources/translations/pl/LC_MESSAGES/copperdesk.po"
COMPILED = CATALOGUE.with_suffix(".mo")
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3)}


def extracted() -> Catalog:
    """Every message of the program, as an untranslated catalogue."""
    template = Catalog(project="Copperdesk", version="1", charset="utf-8")
    found = extract_from_dir(str(ROOT / "gui"), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for name, line, message, _comments, context in found:
        template.add(message, locations=[(f"gui/{name}", line)], context=context)
    return template


def polish() -> Catalog:
    """The Polish catalogue as it is on disk."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="pl")


def compiled(catalogue: Catalog) -> bytes:
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def refresh() -> None:
    """Bring the catalogue up to date with the sources, and compile it."""
    catalogue = polish() if CATALOGUE.exists() else Catalog(locale="pl", project="Copperdesk")
    # Its date stays: a refresh that finds nothing new changes nothing.
    catalogue.update(extracted(), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# Copperdesk in Polish."
    catalogue.fuzzy = False
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=100, include_lineno=False)
    COMPILED.write_bytes(compiled(catalogue))


if __name__ == "__main__":
    refresh()
