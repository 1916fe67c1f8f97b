"""Draw docs/kl_schedules.svg: every KL schedule over a run of 1,000 steps.

    python scripts/plot_schedules.py

The same schedules give the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from timbrespace.train.schedules import KlSchedule, Name

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "kl_schedules.svg"
N_STEPS = 1_000
TITLES: dict[Name, str] = {
    "constant": "constant",
    "linear": "linear: warm-up over a quarter",
    "monotonic": "monotonic: logistic over a quarter (Bowman et al. 2016)",
    "cyclical": "cyclical: four cycles, rising, then held (Fu et al. 2019)",
    "cosine": "cosine: rising half cosines of 251 steps, a prime",
}


def figure() -> Figure:
    """One panel under the other, all over the same steps."""
    drawn = Figure(figsize=(7, 6.5), layout="constrained")
    panels = drawn.subplots(len(TITLES), 1, sharex=True, sharey=True)
    for panel, (name, title) in zip(panels, TITLES.items(), strict=True):
        schedule = KlSchedule(name, weight=1.0)
        steps = np.arange(N_STEPS)
        panel.plot(steps, [schedule(int(step), N_STEPS) for step in steps], color="#1f5f8b")
        panel.set_title(title, fontsize=9, loc="left")
        panel.set_yticks([0, 1], ["0", "most"])
        panel.spines[["top", "right"]].set_visible(False)
    panels[-1].set_xlabel("step of the optimiser")
    drawn.supylabel("weight of the KL term", fontsize=9)
    return drawn


def main() -> None:
    """Write the picture."""
    # Text as text, names of parts from a fixed salt, no date: the same picture is the same file.
    with mpl.rc_context({"svg.hashsalt": "timbrespace", "svg.fonttype": "none"}):
        figure().savefig(PICTURE, metadata={"Date": None})
    print(PICTURE)


if __name__ == "__main__":
    main()
