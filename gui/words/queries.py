"""Queries in words: what a rule asks, and what the laboratory wrote."""

from domain.quality import Query, QueryRule, QueryState
from gui.words.language import _, ngettext, pgettext


def rule(of: QueryRule) -> str:
    """Out of window; Below the limit of quantification."""
    return {
        QueryRule.OUT_OF_WINDOW: _("Out of window"),
        QueryRule.BELOW_LOQ: _("Below the limit of quantification"),
        QueryRule.ABOVE_ULOQ: _("Above the upper limit of quantification"),
        QueryRule.UNUSABLE: _("Unusable sample"),
        QueryRule.HAEMOLYSED: _("Haemolysed sample"),
        QueryRule.COLLECTED_MISMATCH: _("Collection date differs from the record"),
        QueryRule.COLLECTION_DATE_UNKNOWN: _("Collection date unknown"),
    }[of]


def state(of: QueryState) -> str:
    return {
        QueryState.OPEN: pgettext("query", "Open"),
        QueryState.ANSWERED: pgettext("query", "Answered"),
        QueryState.CLOSED: pgettext("query", "Closed"),
    }[of]


def wrote(query: Query) -> str:
    """What the laboratory wrote: “<0,05”."""
    verbatim = query.detail.get("verbatim", "")
    return _("“{text}”").format(text=verbatim) if verbatim else "–"


def source(query: Query) -> str:
    """Cu_2026-03-23.xlsx, Wyniki!C9."""
    file, cell = query.detail.get("file", ""), query.detail.get("cell", "")
    return _("{file}, {cell}").format(file=file, cell=cell) if file and cell else file or cell


def open_count(count: int) -> str:
    return ngettext("{count} open query", "{count} open queries", count).format(count=count)
