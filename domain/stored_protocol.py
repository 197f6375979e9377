"""The protocol as a study file holds it: written by this program from one that was checked."""

import tomllib
from collections.abc import Sequence
from dataclasses import is_dataclass
from enum import StrEnum
from types import NoneType
from typing import Any, cast, get_args, get_origin, get_type_hints

from domain.protocol import Protocol
from domain.protocol_file import read_protocol


def stored_protocol(text: str) -> Protocol:
    """The protocol in `text`, which `protocol_as_text` wrote.

    Bounds and contradictions were judged before it was stored, so the validator of protocol
    files, which takes longer to load than the study, is asked only where the text is not as
    this program writes it. Raises `ProtocolRefused` as it does.
    """
    try:
        return cast(Protocol, _value_of(Protocol, tomllib.loads(text)))
    except (TypeError, ValueError, KeyError):
        return read_protocol(text)


def _value_of(kind: Any, part: Any) -> Any:
    """`part` of the TOML as the field type `kind`; `TypeError` if it is another type."""
    choices = [choice for choice in get_args(kind) if choice is not NoneType]
    if get_origin(kind) is tuple:
        return tuple(_value_of(choices[0], one) for one in cast(Sequence[object], part))
    if choices:
        (kind,) = choices
    if is_dataclass(cast(type, kind)):
        types = get_type_hints(kind)
        return kind(**{name: _value_of(types[name], value) for name, value in part.items()})
    if issubclass(kind, StrEnum) or (kind is float and type(part) is int):
        return kind(part)
    if type(part) is not kind:
        raise TypeError(f"{part!r} is no {kind.__name__}")
    return part
