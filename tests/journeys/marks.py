"""A language that marks every sentence it is asked for: what stays unmarked was never asked for."""

from __future__ import annotations

import gettext
import re
from html import unescape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QTableView,
    QWidget,
)
from shiboken6 import isValid

OPENS, CLOSES = "⟦", "⟧"
_MARKED = re.compile(f"{OPENS}[^{OPENS}{CLOSES}]*{CLOSES}")
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"[^\W\d_]{2,}")
_REFERENCE = re.compile(r"\b(?:19|20)\d\d;\d+")
_DATA = re.compile(
    r"Demo study|Copper in ketamine infusions|[Aa]rterial hypertension|hypothyroidism|migraine|"
    r"type 2 diabetes|asthma|gastro-oesophageal reflux|osteoarthritis|hypercholesterolaemia|"
    r"P\. Gajda|T\. Wrona|E\. Sikora|CU26-\d+|"
    r"Wyniki|Pacjent|Data pobrania|Miedź|hemoliza|Pracownia Lab A – miedź w surowicy, ICP-MS|"
    r"DANE ZMYŚLONE – wersja pokazowa \(made-up data\)"
)
"""What somebody typed: the demo study's own words, and those of its lab sheet."""
_METHODS = re.compile(
    r"Cohen|Hedges|g_av|Skillings–Mack|Pearson r|(?:Spearman )?rho|Kendall tau-b|"
    r"\bdf\b|χ²|MDD|BD|BF10|"
    r"Friedman|Wilcoxon|Mauchly|Huynh–Feldt|Greenhouse–Geisser|SHA-256"
)
"""Names of methods and of what they give, alike in both languages."""
OF_NO_LANGUAGE = re.compile(
    r"KET-O?\d+|ABC-\d+|MADRS|YMRS|Cu\d+|µg/dL|µmol/L|µg/L|mg/L|ppb|ppm|mg/kg|kg|mg|min|LOQ|"
    r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|"
    r"Nowak|Wójcik|Lis|Copperdesk|English|Polski|PDF|CSV|SDTM|SPSS|XLSX|Holm|"
    r"[\w./-]*\.(?:xlsx|cdesk|pdf|log)|(?:Ctrl|Alt|Shift|Esc|Enter|Home|Tab)\b|F\d+"
)
"""Codes, units, names of people, programs, files and keys; days and months have their own test."""


class MarkedLanguage(gettext.NullTranslations):
    """Puts every message between marks; values that are put in stay inside them."""

    def gettext(self, message: str) -> str:
        return f"{OPENS}{message}{CLOSES}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"{OPENS}{msgid1 if n == 1 else msgid2}{CLOSES}"

    def pgettext(self, context: str, message: str) -> str:
        return f"{OPENS}{message}{CLOSES}"


def unmarked(text: str) -> list[str]:
    """The words of `text` that no message accounts for."""
    text = _TAG.sub(" ", unescape(text)).replace("\N{NO-BREAK SPACE}", " ")
    if _REFERENCE.search(text):
        return []
    while _MARKED.search(text):
        text = _MARKED.sub(" ", text)
    for known in (_DATA, _METHODS, OF_NO_LANGUAGE):
        text = known.sub(" ", text.replace("\N{WORD JOINER}", ""))
    return _WORD.findall(text)


def texts_of(window: QWidget) -> set[str]:
    """What is to be read, heard or pointed at in a window."""
    found: set[str] = {window.windowTitle()}
    for widget in (window, *window.findChildren(QWidget)):
        if isValid(widget) and widget.isVisible():
            found |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
            found |= _own_texts(widget)
    return found - {""}


def _own_texts(widget: QWidget) -> set[str]:
    found: set[str] = set()
    match widget:
        case QLabel() | QAbstractButton():
            found = {widget.text()}
        case QComboBox():
            found = {widget.itemText(number) for number in range(widget.count())}
        case QLineEdit():
            found = {widget.placeholderText()}
        case QHeaderView():
            found = _headings(widget)
        case QListWidget():
            found = {widget.item(row).text() for row in range(widget.count())}
        case QTableView():
            found = _cells(widget)
        case _:
            pass
    return found


def _headings(header: QHeaderView) -> set[str]:
    model, across = header.model(), header.orientation()
    return {str(model.headerData(n, across) or "") for n in range(header.count())} - {"None"}


def _cells(table: QTableView) -> set[str]:
    found: set[str] = set()
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    model, root = table.model(), table.rootIndex()
    for row in range(min(model.rowCount(root), 40)):
        for column in range(model.columnCount(root)):
            found |= {str(model.index(row, column).data(role) or "") for role in roles}
    return found
