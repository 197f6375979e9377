"""manifest.json: what a report was made from and with, and the hash of every file of it."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from gui.report.source import ReportSource


@cache
def software() -> dict[str, str]:
    """Name and version of what the numbers and figures depend on."""
    from stats.as_json import software_versions

    return {
        "Copperdesk": _version("copperdesk"),
        **{
            {"python": "Python"}.get(name, name): found
            for name, found in software_versions().items()
        },
        "matplotlib": _version("matplotlib"),
    }


def manifest(
    source: ReportSource,
    language: str,
    settings: dict[str, Any],
    folder: Path,
    files: Iterable[Path],
) -> dict[str, Any]:
    """`files` lie in `folder`; the manifest itself is not among them."""
    head = source.head
    return {
        "title": source.title,
        "made_up": source.is_demo,
        "written_at": source.written_at.isoformat(),
        "language": language,
        "data": {
            "sha256": source.data_sha256,
            "of": "the tidy tables of patients and visits as canonical JSON",
            "files": [{"name": file.name, "sha256": file.sha256} for file in source.files],
        },
        "protocol": source.protocol or None,
        "unconfirmed": [
            {"part": setting.part, "setting": setting.name, "value": setting.value}
            for setting in source.unconfirmed
        ],
        "settings": settings,
        "audit": None if head is None else {"entries": head.count, "head": head.hash},
        "software": software(),
        "files": {
            path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(files)
        },
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "0"
