"""What each paper behind the methods is used for."""

import tomllib

from gui.words.language import _
from resources import text_of


def rows() -> tuple[tuple[str, str], ...]:
    """Use and reference; the references themselves are in no language."""
    papers = tomllib.loads(text_of("references.toml"))
    return tuple((use, papers[key]["text"]) for key, use in _uses().items())


def _uses() -> dict[str, str]:
    return {
        "slupski2020": _("The study"),
        "wilcoxon1945": _("Two draws, first test"),
        "streitberg1986": _("Exact distribution with ties"),
        "pratt1959": _("Zero changes kept"),
        "hodges1963": _("Typical change"),
        "rouder2009": _("Bayes factor of a change"),
        "holm1979": _("Adjusted p"),
        "kenward1997": _("All draws, models"),
        "skillings1981": _("All draws, with gaps"),
        "friedman1937": _("All draws, complete patients"),
        "greenhouse1959": _("Corrections of the analysis of variance"),
        "bonett2000": _("Interval of Spearman's rho"),
        "bland1995": _("Correlation within patients"),
        "ly2016": _("Bayes factor of a correlation"),
        "mann1947": _("Two groups"),
        "vickers2001": _("Change beside the earlier value"),
        "wilson1927": _("Interval of a share"),
        "delong1988": _("Area under the curve"),
        "schuirmann1987": _("Equivalence"),
        "hornung1990": _("Values below the LOQ"),
        "hyndman1996": _("Quartiles"),
    }
