"""Names of taps, and of their dims."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet.table import TAPS
from timbrespace.spaces.yamnet.taps import Tap, parse_taps

WIDTHS = [64, 32, 64, 128, 128, 256, 256, *[512] * 6, 1024, 1024, 1024, 521]


@pytest.mark.parametrize(("name", "width"), list(zip(TAPS, WIDTHS, strict=True)))
def test_dims_are_as_many_as_the_latents_and_unique(name: str, width: int) -> None:
    dims = Tap(name).dims
    assert len(dims) == len({dim.name for dim in dims}) == width


def test_flat_dims_name_row_column_and_channel_in_that_order() -> None:
    dims = Tap("13", flat=True).dims
    assert len(dims) == 3 * 2 * 1024
    assert [dims[at].name for at in (0, 1, 1024, 2048)] == [
        "conv13.t00.f00.0000",
        "conv13.t00.f00.0001",
        "conv13.t00.f01.0000",
        "conv13.t01.f00.0000",
    ]


def test_scores_carry_their_classes_and_range() -> None:
    first = Tap("scores").dims[0]
    assert (first.name, first.low, first.high) == ("Speech", 0.0, 1.0)


def test_repeats_count_once_and_order_is_kept() -> None:
    assert parse_taps(["embedding", "8", "embedding"]) == (Tap("embedding"), Tap("8"))
    assert parse_taps(["8"], flat=True) == parse_taps("8:flat") == (Tap("8", flat=True),)


@pytest.mark.parametrize(
    ("text", "hint"), [("14", "layers 0 to 13"), ("embeding", "yamnet:embedding"), ("8:x", "flat")]
)
def test_an_unknown_tap_is_answered_with_what_there_is(text: str, hint: str) -> None:
    with pytest.raises(TimbrespaceError, match=hint):
        parse_taps(text)
