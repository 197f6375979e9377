"""Records with some of their fields changed, by the ten thousand."""

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

_R = TypeVar("_R")


def changed(record: _R, **changes: Any) -> _R:
    """`dataclasses.replace` in half of its time; the record has two fields or more."""
    places, values_of = _fields(type(record))
    values = list(values_of(record))
    for name, value in changes.items():
        values[places[name]] = value
    return type(record)(*values)


@cache
def _fields(kind: Any) -> tuple[dict[str, int], Callable[[Any], tuple[Any, ...]]]:
    names = [field.name for field in fields(kind)]
    return {name: place for place, name in enumerate(names)}, attrgetter(*names)
