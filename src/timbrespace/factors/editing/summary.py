"""Tables of an evaluation: every method's two claims with intervals, and the flow against each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timbrespace.factors.editing.statistics import bonferroni, mean_interval, paired

if TYPE_CHECKING:
    import pandas as pd

#: What each method is summarised by, with which way is better.
MEASURES = {
    "moved_logits": "higher",
    "kept_logits": "higher",
    "both_logits": "higher",
    "p_gain_logits": "higher",
    "p_kept_logits": "higher",
    "moved_layer": "higher",
    "kept_layer": "higher",
    "both_layer": "higher",
    "to_receptor": "lower",
    "length": "",
    "manifold_ratio": "lower",
    "clipped": "lower",
    "clipped_length": "lower",
    "donor_known": "",
}

#: Measures in which the flow is compared with each baseline, pair by pair.
COMPARED = ("both_logits", "p_gain_logits", "p_kept_logits", "nearer_donor")


def summarise(pairs: pd.DataFrame, *, seed: int = 0) -> pd.DataFrame:
    """Each method's measures with group-bootstrapped intervals.

    ``nearer_donor`` is how much nearer the logits came to the donor's: it has Wilcoxon's p,
    corrected for all factors and methods that move at all (Bonferroni), and effect sizes.

    Args:
        pairs: From :func:`.edit_evaluation.try_pairs`.
        seed: For the bootstrap.

    Returns:
        One row for each factor, method and measure: mean, low, high, p, rank_biserial, d,
        n, n_groups.
    """
    import pandas as pd

    n_tests = sum(bool((part["length"] > 0).any()) for _, part in _parts(pairs))
    records: list[dict[str, Any]] = []
    for (factor, method), part in _parts(pairs):
        where = {"factor": factor, "method": method}
        sizes = {"n": len(part), "n_groups": part["group"].nunique()}
        for name in MEASURES:
            interval = mean_interval(part[name], part["group"], seed=seed)
            records.append(where | {"measure": name} | vars(interval) | sizes)
        test = paired(_nearer(part), part["group"], seed=seed)
        effect = {"p": bonferroni(test.p, n_tests), "rank_biserial": test.rank_biserial}
        effect["d"] = test.d
        records.append(where | {"measure": "nearer_donor"} | vars(test.interval) | sizes | effect)
    return pd.DataFrame(records)


def compare(pairs: pd.DataFrame, ours: str = "flow", *, seed: int = 0) -> pd.DataFrame:
    """The flow minus each other method, pair by pair.

    Args:
        pairs: From :func:`.edit_evaluation.try_pairs`.
        ours: The method that has to beat the others.
        seed: For the bootstrap.

    Returns:
        One row for each factor, baseline and measure of :data:`COMPARED`: the mean difference
        (above 0: ours is better) with interval, p (Wilcoxon over groups, corrected for all
        rows of the table), rank_biserial, d, and ``verdict``: "better", "worse", or
        "no difference shown".
    """
    import pandas as pd

    by_method = {key: part.set_index("pair") for key, part in _parts(pairs)}
    others = [m for m in pairs["method"].unique() if m != ours]
    factors = pairs["factor"].unique()
    n_tests = len(factors) * len(others) * len(COMPARED)
    records: list[dict[str, Any]] = []
    for factor in factors:
        mine = by_method[factor, ours]
        for other in others:
            theirs = by_method[factor, other]
            for name in COMPARED:
                difference = _values(mine, name) - _values(theirs, name)
                test = paired(difference.to_numpy(), mine["group"], seed=seed)
                p = bonferroni(test.p, n_tests)
                records.append(
                    {"factor": factor, "method": ours, "baseline": other, "measure": name}
                    | vars(test.interval)
                    | {"p": p, "rank_biserial": test.rank_biserial, "d": test.d}
                    | {"n": test.n, "n_groups": test.n_groups}
                    | {"verdict": _verdict(test.interval.mean, p)}
                )
    return pd.DataFrame(records)


def _parts(pairs: pd.DataFrame) -> list[tuple[tuple[str, str], pd.DataFrame]]:
    """The rows of each factor and method, in the order of the table."""
    keys = list(dict.fromkeys(zip(pairs["factor"], pairs["method"], strict=True)))
    return [
        (key, pairs[(pairs["factor"] == key[0]) & (pairs["method"] == key[1])]) for key in keys
    ]


def _nearer(part: pd.DataFrame) -> pd.Series[float]:
    return part["to_donor_before"] - part["to_donor_after"]


def _values(part: pd.DataFrame, name: str) -> pd.Series[float]:
    return _nearer(part) if name == "nearer_donor" else part[name]


def _verdict(mean: float, p: float) -> str:
    if p >= 0.05:
        return "no difference shown"
    return "better" if mean > 0 else "worse"
