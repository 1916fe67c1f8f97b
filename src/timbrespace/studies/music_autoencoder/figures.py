"""The figures of the study, drawn from its records and its sounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.audio.decode import read
from timbrespace.measure.distances import HOP, N_FFT, RANGE_DB
from timbrespace.measure.spectra import magnitudes
from timbrespace.reports.results import Result
from timbrespace.reports.style import COLOURS, GREY, INK, MARKERS, PALE, canvas
from timbrespace.studies.records import Records

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: What is drawn by bit rate: codec, title; models are drawn by their own names.
BASELINES = {"opus": "Opus", "pca": "PCA", "dct": "DCT", "pcm": "PCM", "mel-pca": "mel PCA"}
AXES = {"mel_distance": "mel distance in dB (lower is better)",
        "si_sdr": "SI-SDR in dB (higher is better)"}  # fmt: skip
#: What of a waveform is drawn.
EXCERPT_S = (2.0, 2.02)


def by_rate(records: Records, ladder: Sequence[str], others: Sequence[str]) -> Figure:
    """Two metrics by bit rate: a line for the ladder and each baseline, marks for the rest.

    Args:
        records: Of held-out tracks.
        ladder: Models joined by a line.
        others: Models that stand alone.
    """
    with canvas(1, 2, height_in=3.6) as (figure, axes):
        for ax, (metric, label) in zip(axes[0], AXES.items(), strict=True):
            for rank, (codec, title) in enumerate(BASELINES.items()):
                at = [_place(records, m, codec, metric) for m in [*ladder, *others]]
                known = sorted({p[:2] for p in at if p is not None})
                if known:
                    look = dict(color=COLOURS[rank + 2], marker=MARKERS[rank + 1], ms=3, lw=1.0)
                    ax.plot(*zip(*known, strict=True), ls="--", label=title, **look)
            own = [p for m in ladder if (p := _place(records, m, "space", metric))]
            if own:
                _with_bars(ax, own, COLOURS[0], "o", "waveform ladder", line=True)
            for rank, model in enumerate(others):
                place = _place(records, model, "space", metric)
                if place is not None:
                    _with_bars(ax, [place], COLOURS[1], MARKERS[3 + rank % 4], model, line=False)
            ax.set(xscale="log", xlabel="kbit/s", title=label)
            ax.grid(axis="y", color=PALE, lw=0.6)
        handles, names = axes[0, 0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=5)
    return figure


def in_and_out(sounds: Mapping[str, Path]) -> Figure:
    """A stretch of waveform and the whole spectrogram of each version of one clip.

    Args:
        sounds: File by title, the source first.
    """
    rows = len(sounds)
    with canvas(rows, 2, height_in=0.4 + 0.95 * rows, width_ratios=(1, 1.6)) as (figure, axes):
        loudest, limits = 0.0, (0.0, 0.0)
        for row, (title, path) in enumerate(sounds.items()):
            audio, rate = read(path)
            wave, picture = axes[row]
            begin, end = (round(s * rate) for s in EXCERPT_S)
            piece = audio[0, begin:end]
            wave.plot(np.arange(len(piece)) / rate * 1000, piece, lw=0.9, color=COLOURS[0])
            power = magnitudes(audio[0], N_FFT, HOP) ** 2
            if row == 0:
                loudest = float(power.max())
                limits = (1.15 * float(piece.min()), 1.15 * float(piece.max()))
            level = 10 * np.log10(np.maximum(power / max(loudest, 1e-12), 10 ** (-RANGE_DB / 10)))
            picture.imshow(
                level.T, origin="lower", aspect="auto", cmap="magma", vmin=-RANGE_DB, vmax=0,
                extent=(0, audio.shape[1] / rate, 0, rate / 2000), rasterized=True,
            )  # fmt: skip
            wave.set(ylim=limits, yticks=[], ylabel="")
            wave.set_title(title, fontsize=8)
            picture.set(ylabel="kHz" if row == rows // 2 else "")
            if row < rows - 1:
                wave.set(xticks=[])
                picture.set(xticks=[])
        axes[-1, 0].set(xlabel=f"ms from {EXCERPT_S[0]:g} s")
        axes[-1, 1].set(xlabel=f"s; {RANGE_DB:.0f} dB below the source's loudest")
    return figure


def three_dims(clouds: Mapping[str, Mapping[str, Any]]) -> Figure:
    """Clips along three principal components, by genre, for each space.

    Args:
        clouds: ``points``, ``explained`` and ``genres`` by title.
    """
    from matplotlib.lines import Line2D

    columns = min(3, len(clouds))
    rows = -(-len(clouds) // columns)
    names = sorted({g for cloud in clouds.values() for g in cloud["genres"]})
    looks = {name: (COLOURS[i % 7], MARKERS[(i + i // 7) % 7]) for i, name in enumerate(names)}
    how = {"subplot_kw": {"projection": "3d"}}
    with canvas(rows, columns, height_in=0.6 + 2.7 * rows, **how) as (figure, axes):
        for ax in axes.flat[len(clouds) :]:
            ax.remove()
        for ax, (title, cloud) in zip(axes.flat, clouds.items(), strict=False):
            points, genres = np.array(cloud["points"]), np.array(cloud["genres"])
            for name, (colour, marker) in looks.items():
                of = genres == name
                ax.scatter(*points[of].T, s=8, c=colour, marker=marker, lw=0, alpha=0.8,
                           depthshade=False)  # fmt: skip
            ax.set(xticklabels=[], yticklabels=[], zticklabels=[])
            ax.set_title(f"{title}: {sum(cloud['explained']):.0%} of variance", fontsize=8)
            ax.tick_params(length=0)
        marks = [Line2D([], [], color=c, marker=m, ls="", ms=4, label=name)
                 for name, (c, m) in looks.items()]  # fmt: skip
        figure.legend(handles=marks, loc="outside lower center", ncols=6, handletextpad=0.1)
    return figure


def genre_read(records: Records, titles: Mapping[str, str]) -> Figure:
    """Accuracy of the decision tree and of the linear probe by space, beside chance.

    Args:
        records: With ``accuracy`` by space and probe.
        titles: Of spaces, in order.
    """
    probes = {"tree": "decision tree, all numbers", "linear": "linear probe, pooled"}
    with canvas(height_in=0.9 + 0.32 * len(titles)) as (figure, axes):
        ax = axes[0, 0]
        seen: set[str] = set()
        for row, space in enumerate(titles):
            for rank, (probe, said) in enumerate(probes.items()):
                result = records.one("accuracy", space=space, probe=probe)
                if result is None:
                    continue
                y = -row + 0.13 * (1 - 2 * rank)
                label = None if probe in seen else said
                seen.add(probe)
                ax.plot([result.low, result.high], [y, y], color=COLOURS[rank], lw=1.2)
                ax.plot(result.value, y, MARKERS[rank], color=COLOURS[rank], ms=5, label=label)
                theirs = result.baselines.get("original study, published")
                if theirs is not None:
                    label = None if "theirs" in seen else "tree of the original, on its own data"
                    seen.add("theirs")
                    ax.plot(theirs, y, "x", color=INK, ms=5, label=label)
        chance = _chance(records)
        if chance is not None:
            ax.axvline(chance, color=GREY, lw=0.8, ls=":", label="chance")
        ax.set(yticks=[-i for i in range(len(titles))], xlim=(0, 1), xlabel="accuracy")
        ax.set_yticklabels(titles.values())
        ax.grid(axis="x", color=PALE, lw=0.6)
        figure.legend(loc="outside lower center", ncols=4)
    return figure


def _chance(records: Records) -> float | None:
    first = records.one("accuracy")
    return None if first is None else first.baselines.get("uniform")


Place = tuple[float, float, Result]


def _place(records: Records, model: str, codec: str, metric: str) -> Place | None:
    """Where a codec lies beside a model: kbit/s, value, and the record."""
    of = records.at(model=model, codec=codec)
    rate, result = of.one("kbit_s"), of.one(metric)
    if rate is None or result is None or result.value != result.value:
        return None
    return rate.value, result.value, result


def _with_bars(
    ax: Any, places: Sequence[Place], colour: str, marker: str, label: str, line: bool
) -> None:
    ordered = sorted(places, key=lambda place: place[0])
    for x, _, result in ordered:
        ax.plot([x, x], [result.low, result.high], color=colour, lw=1.0)
    ax.plot([p[0] for p in ordered], [p[1] for p in ordered], color=colour, marker=marker, ms=5,
            ls="-" if line else "", label=label)  # fmt: skip
