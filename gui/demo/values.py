"""Made-up copper values and scores, the same each time for the same recipe."""

from decimal import Decimal
from random import Random

from gui.demo.recipe import Recipe

_LOWEST, _HIGHEST = 70.0, 160.0


def copper_of(recipe: Recipe, patient: str) -> dict[str, Decimal]:
    """A patient's copper by draw, µg/dL to 0.1."""
    sizes = recipe.copper
    random = Random(f"{recipe.seed} {patient} copper")  # noqa: S311 -- made-up data, not a secret
    baseline = random.gauss(sizes.mean, sizes.sd)
    response = random.gauss(0.0, sizes.response_sd)
    values = {"baseline": baseline}
    for draw, change in sizes.change.items():
        noise = random.gauss(0.0, sizes.noise_sd)
        values[draw] = baseline + change + sizes.share[draw] * response + noise
    copper = {
        draw: Decimal(f"{min(max(value, _LOWEST), _HIGHEST):.1f}") for draw, value in values.items()
    }
    for named in recipe.results:
        if named.patient == patient:
            set_values = {"baseline": named.baseline, "inf1": named.inf1, "inf3": named.inf3}
            copper |= {draw: Decimal(value) for draw, value in set_values.items() if value}
    return copper


def scores_of(recipe: Recipe, patient: str) -> list[tuple[int, int]]:
    """A patient's MADRS and YMRS from week 0 to the rating after treatment."""
    sizes = recipe.ratings
    random = Random(f"{recipe.seed} {patient} scores")  # noqa: S311 -- made-up data, not a secret
    start = random.gauss(sizes.madrs_mean, sizes.madrs_sd)
    pace = max(0.0, random.gauss(1.0, sizes.madrs_fall_sd))
    scores = [
        (
            min(60, max(0, round(start - pace * fall + random.gauss(0.0, sizes.madrs_noise_sd)))),
            min(random.randint(0, sizes.ymrs_top), random.randint(0, sizes.ymrs_top)),
        )
        for fall in sizes.madrs_fall
    ]
    for named in recipe.scores:
        if named.patient == patient:
            pairs = list(zip(named.madrs, named.ymrs, strict=True))
            scores[: len(pairs)] = pairs
    return scores
