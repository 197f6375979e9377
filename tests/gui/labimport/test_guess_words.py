"""Every reason of a guess is a sentence."""

import pytest

from domain.labsheet.guesses import Because, Field, Guess
from gui.words import lab_guesses


@pytest.mark.parametrize("because", Because)
@pytest.mark.parametrize("field", [Field.COLUMN, Field.DATES])
def test_every_reason_has_its_sentence(because: Because, field: Field):
    told = lab_guesses.because(Guess(field, "result", 0.9, because, fitting=2, looked_at=3))

    assert told.endswith(".")


def test_a_column_says_how_many_of_its_values_fit():
    guess = Guess(Field.COLUMN, "result", 0.9, Because.HEADING_AND_VALUES, fitting=19, looked_at=21)

    assert lab_guesses.because(guess) == "The heading says so; 19 of 21 values fit."


@pytest.mark.parametrize(
    ("guess", "told"),
    [
        (Guess(Field.COLUMN, "result", 0.95, Because.HEADING_SAYS), "Sure"),
        (Guess(Field.COLUMN, "result", 0.6, Because.HEADING_LIKE), "Likely"),
        (Guess(Field.COLUMN, "result", 0.3, Because.VALUES_DIFFER), "Unsure"),
        (Guess(Field.COLUMN, "result", 0.6, Because.VALUES_FIT, is_taken=False), "Proposed"),
    ],
)
def test_confidence_is_a_word(guess: Guess, told: str):
    assert lab_guesses.how_sure(guess) == told
