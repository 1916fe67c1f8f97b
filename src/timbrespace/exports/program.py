"""A voice as a TorchScript program: the methods and attributes that nn~ knows how to call.

Of each method ``METHOD_params`` says ``[in_channels, in_ratio, out_channels, out_ratio]``; of each
attribute ``ATTRIBUTE_params`` says the types of its values (1 int, 2 float, 3 string). There is
a 0 for bool too, which is not used: hosts take a 1 from a patch for false.
Tensors are ``(B, channels, frames)``: a host that plays several voices at once sends them as a
batch, and each has a memory of its own.

No deferred annotations here: the TorchScript compiler reads them as they stand.
"""

from typing import Any, Dict, List, Tuple  # noqa: UP035  (what the TorchScript compiler reads)

import torch
from torch import Tensor, nn

from timbrespace.exports.inlets import SMOOTHING_MS

INT, FLOAT, TEXT = 1, 2, 3


class Mouth(nn.Module):
    """``decode``, and what every program says of itself."""

    def __init__(self, voice: nn.Module, params: Dict[str, List[int]]) -> None:  # noqa: UP006
        super().__init__()
        self.sample_rate = 0
        self.voice: Any = voice
        self.methods = list(params)
        for name, numbers in params.items():
            self.register_buffer(f"{name}_params", torch.tensor(numbers))
        self.attributes = ["reset"]
        self.register_buffer("reset_params", torch.tensor([INT]))

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        """Latents ``(B, D, F)`` to sound ``(B, C, F * hop)``."""
        sound: Tensor = self.voice.decode(z)
        return sound

    @torch.jit.export
    def get_methods(self) -> List[str]:  # noqa: UP006
        """What can be called."""
        return self.methods

    @torch.jit.export
    def get_attributes(self) -> List[str]:  # noqa: UP006
        """What can be set."""
        return self.attributes

    @torch.jit.export
    def get_reset(self) -> List[int]:  # noqa: UP006
        """Never 1: it happens at once."""
        return [0]

    @torch.jit.export
    def set_reset(self, on: int) -> int:
        """1: silence lies behind again."""
        if on != 0:
            self.forget()
        return 0

    @torch.jit.export
    def forget(self) -> None:
        """Forget what was played."""
        self.voice.reset()


class Ear(Mouth):
    """``encode`` and ``forward`` besides."""

    @torch.jit.export
    def encode(self, x: Tensor) -> Tensor:
        """Sound ``(B, C, F * hop)`` to latents ``(B, D, F)``."""
        latents: Tensor = self.voice.encode(x)
        return latents

    def forward(self, x: Tensor) -> Tensor:
        """Sound to sound, by way of the latents."""
        return self.decode(self.encode(x))


class Steering(nn.Module):
    """From wanted words to latents: one feed-forward pass a frame, and a memory of where it is.

    Args:
        guess: From K words, K marks and D latents to D latents, a batch at a time.
        names: Of the K words.
        slots: Which of the words of ``guess`` they are.
        low: ``(K,)``; less is taken for this.
        high: ``(K,)``; more is taken for this.
        free: Those that are not asked for at the beginning.
        home: ``(D,)``, where it begins.
        frame_s: Seconds from frame to frame.
        n_words: Words of ``guess``, those without an inlet too.
    """

    low: Tensor
    high: Tensor
    slots: Tensor
    home: Tensor
    marks: Tensor
    asked: Tensor
    aim: Tensor
    here: Tensor
    names: List[str]  # noqa: UP006
    free: List[str]  # noqa: UP006

    def __init__(
        self,
        guess: nn.Module,
        names: List[str],  # noqa: UP006
        slots: List[int],  # noqa: UP006
        low: Tensor,
        high: Tensor,
        free: List[str],  # noqa: UP006
        home: Tensor,
        frame_s: float,
        n_words: int,
    ) -> None:
        super().__init__()
        self.guess: Any = guess
        self.names, self.free, self.frame_s = names, free, frame_s
        self.n_words = n_words
        self.stay, self.smoothing_ms = 1.0, SMOOTHING_MS
        self.register_buffer("low", low)
        self.register_buffer("high", high)
        self.register_buffer("slots", torch.tensor(slots))
        self.register_buffer("home", home[None])
        marks = torch.tensor([float(name not in free) for name in names])
        self.register_buffer("marks", marks)
        self.register_buffer("asked", torch.zeros(0, len(names)))
        self.register_buffer("aim", home[None])
        self.register_buffer("here", home[None])

    def forward(self, words: Tensor) -> Tensor:
        """Latents ``(B, D, F)`` of wanted words ``(B, K, F)``, frame by frame."""
        n, n_frames = words.shape[0], words.shape[2]
        if self.asked.shape[0] != n:
            self.begin(n)
        keep = 0.0
        if self.smoothing_ms > 0.0:
            keep = float(torch.exp(torch.tensor(-1000.0 * self.frame_s / self.smoothing_ms)))
        latents = torch.zeros(n, self.home.shape[1], n_frames, device=words.device)
        for i in range(n_frames):
            number = torch.nan_to_num(words[:, :, i])
            self.look(torch.minimum(torch.maximum(number, self.low), self.high))
            self.here = self.aim + keep * (self.here - self.aim)
            latents[:, :, i] = self.here
        return latents

    def look(self, wanted: Tensor) -> None:
        """Aim anew where something else is asked for ``(B, K)`` than before; else stay."""
        other = (wanted != self.asked) & (self.marks > 0.0)
        changed = other.any(dim=1, keepdim=True)
        if bool(changed.any()):
            every = torch.zeros(wanted.shape[0], self.n_words, device=wanted.device)
            marks = torch.zeros_like(every)
            every[:, self.slots] = wanted
            marks[:, self.slots] = self.marks[None].expand_as(wanted)
            near = self.home + self.stay * (self.aim - self.home)
            self.aim = torch.where(changed, self.guess(every, marks, near), self.aim)
            self.asked = wanted

    def begin(self, n: int) -> None:
        """Stand at home, ``n`` times, and let the next words count as new ones."""
        self.aim = self.home.repeat(n, 1)
        self.here = self.home.repeat(n, 1)
        self.asked = torch.full((n, self.low.shape[0]), float("nan"), device=self.low.device)

    @torch.jit.export
    def ask(self) -> None:
        """Let the next words count as new ones."""
        self.asked = torch.full_like(self.asked, float("nan"))

    @torch.jit.export
    def set_free(self, name: str, on: int) -> int:
        """Free a word, or ask for it; ``all`` is every word. Anything but 0 if there is none."""
        if name != "all" and name not in self.names:
            return 1
        free: List[str] = []  # noqa: UP006
        marks: List[float] = []  # noqa: UP006
        for each in self.names:
            goes = on != 0 if name == "all" or name == each else each in self.free
            marks.append(0.0 if goes else 1.0)
            if goes:
                free.append(each)
        self.free = free
        self.marks = torch.tensor(marks, device=self.low.device)
        self.ask()
        return 0


