"""Which backups are kept as they grow old."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

ALL_WITHIN = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9


def kept(moments: Iterable[datetime], *, now: datetime) -> frozenset[datetime]:
    """Those of `moments` that stay: all of two days, then 12 daily, 10 weekly, 9 monthly.

    The days, weeks and months counted are those that have a backup, and the newest of each
    stays; so a study that rests for years keeps what it had. What lies after `now`, from a
    clock that was wrong, stays too.
    """
    newest_first = sorted(moments, reverse=True)
    stays = {moment for moment in newest_first if now - moment <= ALL_WITHIN}
    rest = [moment for moment in newest_first if moment not in stays]
    for period, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        newest = _newest_of_each(rest, period)
        counted = set(list(newest)[:count])
        stays |= {newest[one] for one in counted}
        rest = [moment for moment in rest if period(moment) not in counted]
    return frozenset(stays)


def _newest_of_each(
    newest_first: Iterable[datetime], period: Callable[[datetime], date]
) -> dict[date, datetime]:
    newest: dict[date, datetime] = {}
    for moment in newest_first:
        newest.setdefault(period(moment), moment)
    return newest


def _day(moment: datetime) -> date:
    return moment.date()


def _week(moment: datetime) -> date:
    return moment.date() - timedelta(days=moment.weekday())


def _month(moment: datetime) -> date:
    return moment.date().replace(day=1)
