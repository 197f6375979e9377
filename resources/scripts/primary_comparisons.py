"""Repeat the study's planned comparisons from the exported tables, without Copperdesk.

    python primary_comparisons.py [FOLDER]

Needs numpy and scipy. Reads visits.csv and settings.csv in FOLDER (else beside this script) and
prints a CSV table: for each comparison the pairs, the Hodges-Lehmann change with its exact
interval, the exact signed-rank p, the mean change with its t interval and p, and the p adjusted
by Holm over the family. Change is later - earlier, in ug/dL.
"""

import csv
import math
import sys
from itertools import combinations
from pathlib import Path

import numpy as np
from scipy import stats


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def settings_in(folder):
    found = {}
    for row in read(folder / "settings.csv"):
        found.setdefault(row["setting"], []).append(row["value"])
    return found


def copper(row, settings):
    """The value that counts, or None: the choices are those of settings.csv."""
    if row["missing_reason"] or not row["copper"]:
        return None
    if row["haemolysed"] == "1" and settings["haemolysed"] == ["leave_out"]:
        return None
    if row["out_of_window"] == "1" and settings["out_of_window"] == ["leave_out"]:
        return None
    value = float(row["copper"])
    if row["below_loq"] == "1":
        if settings["below_loq"] == ["leave_out"]:
            return None
        if settings["below_loq"] == ["loq_sqrt2"]:
            return value / math.sqrt(2)
    return value


def changes(values, earlier, later):
    both = sorted(set(values.get(earlier, {})) & set(values.get(later, {})))
    return np.round([values[later][one] - values[earlier][one] for one in both], 9)


def signed_rank_p(change):
    """Two-sided, exact given the ties; zeros are dropped (Streitberg and Roehmel 1986)."""
    change = change[change != 0]
    ranks = np.rint(2 * stats.rankdata(np.round(np.abs(change), 9))).astype(int)
    ways = np.zeros(ranks.sum() + 1)
    ways[0] = 1
    for rank in ranks:
        ways[rank:] = ways[rank:] + ways[:-rank]
    tail = min(ranks[change > 0].sum(), ranks[change < 0].sum())
    return min(1.0, 2 * ways[: tail + 1].sum() / 2.0 ** len(ranks))


def hodges_lehmann(change, alpha):
    """Median of the Walsh averages; limits by the null distribution without ties."""
    n = len(change)
    first, second = np.triu_indices(n)
    walsh = np.sort((change[first] + change[second]) / 2)
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1
    for rank in range(1, n + 1):
        ways[rank:] = ways[rank:] + ways[:-rank]
    below = np.cumsum(ways) / 2.0**n
    order = max(1, int(np.searchsorted(below, alpha / 2 - 1e-14)))
    return np.median(walsh), walsh[order - 1], walsh[-order]


def mean_change(change, alpha):
    mean, error = change.mean(), change.std(ddof=1) / math.sqrt(len(change))
    reach = stats.t.ppf(1 - alpha / 2, len(change) - 1) * error
    p = 2 * stats.t.sf(abs(mean / error), len(change) - 1) if error > 0 else math.nan
    return mean, mean - reach, mean + reach, p


def holm(ps):
    """Adjusted p-values; those that are missing are not part of the family."""
    known = sorted((p, place) for place, p in enumerate(ps) if not math.isnan(p))
    adjusted, highest = list(ps), 0.0
    for done, (p, place) in enumerate(known):
        highest = max(highest, min(1.0, (len(known) - done) * p))
        adjusted[place] = highest
    return adjusted


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    settings = settings_in(folder)
    alpha = float(settings["alpha"][0])
    values = {}
    for row in read(folder / "visits.csv"):
        value = copper(row, settings)
        if value is not None:
            values.setdefault(row["visit"], {})[row["patient_id"]] = value
    planned = [tuple(one.split("-")) for one in settings["comparison"]]
    family = {
        "planned": planned,
        "with_inf5": [(a, b) for a, b in combinations(settings["draw"], 2) if "inf5" in (a, b)],
        "all_pairs": list(combinations(settings["draw"], 2)),
    }[settings["family"][0]]
    compared = planned + [one for one in family if one not in planned]
    first_p = []
    rows = []
    for earlier, later in compared:
        change = changes(values, earlier, later)
        if len(change) < 2 or not change.any():
            first_p.append(math.nan)
            rows.append([f"{earlier}-{later}", len(change)] + [""] * 8)
            continue
        exact, by_t = signed_rank_p(change), mean_change(change, alpha)
        first_p.append(exact if settings["test"] == ["signed_rank"] else by_t[3])
        numbers = [*hodges_lehmann(change, alpha), exact, *by_t]
        rows.append([f"{earlier}-{later}", len(change), *map(float, numbers)])
    adjusted = holm(
        [p if one in family else math.nan for one, p in zip(compared, first_p, strict=True)]
    )
    writer = csv.writer(sys.stdout)
    writer.writerow(
        [
            "comparison",
            "n",
            "hodges_lehmann",
            "hl_low",
            "hl_high",
            "p_signed_rank",
            "mean_change",
            "t_low",
            "t_high",
            "p_t",
            "p_holm",
        ]
    )
    for row, p in list(zip(rows, adjusted, strict=True))[: len(planned)]:
        writer.writerow([*row, "" if math.isnan(p) else float(p)])


if __name__ == "__main__":
    main()
