"""The intervals over which the plan looks at change."""

from stats.settings import AnalysisSettings, Comparison


def intervals(settings: AnalysisSettings) -> tuple[Comparison, ...]:
    """The settings' comparisons and, over all of them, from the first draw to the last.

    For the study: baseline → 5, 5 → post and baseline → post.
    """
    found = dict.fromkeys(settings.comparisons)
    if found:
        whole = Comparison(settings.comparisons[0].earlier, settings.comparisons[-1].later)
        if whole.earlier != whole.later:
            found.setdefault(whole)
    return tuple(found)


def leading_change(settings: AnalysisSettings) -> Comparison | None:
    """The change that groups are compared in: the first comparison, baseline → 5."""
    return settings.comparisons[0] if settings.comparisons else None
