"""The published addresses: each is understood, and the page of docs lists them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.live.addresses import TABLE, message_of
from timbrespace.live.messages import MESSAGES, checked

DOCS = Path(__file__).parents[2] / "docs" / "live.md"
EXAMPLES = {
    "": [], "[0 or 1]": [1], "value": [0.5], "0..1": [0.5], "value value ...": [0.1, 0.2],
    "NAME value NAME value ...": ["height", 1.0, "loudness", 2.0], "dB": [-3.0], "ms": [20.0],
    "SLOT": ["A"], "NAME": ["mine"], "ID": ["stream:bells"], "0 or 1": [1],
    "NAME [latents or words]": ["mine", "words"],
}  # fmt: skip


def reach(kind, name):
    return -1.0, 3.0


@pytest.mark.parametrize("address, values, does", TABLE, ids=[row[0] for row in TABLE])
def test_every_published_address_is_understood(address, values, does):
    if address == "/ask":  # the port answers it itself
        return
    address = address.replace("/N/", "/3/").replace("NAME", "height")
    message = message_of(f"/timbrespace{address}", EXAMPLES[values], reach)
    assert message is not None and checked(message)["do"] in (message["do"],)


def test_every_message_but_the_pages_own_has_an_address():
    reached = {address.split("/")[1] for address, _, _ in TABLE} - {"ask"}
    assert reached == set(MESSAGES) - {"heard"}


def test_the_docs_list_them():
    text = DOCS.read_text(encoding="utf-8")
    for address, values, does in TABLE:
        assert f"| `{address}` | {values} | {does} |" in text
    for do in MESSAGES:
        assert f"`{do}`" in text


@pytest.mark.parametrize("share, value", [(0, -1), (0.5, 1), (1, 3), (2, 3), (-1, -1)])
def test_faders_play_the_reach(share, value):
    made = message_of("/timbrespace/word/height/unit", [share], reach)
    assert made == {"do": "word", "name": "height", "value": value}
    made = message_of("/timbrespace/latent/7/unit", [share], reach)
    assert made == {"do": "latent", "dim": 7, "value": value}


@pytest.mark.parametrize("do", ["stop", "undo", "redo", "free/height"])
def test_a_button_that_is_let_go_says_nothing(do):
    assert message_of(f"/timbrespace/{do}", [0.0], reach) is None
    for values in ([], [1], [1.0]):
        assert message_of(f"/timbrespace/{do}", values, reach) is not None


@pytest.mark.parametrize(
    "address", ["/timbrespace", "/", "", "/timbrespace/", "/timbrespace/gain/x", "/other/gain"]
)
def test_other_addresses_are_refused_with_those_that_are(address):
    with pytest.raises(TimbrespaceError, match="/timbrespace/word"):
        message_of(address, [1.0], reach)
