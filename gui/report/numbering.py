"""Tables and figures get their numbers, in the order in which they are read."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gui.report.document import Block, Paragraph, Picture, Role, Section, Shown, Subheading, Table
from gui.words import report as report_words


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections that hold anything, with tables and figures counted from 1.

    Where a part of a section, which ends at the next subheading, has a `Shown`, that becomes the
    sentence that names the part's tables and figures.
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
            told = [block for part in _parts(blocks) for block in _referred(part)]
            found.append(replace(section, blocks=tuple(told)))
    return tuple(found)


def _parts(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, Subheading) and part:
            yield part
            part = []
        part.append(block)
    yield part


def _referred(part: Sequence[Block]) -> Iterator[Block]:
    tables = [block.number for block in part if isinstance(block, Table)]
    pictures = [block.number for block in part if isinstance(block, Picture)]
    for block in part:
        if not isinstance(block, Shown):
            yield block
        elif tables or pictures:
            yield Paragraph(report_words.shown_in(tables, pictures), Role.NOTE)
