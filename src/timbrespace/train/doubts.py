"""What speaks against using a space of data, in words for those who are about to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

#: Of a space's ``metrics.json``.
DOUBTS = "doubts"
#: Baselines that know nothing of an item.
_BLIND = ("mean row", "mean")
#: Nats of divergence below which a dim tells one item from no other.
_DEAD_NATS = 0.01


def doubts(metrics: Mapping[str, Any]) -> tuple[str, ...]:
    """Sentences, none where there is nothing to object.

    A space whose held-out items come back no better than as their mean, or most of whose dims
    are the same for all items, still has latents, and they make sounds that say nothing.

    Args:
        metrics: As ``metrics.json`` has them: ``reconstruction``, where it was measured, and the
            figures of the ``model``.

    Example:
        >>> record = {"name": "explained variance", "value": -0.2, "baselines": {"mean row": 0.0},
        ...           "better": "higher"}
        >>> (blind,) = doubts({"reconstruction": [record]})
        >>> blind.partition(":")[0]
        'What is held out comes back no better than as its mean (explained variance -0.2)'
        >>> doubts({"model": {"kl_per_dim": [2.0, 1.0, 0.001]}})
        ()
    """
    said = []
    for record in metrics.get("reconstruction", [])[:1]:
        if _is_blind(record):
            said.append(
                f"What is held out comes back no better than as its mean ({record['name']} "
                f"{record['value']:.3g}): its latents say nothing of it. Train with --preset "
                "small, more epochs, or a smaller weight of the divergence."
            )
    per_dim = metrics.get("model", {}).get("kl_per_dim", ())
    n_alive = sum(nats > _DEAD_NATS for nats in per_dim)
    if 2 * n_alive < len(per_dim):
        said.append(
            f"Only {n_alive} of {len(per_dim)} dims tell items apart; the others are dead. Train "
            "with fewer dims, or with a smaller weight of the divergence."
        )
    return tuple(said)


def _is_blind(record: Mapping[str, Any]) -> bool:
    """Whether a figure is no better than that of a baseline that knows nothing."""
    sign = 1 if record["better"] == "higher" else -1
    baselines = (record["baselines"][name] for name in _BLIND if name in record["baselines"])
    return any(sign * record["value"] <= sign * baseline for baseline in baselines)
