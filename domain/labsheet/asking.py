"""What a reading leaves open, as questions with choices and examples from the sheet."""

from collections.abc import Iterator

from domain.labsheet.column_looks import ColumnLook
from domain.labsheet.explaining import Seen, proposed_role
from domain.labsheet.headings import Heading
from domain.labsheet.mapping import DateOrder, Layout, Mapping, Role, UnitSource
from domain.labsheet.moments import likelier_order, slashed_in
from domain.labsheet.questions import NONE_OF_THEM, Asks, Question
from domain.labsheet.settling import DATED, texts
from domain.labsheet.workbook import column_letters

_MOST_OFFERED = 4


def open_questions(mapping: Mapping, seen: Seen) -> tuple[Question, ...]:
    """In the order a person would answer them."""
    return (*_of_columns(mapping, seen), *_of_dates(mapping, seen))


def _of_columns(mapping: Mapping, seen: Seen) -> Iterator[Question]:
    roles = {use.role for use in mapping.columns}
    placed = roles & {Role.PATIENT, Role.TUBE}
    if not placed and mapping.layout is not Layout.BLOCKS:
        yield _column(Asks.PATIENT_COLUMN, Role.PATIENT, mapping, seen)
    results = [one for one in seen.headings.values() if _is_copper(one)]
    if mapping.layout is not Layout.WIDE and len(results) > 1:
        yield _which(Asks.RESULT_COLUMN, [one.column for one in results], seen)
    elif Role.RESULT not in roles:
        yield _column(Asks.RESULT_COLUMN, Role.RESULT, mapping, seen)
    wanted = (
        (Asks.TUBE_COLUMN, Role.TUBE, Role.TUBE not in roles),
        (Asks.COLLECTED_COLUMN, Role.COLLECTED, not roles & {Role.COLLECTED, Role.DRAW}),
        (Asks.UNIT_COLUMN, Role.UNIT, mapping.unit_source is UnitSource.NOWHERE),
    )
    for asks, role, is_missing in wanted:
        if is_missing and mapping.layout is Layout.LONG:
            question = _column(asks, role, mapping, seen)
            if question.choices:
                columns, shown = (*question.choices, NONE_OF_THEM), (*question.examples, ())
                yield Question(asks, columns, shown)


def _is_copper(heading: Heading) -> bool:
    return heading.role is Role.RESULT and heading.names_copper


def _column(asks: Asks, role: Role, mapping: Mapping, seen: Seen) -> Question:
    """The columns without a meaning of their own whose values look like it, most of all first."""
    free = [look for look in seen.looks.values() if mapping.role_of(look.column) is Role.UNUSED]
    fitting = [look for look in free if proposed_role(look) is role]
    fitting.sort(key=lambda look: -_share(look, role))
    return _which(asks, [look.column for look in fitting[:_MOST_OFFERED]], seen)


def _share(look: ColumnLook, role: Role) -> float:
    return look.copper_share if role is Role.RESULT else look.share(role)


def _which(asks: Asks, columns: list[int], seen: Seen) -> Question:
    looks = [seen.looks.get(column) for column in columns]
    examples = tuple(() if look is None else look.examples for look in looks)
    return Question(asks, tuple(map(column_letters, columns)), examples)


def _of_dates(mapping: Mapping, seen: Seen) -> Iterator[Question]:
    if mapping.date_order is not DateOrder.UNSETTLED:
        return
    yield date_question(slashed_in(list(texts(mapping, seen.body, *DATED))))


def date_question(written: list[str]) -> Question:
    """Day or month first; the order in which all of the dates exist comes first."""
    first = likelier_order(written)
    orders = sorted((DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST), key=lambda one: one is not first)
    return Question(Asks.DATE_ORDER, tuple(one.value for one in orders), (tuple(written[:3]),))
