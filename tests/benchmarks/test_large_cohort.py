"""Schedules, Today and recording with 10 000 patients: ratios of one run.

numpy is asked for the same dates a patient at a time, as the program plans and replans
them. All patients in one array are many times faster, and cannot say the rules that look
at the infusion before; that ratio is printed beside.
"""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median

from pytest_benchmark.fixture import BenchmarkFixture

from domain.agenda import agenda
from domain.enrolling import patient_of
from domain.placement import plan_course
from domain.study import Study
from tests.benchmarks.large_cohort import (
    DAYS,
    PATIENTS,
    PROTOCOL,
    VISITS,
    cohort,
    dates_by_numpy,
    large_study,
)
from tests.builders import infusion, moment

NOW = moment("2026-03-24 10:12")
ROUNDS = 3
RECORDED = 60


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_schedules_and_today_take_at_most_five_times_what_numpy_needs(
    benchmark: BenchmarkFixture,
):
    enrolments = cohort(PATIENTS)
    patients = {one.code: patient_of(one) for one in enrolments}

    def ours() -> None:
        courses = [plan_course(PROTOCOL, one, DAYS) for one in enrolments]
        assert sum(len(course.visits()) for course in courses) == PATIENTS * VISITS
        assert agenda(courses, patients, PROTOCOL, now=NOW).due_today

    def numpys() -> None:
        for one in enrolments:
            dates_by_numpy([one], NOW.date())

    pairs = [(seconds(numpys), seconds(ours)) for _ in range(ROUNDS)]
    at_once = seconds(lambda: dates_by_numpy(enrolments, NOW.date()))
    theirs, mine = (median(values) for values in zip(*pairs, strict=True))
    ratio = median(ours / numpy for numpy, ours in pairs)
    benchmark.extra_info.update(ratio=round(ratio, 2), ratio_at_once=round(mine / at_once, 1))
    benchmark.pedantic(lambda: None, rounds=1)
    sys.stdout.write(
        f"\n{mine:.2f} s against {theirs:.2f} s of numpy: {ratio:.2f}; "
        f"all patients in one array {at_once * 1000:.0f} ms: {mine / at_once:.0f}\n"
    )
    assert ratio <= 5


def test_numpy_finds_the_dates_that_the_schedules_have():
    enrolments = [one for one in cohort(400) if one.weekdays != (2, 4)]
    (targets, opens, closes), _due = dates_by_numpy(enrolments, NOW.date())

    plain = 0
    for one, *theirs in zip(enrolments, targets, opens, closes, strict=True):
        course = plan_course(PROTOCOL, one, DAYS)
        by_numpy = list(zip(*theirs, strict=True))
        if [i.planned_on for i in course.infusions] != [day for day, *_ in by_numpy[:8]]:
            continue  # a slot on a holiday, where the rule of gaps decides
        plain += 1
        draws = [draw.window for draw in course.draws]
        assert [(w.target, w.first, w.last) for w in draws] == by_numpy[8:14]
    assert plain > 50


def test_recording_an_infusion_takes_no_longer_among_ten_thousand_patients(
    tmp_path: Path, benchmark: BenchmarkFixture
):
    few = large_study(tmp_path / "few.cdesk", RECORDED + 1)
    many = large_study(tmp_path / "many.cdesk", PATIENTS)
    for study in (few, many):
        study.agenda(now=NOW)
        _give(study, RECORDED + 1)

    pairs = [(_give(few, number), _give(many, number)) for number in range(1, RECORDED + 1)]

    among_few, among_many = (median(values) for values in zip(*pairs, strict=True))
    ratio = among_many / among_few
    benchmark.extra_info.update(ratio=round(ratio, 2), ms=round(among_many * 1000, 1))
    benchmark.pedantic(lambda: None, rounds=1)
    sys.stdout.write(
        f"\n{among_many * 1000:.1f} ms against {among_few * 1000:.1f} ms: {ratio:.2f}\n"
    )
    few.close()
    many.close()
    assert ratio <= 3
    assert among_many < 0.020


def _give(study: Study, number: int) -> float:
    """Seconds for recording the first infusion of the patient `number`."""
    key = infusion(1, f"KET-{number:05}")
    day = study.visit(key).window.target
    at = NOW.replace(year=day.year, month=day.month, day=day.day)
    return seconds(
        lambda: study.give_infusion(key, on=day, at=at, now=max(at, NOW) + timedelta(minutes=1))
    )