class Steered(Mouth):
    """``play``: words in, sound out."""

    def steer(self, steering: Steering) -> "Steered":
        """Bring the words; done once, before it is compiled."""
        self.steering = steering
        self.attributes = ["smoothing", "stay", "free", "reset"]
        for name, kinds in (("smoothing", [FLOAT]), ("stay", [FLOAT]), ("free", [TEXT, INT])):
            self.register_buffer(f"{name}_params", torch.tensor(kinds))
        return self

    @torch.jit.export
    def play(self, words: Tensor) -> Tensor:
        """Words ``(B, K, F)`` in their own units to sound ``(B, C, F * hop)``."""
        return self.decode(self.steering(words))

    @torch.jit.export
    def forget(self) -> None:
        """Forget what was played, and stand where playing begins."""
        self.voice.reset()
        self.steering.begin(1)

    @torch.jit.export
    def get_smoothing(self) -> List[float]:  # noqa: UP006
        """Milliseconds in which latents go most of the way."""
        return [self.steering.smoothing_ms]

    @torch.jit.export
    def set_smoothing(self, ms: float) -> int:
        """0 leaps; refused under 0."""
        if ms < 0.0:
            return 1
        self.steering.smoothing_ms = ms
        return 0

    @torch.jit.export
    def get_stay(self) -> List[float]:  # noqa: UP006
        """1 looks near where it stands, 0 near where playing begins."""
        return [self.steering.stay]

    @torch.jit.export
    def set_stay(self, share: float) -> int:
        """From 0, where the same words always give the same sound, to 1."""
        if share < 0.0 or share > 1.0:
            return 1
        self.steering.stay = share
        self.steering.ask()
        return 0

    @torch.jit.export
    def get_free(self) -> Tuple[str, int]:  # noqa: UP006
        """The words that may go anywhere, joined by ``+``, and how many these are."""
        free = self.steering.free
        return ("+".join(free) if len(free) > 0 else "none", len(free))

    @torch.jit.export
    def set_free(self, name: str, on: int) -> int:
        """1: a word (or ``all``) may go anywhere, 0: it is asked for; refused if unknown."""
        return self.steering.set_free(name, on)


class SteeredEar(Steered, Ear):
    """All of it."""


def program(
    voice: nn.Module,
    params: Dict[str, List[int]],  # noqa: UP006
    labels: Dict[str, Tuple[List[str], List[str]]],  # noqa: UP006
    steering: "Steering | None",
    sample_rate: int,
) -> Mouth:
    """The program with just the methods that ``params`` names.

    Args:
        voice: Has ``decode`` and ``reset``, and ``encode`` where that is a method.
        params: By method.
        labels: Of inlets and of outlets, by method.
        steering: Where ``play`` is a method.
        sample_rate: In Hz, at which the host should run; kept for whoever opens the file.
    """
    hears = "encode" in params
    if steering is None:
        made: Mouth = Ear(voice, params) if hears else Mouth(voice, params)
    else:
        made = (SteeredEar if hears else Steered)(voice, params).steer(steering)
    made.sample_rate = sample_rate
    for method, (inlets, outlets) in labels.items():
        setattr(made, f"{method}_input_labels", inlets)
        setattr(made, f"{method}_output_labels", outlets)
    return made
