"""Looks for what was written in a lab sheet in every byte of a folder."""

from collections.abc import Iterable
from pathlib import Path

_ENCODINGS = ("utf-8", "utf-16-le", "cp1250")
"""Those of this world."""


def found_in(folder: Path, secrets: Iterable[str]) -> list[tuple[str, str]]:
    """File and secret, for every secret in any of the files or in their names."""
    spelled = [(secret, coded) for secret in secrets for coded in codings_of(secret)]
    files = [path for path in folder.rglob("*") if path.is_file()]
    told = {(str(path), path.name, path.read_bytes()) for path in files}
    return [
        (name, secret)
        for name, own, content in told
        for secret, coded in spelled
        if coded in content or secret in own
    ]


def codings_of(secret: str) -> set[bytes]:
    """The bytes a secret may stand in, in any case and encoding."""
    return {
        text.encode(encoding)
        for text in (secret, secret.upper(), secret.casefold())
        for encoding in _ENCODINGS
    }
