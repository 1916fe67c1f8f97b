"""Twin of ``train/machine.py``."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.api.training import train  # noqa: E402
from timbrespace.errors import TimbrespaceError  # noqa: E402
from timbrespace.train import machine as machines  # noqa: E402
from timbrespace.train.machine import Machine, check  # noqa: E402

from .tiny import TINY  # noqa: E402


@pytest.fixture
def two_cards(monkeypatch):
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        (Machine(accelerator="abacus"), "accelerator 'abacus'"),
        (Machine(precision="8"), "32 or bf16"),
        (Machine(devices="two"), "number"),
        (Machine(devices="0"), "1 or more"),
        (Machine("cpu", "1", logger="paper"), "tensorboard, wandb or none"),
        (Machine("cuda:one"), "cuda:0"),
        (Machine("cuda:2"), "2 cuda devices, too few for cuda:2"),
        (Machine("cuda", "3"), "2 cuda devices, too few for 3"),
        (Machine("cuda:1", "2"), "one device"),
        (Machine("cpu:1"), "1 cpu device, too few for cpu:1"),
    ],
)
def test_machines_that_are_not_here(two_cards, machine, words) -> None:
    with pytest.raises(TimbrespaceError, match=words):
        check(machine)


@pytest.mark.parametrize("machine", [Machine("cuda:1"), Machine("cuda", "2"), Machine("cpu")])
def test_machines_that_are_here(two_cards, machine) -> None:
    check(machine)


def test_a_numbered_device_is_that_one(monkeypatch) -> None:
    assert Machine("cuda:1").chosen == [1] and Machine("cuda:1").family == "cuda"
    assert Machine("cuda", "2").chosen == 2 and Machine("cuda").chosen == "auto"


def test_without_a_card_nothing_is_written(tone_folder, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    with pytest.raises(TimbrespaceError, match="There is no cuda device here") as caught:
        train(TINY, tone_folder, tmp_path / "a.space", machine=Machine("cuda:1"))
    assert "Lightning" not in str(caught.value) and "--accelerator auto" in caught.value.remedy
    assert not any(tmp_path.iterdir())


def test_a_logger_that_is_not_installed_is_named(monkeypatch) -> None:
    monkeypatch.setattr(machines, "find_spec", lambda name: None)
    with pytest.raises(TimbrespaceError, match="wandb"):
        check(Machine(logger="wandb"))
    check(Machine(logger="none"))
