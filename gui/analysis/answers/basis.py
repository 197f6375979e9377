"""What every answer is made from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from gui.words import analysis as words
from gui.words import questions
from gui.words.language import _
from gui.words.numbers import number
from stats.analysis_result import AnalysisResult
from stats.omnibus_outcome import OmnibusOutcome
from stats.presence import Measure, Missing
from stats.series import PatientSeries
from stats.settings import PatientSet, Unit
from stats.study_tables import PatientRow


@dataclass(frozen=True, slots=True)
class Basis:
    """The results with what they were computed from."""

    result: AnalysisResult
    people: tuple[PatientRow, ...]
    infusions: int
    matches_protocol: bool = True
    software: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def unit(self) -> Unit:
        return self.result.settings.unit

    @property
    def alpha(self) -> float:
        return self.result.settings.alpha

    @property
    def series(self) -> tuple[PatientSeries, ...]:
        """Of the patients whose values count."""
        result = self.result
        if result.settings.patients is PatientSet.ALL:
            return result.series
        return tuple(one for one in result.series if one.patient in result.complete)

    def over_draws(self, measure: Measure) -> OmnibusOutcome:
        return next(one for one in self.result.omnibus if one.measure is measure)

    def included(self, missing: Collection[object]) -> str:
        """Who is included, where so many are missing."""
        everybody = len(self.result.patients)
        return questions.included(everybody - len(missing), everybody)

    def method_line(self, test: str, adjusted: str = "", *, is_sided: bool = True) -> str:
        """The test with its sides and level, and whether the settings are the protocol's.

        A test of more than two means or groups has no sides.
        """
        parts = [test] + ([_("two-sided")] if is_sided else [])
        parts.append(_("{level} level").format(level=number(self.alpha, 2)))
        parts += [adjusted] if adjusted else []
        told = _("Method: {parts}.").format(parts=", ".join(parts))
        return f"{told} {self.settings_line}"

    @property
    def settings_line(self) -> str:
        if self.matches_protocol:
            return _("Settings match the study protocol.")
        return _("Settings differ from the study protocol.")


def by_reason(missing: Sequence[Missing]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(words.grouped_missing(missing))
