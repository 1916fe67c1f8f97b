"""From what a user types to an encoder, or to the nearest name that there is."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces import registry
from timbrespace.spaces.registry import Family, SpaceSpec, open_encoder, parse
from timbrespace.spaces.yamnet import space
from timbrespace.spaces.yamnet.table import TAPS
from timbrespace.spaces.yamnet.weights import Weights


@pytest.mark.parametrize(
    ("text", "spec"),
    [
        ("yamnet:8", SpaceSpec("yamnet", None, "8")),
        ("yamnet", SpaceSpec("yamnet", None, "8")),
        (" yamnet-tfhub:8 ", SpaceSpec("yamnet", "tfhub", "8")),
        ("yamnet-tfhub-int8:embedding", SpaceSpec("yamnet", "tfhub-int8", "embedding")),
        ("yamnet-h5:8:flat", SpaceSpec("yamnet", "h5", "8", flat=True)),
        ("yamnet:all", SpaceSpec("yamnet", None, "all")),
    ],
)
def test_texts(text: str, spec: SpaceSpec) -> None:
    assert parse(text) == spec
    assert parse(str(spec)) == spec


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("yamnt:8", "'yamnet:8'"),
        ("yamnet:embeding", "'yamnet:embedding'"),
        ("yamnet-tfub:8", "'yamnet-tfhub:8'"),
        ("nothing like it", "Spaces here: yamnet"),
        ("", "Spaces here: yamnet"),
        ("yamnet:8:float", "no space"),
    ],
)
def test_typing_errors_get_the_nearest_name(text: str, meant: str) -> None:
    with pytest.raises(TimbrespaceError, match="There is no space") as caught:
        parse(text)
    assert meant in str(caught.value)


@pytest.fixture
def loaded(random_weights: Weights, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Random weights in place of the real ones; the list says which were asked for."""
    asked: list[str] = []

    def load(weights: object, job: object = None) -> Weights:
        asked.append(str(weights))
        return random_weights

    monkeypatch.setattr(space, "load", load)
    return asked


def test_one_encoder_gives_all_that_is_named_in_order(loaded: list[str]) -> None:
    encoder = open_encoder(["yamnet:embedding", "yamnet:3", "yamnet:8:flat"])
    ids = [record.id for record in encoder.records]
    assert ids == ["yamnet-random:embedding", "yamnet-random:3", "yamnet-random:8:flat"]
    stream = encoder.open_stream(16_000)
    stream.push(np.zeros((1, 16_000), np.float32))
    assert [latents.shape for latents in stream.finish()] == [(1024,), (128,), (2, 12_288)]
    assert loaded == ["tfhub"]


def test_weights_in_the_text_come_before_those_beside_it(loaded: list[str]) -> None:
    open_encoder("yamnet:8", weights="h5")
    open_encoder("yamnet-tfhub:8", weights="h5")
    open_encoder("yamnet:8", weights="some/file.h5")
    assert loaded == ["h5", "tfhub", "some/file.h5"]


def test_all_and_pool(loaded: list[str]) -> None:
    records = open_encoder("yamnet:all", pool="none").records
    assert [record.id for record in records] == [f"yamnet-random:{tap}:flat" for tap in TAPS]
    assert all(record.framed for record in records)


def test_two_models_are_not_one_pass(loaded: list[str]) -> None:
    with pytest.raises(TimbrespaceError, match="different models"):
        open_encoder(["yamnet-h5:8", "yamnet-tfhub:8"])
    with pytest.raises(TimbrespaceError, match="No pooling 'max'"):
        open_encoder("yamnet:8", pool="max")
    with pytest.raises(TimbrespaceError, match="found none"):
        open_encoder([])
    assert not loaded


def test_a_package_can_add_a_family(monkeypatch: pytest.MonkeyPatch) -> None:
    hear = Family("hear", "any HEAR module", (), "", (), lambda request: request)
    point = SimpleNamespace(load=lambda: hear, value="x:y", dist=None)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    registry.families.cache_clear()
    try:
        assert parse("hear:some.module") == SpaceSpec("hear", None, "some.module")
        with pytest.raises(TimbrespaceError, match="any HEAR module"):
            parse("hear")
    finally:
        registry.families.cache_clear()
