"""What a page of the guide looks like: sizes, spaces and colours over Qt's plain Markdown."""

from collections.abc import Iterable
from typing import cast

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)

from gui.theme import FONT_FAMILY, app_theme

_HEADINGS = {1: (22, 700, 0), 2: (16, 600, 14)}
"""By level: size, weight, and the space above."""
_LINE = 135.0
_IMAGE = "\ufffc"


def dress(document: QTextDocument) -> None:
    """Give headings, paragraphs, keys, links and tables the program's look."""
    theme = app_theme()
    document.setDocumentMargin(theme.px(8))
    document.setDefaultFont(theme.font())
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _dress_block(block: QTextBlock) -> None:
    theme = app_theme()
    shape = block.blockFormat()
    cursor = QTextCursor(block)
    level = shape.headingLevel()
    if level:
        size, weight, above = _HEADINGS[level]
        words = QTextCharFormat()
        words.setFont(theme.font(size, weight))
        words.setForeground(theme.colors.text)
        cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
        cursor.mergeCharFormat(words)
        shape.setTopMargin(theme.px(above))
        shape.setBottomMargin(theme.px(6))
    else:
        _dress_words(block)
        table = cast("QTextTable | None", cursor.currentTable())
        shape.setBottomMargin(0 if table else theme.px(5 if block.textList() else 8))
        shape.setTopMargin(0)
        if _IMAGE not in block.text():
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    QTextCursor(block).setBlockFormat(shape)


def _dress_words(block: QTextBlock) -> None:
    """Keys on a tinted ground, links in the link colour, the rest in the program's font."""
    theme = app_theme()
    pieces = [part.fragment() for part in cast("Iterable[QTextBlock.iterator]", block)]
    for piece in pieces:
        given = piece.charFormat()
        if given.isImageFormat():
            continue
        words = QTextCharFormat()
        is_bold = given.fontWeight() > 400
        words.setFont(theme.font(weight=600 if is_bold or given.fontFixedPitch() else 400))
        words.setFontItalic(given.fontItalic())
        words.setForeground(theme.colors.link if given.isAnchor() else theme.colors.text)
        if given.fontFixedPitch():
            words.setFontFixedPitch(False)
            words.setFontFamilies([FONT_FAMILY])
            words.setBackground(theme.colors.weekend)
        cursor = QTextCursor(block)
        cursor.setPosition(piece.position())
        cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(words)


def _dress_table(table: QTextTable) -> None:
    theme = app_theme()
    shape = table.format().toTableFormat()
    shape.setBorder(1)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
    shape.setBorderBrush(theme.colors.divider)
    shape.setBorderCollapse(True)
    shape.setCellPadding(theme.px(5))
    shape.setCellSpacing(0)
    shape.setTopMargin(theme.px(4))
    shape.setBottomMargin(theme.px(10))
    table.setFormat(shape)
    for column in range(table.columns()):
        head = table.cellAt(0, column)
        ground = head.format()
        ground.setBackground(theme.colors.surface_2)
        head.setFormat(ground)
