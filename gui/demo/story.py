"""The story of the demo study, told day by day through the study's own commands."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import resources
from domain.labsheet.vocabulary import Vocabulary
from domain.patient import Enrolment, PatientState
from domain.protocol_file import read_protocol
from domain.study import Study
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitKind, VisitState
from gui.demo.clock import DEMO_NOW
from gui.demo.recipe import EarlierSheet, Happening, MadeUpPatient, Recipe, read_recipe
from gui.demo.sheets import Answer, earlier_plan, write_waiting_sheet
from gui.demo.values import copper_of, scores_of

_Event = tuple[datetime, Callable[[], None]]
"""When something is written down, and the writing."""
_RATING_BEFORE_INFUSION = timedelta(minutes=25)
_ENTERED_AFTER = {
    VisitKind.INFUSION: timedelta(minutes=5),
    VisitKind.DRAW: timedelta(minutes=2),
    VisitKind.RATING: timedelta(),
}
_AFTER_DOSE = timedelta(minutes=45)
_RATING_WITHOUT_INFUSION = time(8, 30)
_RATING_WEEKS = ("week0", "week1", "week2", "week3", "post")


def make_demo(path: Path) -> None:
    """Make the demo study at `path`, and the sheet that waits for import beside it.

    Raises `StudyRefused` if there is a file at `path`, or if the sheet cannot be written.
    The study takes its name when it is whole, so that a killed program leaves no half of it.
    """
    recipe = read_recipe()

    def tell(study: Study) -> None:
        _Story(study, recipe).tell()
        write_waiting_sheet(recipe, path.parent)

    Study.create(
        path,
        read_protocol(resources.text_of(recipe.protocol)),
        name=recipe.study,
        by=recipe.people.coordinators[0],
        now=recipe.made_at.astimezone(),
        is_demo=True,
        begin=tell,
    ).close()


class _Story:
    def __init__(self, study: Study, recipe: Recipe) -> None:
        self._study = study
        self._recipe = recipe
        self._random = Random(recipe.seed)  # noqa: S311 -- made-up data, not a secret
        self._copper = {p.code: copper_of(recipe, p.code) for p in recipe.patients}
        self._scores = {p.code: scores_of(recipe, p.code) for p in recipe.patients}
        self._happenings = {h.key: h for h in recipe.happenings if h.key is not None}
        self._vocabulary = Vocabulary.from_tables(
            tomllib.loads(resources.text_of("labsheets/synonyms.toml"))
        )
        self._tube = 0
        self._tube_year = 0

    def tell(self) -> None:
        day = self._recipe.made_at.date()
        while day <= DEMO_NOW.date():
            # First, since a patient's first draw may be on the day of enrolment.
            for _, happens in self._enrolments(day):
                happens()
            for moment, happens in self._events_of(day):
                if moment <= DEMO_NOW:
                    happens()
            day += timedelta(days=1)

    def _events_of(self, day: date) -> list[_Event]:
        events = [*self._withdrawals(day), *self._sheets(day)]
        for visit in self._open_visits():
            happening = self._happenings.get(visit.key)
            if happening is not None and happening.left_open:
                continue
            set_at = (
                None if happening is None or happening.at is None else happening.at.astimezone()
            )
            if (visit.window.target if set_at is None else set_at.date()) == day:
                moment = set_at or self._moment_of(visit)
                entered = moment + _ENTERED_AFTER[visit.key.kind]
                events.append((entered, self._recording(visit, moment, entered, happening)))
        return sorted(events, key=lambda event: event[0])

    # What happens on a day

    def _enrolments(self, day: date) -> Iterator[_Event]:
        for patient in self._recipe.patients:
            if patient.enrolled_on == day:
                moment = _at(day, time(7, 10))
                yield moment, lambda p=patient, m=moment: self._enrol(p, m)

    def _withdrawals(self, day: date) -> Iterator[_Event]:
        for happening in self._recipe.happenings:
            if happening.withdrawn and happening.at is not None and happening.at.date() == day:
                moment = happening.at.astimezone()
                yield moment, lambda h=happening, m=moment: self._withdraw(h, m)

    def _sheets(self, day: date) -> Iterator[_Event]:
        for sheet in self._recipe.sheets:
            if sheet.received.date() == day:
                moment = sheet.received.astimezone()
                yield moment, lambda s=sheet, m=moment: self._import(s, m)

    def _open_visits(self) -> Iterator[Infusion | Draw | Rating]:
        patients = self._study.patients()
        for course in self._study.courses().values():
            if patients[course.patient].state is PatientState.ACTIVE:
                yield from (v for v in course.visits() if v.state is VisitState.PLANNED)

    # When a visit takes place

    def _moment_of(self, visit: Infusion | Draw | Rating) -> datetime:
        day = visit.window.target
        chance = self._of(visit.key, "minutes")
        if isinstance(visit, Infusion):
            return _at(day, visit.starts_at or time(9)) + timedelta(minutes=chance.randint(0, 10))
        if isinstance(visit, Draw):
            early = _at(day, time(7, 30)) + timedelta(minutes=5 * chance.randint(0, 7))
            dose = self._dose_before(visit, day)
            return early if dose is None else dose + (early - _at(day, time(7))) + _AFTER_DOSE
        return self._moment_of_rating(visit)

    def _dose_before(self, draw: Draw, day: date) -> datetime | None:
        """The start of the infusion that `draw` follows, if that is on the same day."""
        rule = self._study.protocol.draw_rule(draw.key.code)
        for infusion in self._study.course(draw.patient).current_infusions():
            follows = rule is not None and rule.infusion == infusion.number
            if follows and infusion.shown_on == day:
                return infusion.done_at or _at(day, infusion.starts_at or time(9))
        return None

    def _moment_of_rating(self, rating: Rating) -> datetime:
        day = rating.window.target
        for infusion in self._study.course(rating.patient).current_infusions():
            if infusion.planned_on == day and infusion.starts_at is not None:
                return _at(day, infusion.starts_at) - _RATING_BEFORE_INFUSION
        return _at(day, _RATING_WITHOUT_INFUSION)

    # Recording

    def _enrol(self, patient: MadeUpPatient, moment: datetime) -> None:
        self._write_as(self._somebody(patient.code))
        enrolment = Enrolment(
            code=patient.code,
            sex=patient.sex,
            diagnosis=patient.diagnosis,
            enrolled_on=patient.enrolled_on,
            first_infusion_on=patient.first_infusion_on,
            weekdays=patient.weekdays,
            birth_year=patient.birth_year,
            weight_kg=patient.weight_kg,
            comorbidities=patient.comorbidities,
            infusion_time=patient.infusion_time,
        )
        self._study.enrol(enrolment, now=moment)

    def _withdraw(self, happening: Happening, moment: datetime) -> None:
        self._write_as(self._somebody(happening.patient))
        self._study.withdraw(
            happening.patient, on=moment.date(), reason=happening.withdrawn, now=moment
        )

    def _recording(
        self,
        visit: Infusion | Draw | Rating,
        moment: datetime,
        entered: datetime,
        happening: Happening | None,
    ) -> Callable[[], None]:
        told = happening or Happening(visit.patient)

        def record() -> None:
            self._write_as(told.by or self._somebody(str(visit.key)))
            if told.missed and visit.key.attempt == 1:
                self._study.miss(visit.key, reason=told.missed, now=moment, note=told.note)
            elif isinstance(visit, Infusion):
                self._give(visit, moment, entered, told)
            elif isinstance(visit, Draw):
                self._collect(visit, moment, entered, told)
            else:
                self._rate(visit, moment, entered, told)

        return record

    def _give(self, infusion: Infusion, at: datetime, now: datetime, told: Happening) -> None:
        weight = self._study.patient(infusion.patient).weight_kg
        assert weight is not None, "the recipe gives every weight"
        dose = weight * self._study.protocol.infusions.dose_mg_per_kg
        self._study.give_infusion(
            infusion.key,
            on=at.date(),
            at=at,
            now=now,
            dose_mg=round(dose, 1),
            weight_kg=weight,
            interrupted=told.interrupted,
            note=told.note,
        )

    def _collect(self, draw: Draw, at: datetime, now: datetime, told: Happening) -> None:
        collectors = self._recipe.people.collectors
        self._study.collect_draw(
            draw.key,
            on=at.date(),
            at=at,
            now=now,
            specimen_id=self._next_tube(at),
            collector=self._of(draw.key, "collector").choice(collectors),
            condition="ok",
            note=told.note,
        )

    def _rate(self, rating: Rating, at: datetime, now: datetime, told: Happening) -> None:
        madrs, ymrs = self._scores[rating.patient][_RATING_WEEKS.index(rating.key.code)]
        self._study.rate(
            rating.key,
            on=at.date(),
            at=at,
            now=now,
            madrs=madrs,
            ymrs=ymrs,
            rater=self._of(rating.patient, "rater").choice(self._recipe.people.raters),
            note=told.note,
        )

    def _import(self, sheet: EarlierSheet, moment: datetime) -> None:
        self._write_as(self._recipe.people.coordinators[0])
        answers = [
            Answer(draw, self._copper[draw.patient][draw.key.code])
            for course in self._study.courses().values()
            for draw in course.draws
            if draw.done_on is not None and draw.done_on <= sheet.until and draw.result is None
        ]
        known = self._study.known_for_import(today=moment.date())
        plan = earlier_plan(self._recipe, sheet, answers, known, self._vocabulary)
        self._study.accept(plan, now=moment, lab=self._recipe.lab)

    # Made-up details

    def _write_as(self, name: str) -> None:
        self._study.by = name

    def _somebody(self, subject: str) -> str:
        return self._of(subject, "by").choice(self._recipe.people.coordinators)

    def _of(self, subject: VisitKey | str, what: str) -> Random:
        """Chance of its own for each visit, so that one more patient changes nobody else."""
        return Random(f"{self._recipe.seed} {subject} {what}")  # noqa: S311 -- made-up data

    def _next_tube(self, at: datetime) -> str:
        if at.year != self._tube_year:
            self._tube_year, self._tube = at.year, 0 if self._tube_year else 600
        self._tube += self._random.randint(1, 7)
        return f"CU{at:%y}-{self._tube:04d}"


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock).astimezone()
