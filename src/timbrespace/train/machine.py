"""On what to train, and whether it is here: seen before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from timbrespace.errors import MissingExtra, TimbrespaceError

Logger = Literal["tensorboard", "wandb", "none"]

ACCELERATORS = ("auto", "cpu", "cuda", "mps")
#: Words of Lightning for each precision.
PRECISIONS: dict[str, Literal["32-true", "bf16-mixed"]] = {"32": "32-true", "bf16": "bf16-mixed"}
_EXTRAS = {"tensorboard": "models", "wandb": "wandb"}


@dataclass(frozen=True)
class Machine:
    """On what to compute.

    Args:
        accelerator: ``"auto"``, ``"cpu"``, ``"cuda"`` or ``"mps"``; ``"cuda:1"`` is the second
            of several, and that one alone.
        devices: How many; ``"auto"`` takes all of an accelerator, one process on a CPU.
        precision: ``"32"``, or ``"bf16"`` where the device is quicker at it.
        logger: ``"tensorboard"``, ``"wandb"`` or ``"none"``.
    """

    accelerator: str = "auto"
    devices: str = "auto"
    precision: str = "32"
    logger: Logger = "tensorboard"

    @property
    def family(self) -> str:
        """The accelerator without its number.

        Example:
            >>> Machine("cuda:1").family, Machine("cuda:1").chosen, Machine(devices="2").chosen
            ('cuda', [1], 2)
        """
        return self.accelerator.partition(":")[0]

    @property
    def index(self) -> int | None:
        """Which of several devices, where one is named."""
        _, colon, number = self.accelerator.partition(":")
        if colon and not number.isdecimal():
            raise TimbrespaceError(
                f"There is no device {self.accelerator!r}.", "Name one like cuda:0 or cuda:1."
            )
        return int(number) if colon else None

    @property
    def chosen(self) -> list[int] | int | Literal["auto"]:
        """The devices as Lightning takes them: which one, how many, or ``"auto"``."""
        if self.index is not None:
            return [self.index]
        return int(self.devices) if self.devices != "auto" else "auto"


def check(machine: Machine) -> None:
    """Raise unless a training can run so here.

    Raises:
        TimbrespaceError: There is no such device, precision or logger.
        MissingExtra: The logger is not installed.
    """
    if machine.precision not in PRECISIONS:
        raise TimbrespaceError(f"No precision {machine.precision!r}.", "Use 32 or bf16.")
    if machine.logger not in ("none", *_EXTRAS):
        raise TimbrespaceError(f"No logger {machine.logger!r}.", "Use tensorboard, wandb or none.")
    if machine.logger != "none" and find_spec(machine.logger) is None:
        raise MissingExtra(f"logging to {machine.logger}", _EXTRAS[machine.logger])
    if machine.devices != "auto" and not (machine.devices.isdecimal() and int(machine.devices)):
        raise TimbrespaceError(
            f"{machine.devices!r} devices can't be.", "Give a number of 1 or more, or auto."
        )
    if machine.family not in ACCELERATORS:
        raise TimbrespaceError(
            f"There is no accelerator {machine.accelerator!r}.",
            f"Use {', '.join(ACCELERATORS)}, or one of several: cuda:1.",
        )
    if machine.index is not None and machine.devices not in ("auto", "1"):
        raise TimbrespaceError(
            f"{machine.accelerator} is one device, and {machine.devices} were asked for.",
            "Leave the number out: --accelerator cuda --devices 2.",
        )
    _check_present(machine)


def _check_present(machine: Machine) -> None:
    """Raise unless the devices are here."""
    if machine.family in ("auto", "cpu") and machine.index is None:
        return
    n_here = _n_here(machine.family)
    if not n_here:
        raise TimbrespaceError(
            f"There is no {machine.family} device here that PyTorch can use.",
            "Use --accelerator auto, which takes what there is, or cpu.",
        )
    index = machine.index
    n_asked = int(machine.devices) if machine.devices != "auto" else 1
    if n_asked > n_here or (index is not None and index >= n_here):
        asked = f"{n_asked}" if index is None else machine.accelerator
        devices = "device" if n_here == 1 else "devices"
        raise TimbrespaceError(
            f"This machine has {n_here} {machine.family} {devices}, too few for {asked}.",
            "Use --accelerator auto and --devices auto, which take what there is.",
        )


def _n_here(family: str) -> int:
    import torch

    if family == "cuda":
        return torch.cuda.device_count()
    if family == "mps":
        return int(torch.backends.mps.is_available())
    return 1
