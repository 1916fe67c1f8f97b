"""The figures of the study, drawn from its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.reports.style import COLOURS, GREY, INK, MARKERS, PALE, canvas
from timbrespace.studies.records import Records
from timbrespace.studies.surrogates.sizes import PROMISE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What a transfer measures, in records.
TRANSFER = "closed-loop error"
#: Ways back that the surrogate has to beat, as the records call them.
RIVALS = {"kNN lookup": "^", "linear": "s", "random latent": "x"}


def closed_loop(records: Records, titles: Mapping[str, str], words: Mapping[str, str]) -> Figure:
    """Rank correlation of wanted and measured: by word, a column of axes for each voice.

    Args:
        records: With ``closed_loop_spearman`` by voice, word and method.
        titles: Of voices, by name.
        words: Titles of words, by name.
    """
    with canvas(1, len(titles), height_in=0.9 + 0.26 * len(words), sharey=True) as (figure, axes):
        for ax, (voice, title) in zip(axes[0], titles.items(), strict=True):
            for row, word in enumerate(words):
                result = records.one("closed_loop_spearman", voice=voice, word=word,
                                     method="gradient", asked="alone")  # fmt: skip
                if result is None:
                    continue
                for rival, marker in RIVALS.items():
                    value = result.baselines.get(rival)
                    if value is not None:
                        ax.plot(value, -row, marker, color=GREY, ms=4, mfc="none")
                ax.plot([result.low, result.high], [-row, -row], color=COLOURS[0], lw=1.4)
                ax.plot(result.value, -row, "o", color=COLOURS[0], ms=5)
            ax.axvline(PROMISE, color=COLOURS[1], lw=0.8, ls=":")
            ax.set(xlim=(-0.35, 1.03), title=title)
            ax.grid(axis="x", color=PALE, lw=0.6)
        axes[0, 0].set_yticks([-i for i in range(len(words))], list(words.values()))
        axes[0, 0].set_xlabel("Spearman, wanted against measured")
        _legend(figure, {"gradient": ("o", COLOURS[0]),
                         **{name: (m, GREY) for name, m in RIVALS.items()}})  # fmt: skip
    return figure


def wanted_measured(loops: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Figure:
    """What was asked for against what came, an axis for each word.

    Args:
        loops: ``word``, ``wanted`` and ``measured`` of each.
        words: Titles by name; only these are drawn.
    """
    drawn = [loop for loop in loops if loop["word"] in words]
    with canvas(1, max(1, len(drawn)), height_in=2.3) as (figure, axes):
        for ax, loop in zip(axes[0], drawn, strict=False):
            wanted = np.array(loop["wanted"])
            measured = np.array([np.nan if v is None else v for v in loop["measured"]], np.float64)
            ax.plot([wanted.min(), wanted.max()], [wanted.min(), wanted.max()], color=PALE, lw=1.2)
            ax.scatter(wanted, measured, s=7, color=COLOURS[0], alpha=0.6, lw=0)
            ax.set_title(words[loop["word"]])
        figure.supxlabel("wanted", fontsize=9)
        figure.supylabel("measured", fontsize=9)
    return figure


def leakage(records: Records, voice: str, words: Mapping[str, str]) -> Figure:
    """How far each word travels while each slider goes from end to end.

    Args:
        records: With ``slider_travel`` and ``leakage`` by voice, slider and word.
        voice: Whose.
        words: Titles by name.
    """
    sliders = [w for w in words if records.one("slider_travel", voice=voice, slider=w)]
    with canvas(height_in=1.4 + 0.28 * len(sliders)) as (figure, axes):
        ax = axes[0, 0]
        moved = np.full((len(sliders), len(words)), np.nan)
        for i, slider in enumerate(sliders):
            for j, word in enumerate(words):
                of = records.at(voice=voice, slider=slider, word=word)
                found = of.one("slider_travel") or of.one("leakage")
                moved[i, j] = np.nan if found is None else found.value
        ax.imshow(moved, cmap="Blues", vmin=0, vmax=1.2, aspect="auto")
        for (i, j), value in np.ndenumerate(moved):
            if np.isfinite(value):
                shade = "white" if value > 0.7 else GREY
                ax.text(j, i, f"{value:.1f}", ha="center", va="center", fontsize=7, color=shade)
        ax.set_yticks(range(len(sliders)), [words[s] for s in sliders])
        ax.set_xticks(range(len(words)), list(words.values()), rotation=35, ha="right")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
    return figure


def carried(records: Records, pairs: Sequence[tuple[str, str]], titles: Mapping[str, str],
            methods: Mapping[str, str]) -> Figure:  # fmt: skip
    """Closed-loop error on the new voice by anchors, an axis for each pair of voices.

    Args:
        records: Of transfers near the player: the error by ``from``, ``to``, method and anchors.
        pairs: Old and new voice.
        titles: Of voices, by name.
        methods: Titles of methods, by name, in order.
    """
    columns = min(3, len(pairs))
    rows = -(-len(pairs) // columns)
    with canvas(rows, columns, height_in=0.7 + 2.2 * rows, sharey=True) as (figure, axes):
        for ax in axes.flat[len(pairs) :]:
            ax.set_visible(False)
        for ax, (old, new) in zip(axes.flat, pairs, strict=False):
            of = records.at(TRANSFER, **{"from": old, "to": new})
            for rank, method in enumerate(methods):
                places = sorted((int(r.where["anchors"]), r.value) for r in of.at(method=method))
                if places:
                    x = [_even(k) for k, _ in places]
                    ax.plot(x, [v for _, v in places], color=COLOURS[rank % 7], lw=1.2,
                            marker=MARKERS[rank % 7], ms=4)  # fmt: skip
            seen = sorted({int(r.where["anchors"]) for r in of})
            ax.set_xticks([_even(k) for k in seen], [str(k) for k in seen])
            ax.set_title(f"{titles[old]}\nto {titles[new]}", fontsize=8)
            ax.grid(axis="y", color=PALE, lw=0.6)
        for ax in axes[-1]:
            ax.set_xlabel("decodes of the new voice")
        axes[0, 0].set_ylim(bottom=0)
        figure.supylabel("error, shares of the reach", fontsize=9)
        _legend(figure, {title: (MARKERS[i % 7], COLOURS[i % 7])
                         for i, title in enumerate(methods.values())})  # fmt: skip
    return figure


def _even(k: int) -> float:
    """Anchors on a logarithmic axis that has a place for none."""
    return float(np.log2(k + 2))


def _legend(figure: Figure, looks: Mapping[str, tuple[str, str]]) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=colour, marker=marker, ls="", ms=4, label=name,
               markeredgecolor=colour if colour != INK else INK)
        for name, (marker, colour) in looks.items()
    ]  # fmt: skip
    figure.legend(handles=marks, loc="outside lower center", ncols=4, handletextpad=0.1)
