"""The embedding of styles as it is trained. Needs the extra ``models``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.trained import graphs
from timbrespace.train.effects import dealing
from timbrespace.train.effects.config import EffectsConfig
from timbrespace.train.effects.contrast import contrast
from timbrespace.train.effects.making import Made, Making
from timbrespace.train.effects.mel import magnitudes
from timbrespace.train.effects.network import Encoder
from timbrespace.train.effects.sounding import SILENT
from timbrespace.train.model import Progress, TrainableModel
from timbrespace.train.onnx_export import exported, halved

#: Of points of length 1, so that a linear reading need not have large weights.
_SCALE = 8.0


class Style(TrainableModel):
    """Sounds to points: near where effect and settings are alike, whatever the sound.

    Learned by contrast, and beside it by telling effect and settings from the point, both
    linearly. A batch holds each sound under two styles, so what is played does not help.

    Args:
        config: Its settings.

    Raises:
        TimbrespaceError: An effect can't be opened.
    """

    decodes = False

    def __init__(self, config: EffectsConfig) -> None:
        super().__init__()
        self.config = config
        self.sample_rate, self.hop = config.sample_rate, config.hop
        self.segment = config.drawn
        self.making = Making(config)
        self.encoder = Encoder(config)
        self.taper: Tensor
        self.register_buffer("taper", torch.from_numpy(config.stft.taper()), persistent=False)
        effects = self.making.effects
        self.n_settings = max((len(each.parameters) for each in effects), default=0)
        self.names = nn.Linear(config.dims, len(self.making.names))
        self.reads = nn.Linear(config.dims, max(1, len(effects) * self.n_settings))
        self._told = torch.zeros(len(effects), self.n_settings, dtype=torch.bool)
        for row, effect in zip(self._told, effects, strict=True):
            for at, parameter in enumerate(effect.parameters):
                row[at] = parameter.identifiable
        self._figures: dict[str, float | list[float]] = {}

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """The contrast of a batch ``(B, 1, drawn)``, and how well effect and settings are told."""
        made = self.making.batch(x, progress if self.training else None, twice=True)
        points = self._points(torch.from_numpy(made.wet).to(x.device))
        keys = torch.from_numpy(made.keys).to(x.device)
        apart = contrast(points, keys, self.config.temperature)
        chosen = torch.from_numpy(made.effects).to(x.device)
        said = self.names(_SCALE * points)
        naming = nn.functional.cross_entropy(said, chosen)
        reading = self._reading(points, made)
        return {
            "loss": apart + self.config.naming * naming + self.config.reading * reading,
            "contrast": apart,
            "naming": naming,
            "reading": reading,
            "named": (said.argmax(1) == chosen).float().mean(),
        }

    def encode(self, x: Tensor) -> Tensor:
        """The points ``(B, F, D)`` of sounds ``(B, 1, T)``, one for each segment."""
        config, segments = self.config, self.config.segments
        n_segments = segments.count(config.stft.n_frames(x.shape[-1]))
        n_samples = (segments.length(n_segments) - 1) * config.stft_hop
        levelled = _levelled(x[:, 0], config.peak_dbfs)
        padded = nn.functional.pad(levelled, (0, max(0, n_samples - x.shape[-1])))
        spectrum = magnitudes(padded, config, self.taper)
        cut = spectrum.unfold(-1, segments.n_frames, segments.step).movedim(-2, 1)
        points: Tensor = self.encoder(cut[:, :n_segments].flatten(0, 1)[:, None])
        return points.view(len(x), n_segments, -1)

    def decode(self, z: Tensor) -> Tensor:
        """There is no way back.

        Raises:
            TimbrespaceError: Always.
        """
        raise TimbrespaceError(
            "An embedding of styles makes no sound.", "Train with --set objective=vae."
        )

    def optimiser(self) -> torch.optim.Optimizer:
        """AdamW, at the rate of the settings."""
        rate = self.config.learning_rate
        return torch.optim.AdamW(self.parameters(), lr=rate, weight_decay=0.01)

    def schedule(
        self, optimiser: torch.optim.Optimizer, n_steps: int
    ) -> torch.optim.lr_scheduler.LRScheduler:
        """Up within the first tenth, then down along a cosine."""
        return torch.optim.lr_scheduler.OneCycleLR(
            optimiser, self.config.learning_rate, total_steps=max(2, n_steps), pct_start=0.1,
            cycle_momentum=False,
        )  # fmt: skip

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """Turn the dims towards what varies most, and see what of the effects is heard."""
        made = [self.making.batch(x, None) for x in batches]
        wet = [torch.from_numpy(each.wet) for each in made]
        self.encoder.settle(torch.cat([self._points(each) for each in wet]))
        points = torch.cat([self._points(each) for each in wet])
        self._figures = self.making.check(made)
        low, high = points.amin(0).tolist(), points.amax(0).tolist()
        return tuple(Dim(f"z{i:02d}", "", low[i], high[i]) for i in range(self.config.dims))

    def figures(self) -> dict[str, float | list[float]]:
        """What could be heard of each effect, on training sounds."""
        return dict(self._figures)

    def export(self, path: Path) -> None:
        """Write the graph ``spectrum`` to ``latents``."""
        config = self.config
        spectrum = torch.zeros(2, 1, config.stft.n_bins, config.n_frames)
        graph = exported(self.encoder, spectrum, "spectrum", "latents", any_length=(0,))
        graphs.save(halved(graphs.join(graph)), path)

    def _points(self, wet: Tensor) -> Tensor:
        """``(N, D)`` of sounds ``(N, segment)`` whose peaks are set."""
        points: Tensor = self.encoder(magnitudes(wet, self.config, self.taper)[:, None])
        return points

    def _reading(self, points: Tensor, made: Made) -> Tensor:
        """Mean squared error of settings that can be told, read linearly from the points."""
        wet = [i for i, style in enumerate(made.styles) if style.effect < len(self._told)]
        if not wet or not self.n_settings:
            return points.sum() * 0
        chosen = torch.from_numpy(made.effects)[wet]
        rows = dealing.as_rows([made.styles[i] for i in wet], self.n_settings)
        theta = torch.from_numpy(rows).to(points.device)
        told = self._told[chosen].to(points.device)
        read = self.reads(_SCALE * points[wet]).view(len(wet), -1, self.n_settings)
        error = read[range(len(wet)), chosen.to(points.device)] + 0.5 - theta
        return error[told].square().mean() if bool(told.any()) else points.sum() * 0


def _levelled(x: Tensor, peak_dbfs: float) -> Tensor:
    peaks = x.abs().amax(1, keepdim=True)
    gain = 10 ** (peak_dbfs / 20) / peaks.clamp(min=SILENT)
    return x * torch.where(peaks > SILENT, gain, torch.ones_like(peaks))
