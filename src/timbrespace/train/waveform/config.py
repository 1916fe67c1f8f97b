"""What a waveform autoencoder can be told, and the sizes that were tried before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained.strides import Strides

Body = Literal["plain", "residual"]
Loss = Literal["rmse", "spectral"]


@dataclass(frozen=True)
class WaveformConfig:
    """The settings of a waveform autoencoder; the defaults are the preset ``18376``.

    Args:
        sample_rate: In Hz, of what it hears and makes.
        segment_s: Seconds of each sound that it is trained on at a time.
        channels: Of each convolution, from the sound inwards.
        kernels: Width of each.
        strides: Step of each; their product is the hop between frames of latents.
        paddings: Zeros on either side of each.
        body: ``"plain"``: each convolution is followed by tanh, as in the study.
            ``"residual"``: by residual units, one for each of ``dilations``.
        dilations: Of the residual units of each stage; none in a plain body.
        dims: Latent dims of a residual body; 0: as many as the last convolution has channels.
        levels: Values that each dim can take (finite scalar quantisation); 0: any. An odd number
            has one for silence.
        loss: ``"rmse"`` of the samples, as in the study, or ``"spectral"``: spectra at several
            resolutions, and the samples.
        learning_rate: Of Adam.

    Raises:
        TimbrespaceError: Values that make no network.
    """

    sample_rate: int = 22_050
    segment_s: float = 5.0
    channels: tuple[int, ...] = (10, 6, 8)
    kernels: tuple[int, ...] = (20, 5, 1)
    strides: tuple[int, ...] = (12, 2, 2)
    paddings: tuple[int, ...] = (1, 1, 0)
    body: Body = "plain"
    dilations: tuple[int, ...] = ()
    dims: int = 0
    levels: int = 0
    loss: Loss = "rmse"
    learning_rate: float = 0.02

    def __post_init__(self) -> None:
        for name in ("channels", "kernels", "strides", "paddings", "dilations"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        _check_layers(self)
        _check_body(self)
        if self.sample_rate < 1 or self.segment < 1 or self.learning_rate <= 0:
            raise TimbrespaceError(
                f"sample_rate {self.sample_rate}, segment_s {self.segment_s} and learning_rate "
                f"{self.learning_rate} should all be above 0.",
                "Set them so.",
            )

    @property
    def geometry(self) -> Strides:
        """Its chain of strided convolutions."""
        return Strides(self.kernels, self.strides, self.paddings)

    @property
    def n_dims(self) -> int:
        """How wide a frame of latents is."""
        return self.dims or self.channels[-1]

    @property
    def segment(self) -> int:
        """Samples of a training sound: whole frames, and no longer than ``segment_s``.

        Example:
            >>> WaveformConfig().segment
            110250
        """
        wanted, geometry = round(self.segment_s * self.sample_rate), self.geometry
        fitting = geometry.n_frames(wanted)
        while fitting > 1 and geometry.n_samples(fitting) > wanted:
            fitting -= 1
        return geometry.n_samples(fitting)


def _check_layers(config: WaveformConfig) -> None:
    parts = {
        name: getattr(config, name) for name in ("channels", "kernels", "strides", "paddings")
    }
    if not config.channels or len({len(each) for each in parts.values()}) > 1:
        found = ", ".join(f"{len(each)} {name}" for name, each in parts.items())
        raise TimbrespaceError(
            f"Expected as many channels as kernels, strides and paddings, found {found}.",
            "Give one number per convolution in each.",
        )
    if min((*config.channels, *config.kernels, *config.strides)) < 1 or min(config.paddings) < 0:
        raise TimbrespaceError(
            "Channels, kernels and strides should be 1 or more, paddings 0 or more.",
            "Set them so.",
        )
    if any(2 * p >= k for p, k in zip(config.paddings, config.kernels, strict=True)):
        raise TimbrespaceError(
            f"A convolution with paddings {config.paddings} and kernels {config.kernels} would "
            "hear nothing but padding at an end.",
            "Keep each padding below half its kernel.",
        )


def _check_body(config: WaveformConfig) -> None:
    if config.body not in ("plain", "residual") or config.loss not in ("rmse", "spectral"):
        raise TimbrespaceError(
            f"There is no body {config.body!r} with the loss {config.loss!r}.",
            "Use body plain or residual, and loss rmse or spectral.",
        )
    if config.body == "plain" and (config.dilations or config.dims):
        raise TimbrespaceError(
            "A plain body has no residual units and as many dims as its last convolution.",
            "Leave dilations and dims out, or set body to residual.",
        )
    if (
        config.levels == 1
        or config.levels < 0
        or config.dims < 0
        or min(config.dilations, default=1) < 1
    ):
        raise TimbrespaceError(
            f"levels {config.levels}, dims {config.dims} and dilations {config.dilations} make no "
            "bottleneck.",
            "Use 0 or at least 2 levels, 0 or more dims, and dilations of at least 1.",
        )
