"""Tables and figures get their numbers, in the order in which they are read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gui.report.document import Block, Picture, Section, Shown, Table, parts_of


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that hold anything, with tables and figures counted from 1.

    A `Shown` gets the numbers of its part of the section, which ends at the next subheading.
    """
    tables = pictures = 0
    found: list[Section] = []
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table):
                tables += 1
                blocks.append(replace(block, number=tables))
            elif isinstance(block, Picture):
                pictures += 1
                blocks.append(replace(block, number=pictures))
            else:
                blocks.append(block)
        if blocks:
            told = [block for part in parts_of(blocks) for block in _referred(part)]
            found.append(replace(section, blocks=tuple(told)))
    return tuple(found)


def _referred(part: Sequence[Block]) -> Iterator[Block]:
    tables = tuple(block.number for block in part if isinstance(block, Table))
    figures = tuple(block.number for block in part if isinstance(block, Picture))
    for block in part:
        if not isinstance(block, Shown):
            yield block
        elif tables or figures:
            yield Shown(tables, figures)
