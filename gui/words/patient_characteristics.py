"""Who was studied, as a table in words."""

from collections.abc import Sequence
from statistics import fmean

from gui.words.analysis_tables import Table
from gui.words.language import _
from gui.words.numbers import number, percent
from stats.study_tables import PatientRow


def characteristics(people: Sequence[PatientRow]) -> Table:
    """Sex, age, diagnosis and comorbidities, with shares of all patients."""
    n = len(people)

    def share(count: int) -> str:
        return f"{count} ({percent(count / n)})"

    rows = [(_("Patients"), str(n))]
    if any(person.sex for person in people):
        sexes = (("F", _("Women")), ("M", _("Men")))
        rows += [(name, share(sum(p.sex == code for p in people))) for code, name in sexes]
    ages = [person.age for person in people if person.age is not None]
    if ages:
        name = _("Age, mean (range), n = {count}").format(count=len(ages))
        ends = f"{number(min(ages), 0)}–{number(max(ages), 0)}"
        rows.append((name, f"{number(fmean(ages), 1)} ({ends})"))
    for code in sorted({person.diagnosis for person in people if person.diagnosis}):
        rows.append((code, share(sum(person.diagnosis == code for person in people))))
    named = sorted({name for person in people for name in person.comorbidities})
    rows += [(name, share(sum(name in p.comorbidities for p in people))) for name in named]
    if named:
        none = sum(not person.comorbidities for person in people)
        rows.append((_("No comorbidity"), share(none)))
    return (_("What"), _("n (%) or as stated")), tuple(rows)
