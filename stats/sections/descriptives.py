"""Section 1: copper and scores at each draw, in all patients who have them."""

from collections.abc import Iterator

from stats.analysis_result import DrawDescription
from stats.comparison import scaled
from stats.describe import describe
from stats.observations import Observations, missing_of
from stats.presence import Measure, MissingReason


def descriptives(observations: Observations) -> Iterator[DrawDescription]:
    """Copper at each draw; MADRS and YMRS there too, or at visits of their own."""
    alpha = observations.settings.alpha
    for measure in Measure:
        for draw, at_draw in observations.over_time(measure).items():
            values = [value for value in at_draw.values() if not isinstance(value, MissingReason)]
            yield DrawDescription(
                measure,
                draw,
                scaled(describe(values, alpha=alpha), observations.per_unit(measure)),
                missing_of({draw: at_draw}, measure),
            )
