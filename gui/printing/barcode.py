"""Code 128 of a tube number, as the bars to paint."""

from dataclasses import dataclass

QUIET_MODULES = 10
"""Modules left white before and after the bars."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Black stretches as first module and length; `modules` is the width of it all."""

    stretches: tuple[tuple[int, int], ...]
    modules: int


def code_128(text: str) -> Bars:
    """The bars of `text` without their quiet zones. ASCII only, as Code 128 asks."""
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)  # pyright: ignore[reportUnknownMemberType] -- untyped keywords in its stubs
    image = made.to_image(scale=1, add_hrt=False, add_quiet_zones=False)
    pixels = memoryview(image)  # pyright: ignore[reportArgumentType] -- its stubs do not name the buffer it has
    assert pixels.shape is not None
    width = pixels.shape[1]
    row = pixels.tobytes()[:width]
    stretches: list[tuple[int, int]] = []
    start: int | None = None
    for place, shade in enumerate((*row, 255)):
        if shade == 0 and start is None:
            start = place
        elif shade != 0 and start is not None:
            stretches.append((start, place - start))
            start = None
    return Bars(tuple(stretches), width)
