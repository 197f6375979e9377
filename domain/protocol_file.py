"""Protocols as TOML: read with every problem named, written so that reading gives the same."""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from domain.errors import CopperdeskError, Problem
from domain.protocol import Protocol

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class ProtocolRefused(CopperdeskError):
    """A protocol file that cannot be used; `problems` name every place."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("protocol refused: " + "; ".join(map(str, problems)))
        self.problems = problems


def read_protocol(text: str) -> Protocol:
    """The protocol in the TOML `text`.

    Raises `ProtocolRefused` with every unknown key, bad value and contradiction.
    """
    try:
        parts = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProtocolRefused((Problem("", "not_toml", (("message", str(error)),)),)) from error
    return _checked(parts)


def protocol_as_text(protocol: Protocol) -> str:
    """TOML that `read_protocol` reads back to the same protocol."""
    import tomlkit

    return tomlkit.dumps(_without_nones(asdict(protocol)))


def refuse_contradictions(protocol: Protocol) -> None:
    """Raise `ProtocolRefused` where `protocol` cannot be meant."""
    contradictions = protocol.contradictions()
    if contradictions:
        raise ProtocolRefused(tuple(Problem(place, code) for place, code in contradictions))


def _checked(parts: dict[str, Any]) -> Protocol:
    from pydantic import TypeAdapter, ValidationError

    try:
        protocol = TypeAdapter(Protocol).validate_python(parts)
    except ValidationError as error:
        raise ProtocolRefused(tuple(map(_problem, error.errors()))) from error
    refuse_contradictions(protocol)
    return protocol


def _problem(error: "ErrorDetails") -> Problem:
    place = ".".join(str(part) for part in error["loc"])
    match error["type"]:
        case "missing":
            return Problem(place, "missing_key")
        case "unexpected_keyword_argument" | "extra_forbidden":
            return Problem(place, "unknown_key")
        case _:
            return Problem(place, "bad_value", (("value", str(error["input"])),))


def _without_nones(value: object) -> Any:
    if isinstance(value, dict):
        items = cast(dict[str, object], value)
        return {key: _without_nones(part) for key, part in items.items() if part is not None}
    if isinstance(value, (list, tuple)):
        return [_without_nones(part) for part in cast(Sequence[object], value)]
    return value
