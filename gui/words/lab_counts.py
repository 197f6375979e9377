"""How much an import stores: a specimen without a number is no result."""

from gui.words.language import _, ngettext


def stored(results: int, unusable: int) -> str:
    """12 results and 1 unusable specimen; what is not there is left out."""
    counted = ngettext("{count} result", "{count} results", results).format(count=results)
    if not unusable:
        return counted
    specimens = ngettext(
        "{count} unusable specimen", "{count} unusable specimens", unusable
    ).format(count=unusable)
    if not results:
        return specimens
    return _("{results} and {specimens}").format(results=counted, specimens=specimens)
