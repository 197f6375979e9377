"""Every visible string has its Polish, and the compiled catalogue is that of the sources."""

import re

from tests.translations import COMPILED, compiled, extracted, polish

_PLACEHOLDER = re.compile(r"\{[a-z_]*[^}]*\}")


def _identity(message) -> tuple[str | None, object]:
    return message.context, message.id


def test_the_catalogue_has_exactly_the_messages_of_the_sources():
    of_sources = {_identity(message) for message in extracted() if message.id}
    of_catalogue = {_identity(message) for message in polish() if message.id}

    assert of_sources - of_catalogue == set()
    assert of_catalogue - of_sources == set()


def test_every_message_is_translated_in_all_its_forms():
    untranslated = [
        message.id
        for message in polish()
        if message.id
        and not all(message.string if isinstance(message.string, tuple) else (message.string,))
    ]

    assert untranslated == []


def test_no_translation_is_a_guess():
    assert [message.id for message in polish() if message.fuzzy and message.id] == []


def test_translations_keep_the_values_of_their_sentence():
    for message in polish():
        if not message.id:
            continue
        plural = isinstance(message.id, tuple)
        sources = message.id if plural else (message.id,)
        strings = message.string if plural else (message.string,)
        wanted = set(_PLACEHOLDER.findall(sources[-1]))
        for string in strings:
            missing = wanted - set(_PLACEHOLDER.findall(string))
            assert missing <= {"{count}"}, (sources[-1], string)
            assert set(_PLACEHOLDER.findall(string)) <= wanted, (sources[-1], string)


def test_the_compiled_catalogue_is_fresh():
    assert COMPILED.read_bytes() == compiled(polish())
