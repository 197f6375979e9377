"""Tables and figures get their numbers, in the order in which they are read."""

from collections.abc import Iterable
from dataclasses import replace

from gui.report.document import Block, Picture, Section, Table


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that hold anything, with tables and figures counted from 1."""
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
            found.append(replace(section, blocks=tuple(blocks)))
    return tuple(found)
