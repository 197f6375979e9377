"""How lines become sentences of the report."""


def sentence(text: str) -> str:
    return text if text.endswith(".") else text + "."
