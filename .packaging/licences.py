"""The licences of everything that is shipped in the frozen program."""

import re
import sys
import sysconfig
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


def shipped(package="copperdesk"):
    """`package` and what it needs at run time, and what that needs, by name."""
    found, waiting = set(), [package]
    while waiting:
        name = waiting.pop()
        try:
            needed = distribution(name).requires or []
        except PackageNotFoundError:  # for another system
            continue
        known = name.lower().replace("_", "-")
        if known in found:
            continue
        found.add(known)
        waiting += [_NAME.match(one)[0] for one in needed if "extra ==" not in one]
    return sorted(found)


def collect_licences(folder):
    """Files for the folder `licences` of the program: pairs of a path and where it goes."""
    pairs = []
    for name in shipped():
        own = distribution(name)
        texts = [
            path for path in own.files or () if _LICENCE.search(path.name) and path.suffix != ".py"
        ]
        pairs += [(str(path.locate()), f"licences/{name}") for path in texts]
        pairs.append((str(_stated(folder, name, own.metadata)), f"licences/{name}"))
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    pairs += [(str(python), "licences/python")] if python.exists() else []
    return pairs


def _stated(folder, name, metadata):
    """What the package says of its licence, where it ships no text as well."""
    place = folder / name / "STATED.txt"
    place.parent.mkdir(parents=True, exist_ok=True)
    fields = ("Name", "Version", "License-Expression", "License", "Home-page", "Project-URL")
    lines = [f"{field}: {one}" for field in fields for one in metadata.get_all(field) or ()]
    lines += [one for one in metadata.get_all("Classifier") or () if one.startswith("License")]
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return place


if __name__ == "__main__":
    sys.stdout.write("\n".join(shipped()) + "\n")
