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
#: What each address says with these values, where words and latents go from -1 to 3.
MEANT = {
    "/play": {"do": "play"},
    "/stop": {"do": "stop"},
    "/word/NAME": {"do": "word", "name": "height", "value": 0.5},
    "/word/NAME/unit": {"do": "word", "name": "height", "value": 1.0},
    "/words": {"do": "words", "values": {"height": 1.0, "loudness": 2.0}},
    "/free/NAME": {"do": "free", "name": "height"},
    "/latent/N": {"do": "latent", "dim": 3, "value": 0.5},
    "/latent/N/unit": {"do": "latent", "dim": 3, "value": 1.0},
    "/latents": {"do": "latents", "values": [0.1, 0.2]},
    "/gain": {"do": "gain", "db": -3.0},
    "/smooth": {"do": "smooth", "ms": 20.0},
    "/store": {"do": "store", "slot": "A"},
    "/recall": {"do": "recall", "slot": "A"},
    "/save": {"do": "save", "name": "mine"},
    "/load": {"do": "load", "name": "mine"},
    "/undo": {"do": "undo"},
    "/redo": {"do": "redo"},
    "/voice": {"do": "voice", "id": "stream:bells"},
    "/measure": {"do": "measure", "on": True},
    "/record": {"do": "record", "on": True},
    "/replay": {"do": "replay", "name": "mine", "by": "words"},
}


def at(kind, name, share):
    return 4.0 * share - 1.0


@pytest.mark.parametrize("address, values, does", TABLE, ids=[row[0] for row in TABLE])
def test_every_published_address_is_understood(address, values, does):
    if address == "/ask":  # the port answers it itself
        return
    template, address = address, f"{address}/".replace("/N/", "/3/").replace("NAME", "height")
    message = message_of(f"/timbrespace{address.removesuffix('/')}", EXAMPLES[values], at)
    assert message == checked(message) == MEANT[template]


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
    made = message_of("/timbrespace/word/height/unit", [share], at)
    assert made == {"do": "word", "name": "height", "value": value}
    made = message_of("/timbrespace/latent/7/unit", [share], at)
    assert made == {"do": "latent", "dim": 7, "value": value}


@pytest.mark.parametrize(
    "address, message",
    [("stop", {"do": "stop"}), ("undo", {"do": "undo"}), ("redo", {"do": "redo"}),
     ("free/height", {"do": "free", "name": "height"})],
)  # fmt: skip
def test_a_button_that_is_let_go_says_nothing(address, message):
    assert message_of(f"/timbrespace/{address}", [0.0], at) is None
    for values in ([], [1], [1.0]):
        assert message_of(f"/timbrespace/{address}", values, at) == message


@pytest.mark.parametrize(
    "address", ["/timbrespace", "/", "", "/timbrespace/", "/timbrespace/gain/x", "/other/gain"]
)
def test_other_addresses_are_refused_with_those_that_are(address):
    with pytest.raises(TimbrespaceError, match="/timbrespace/word"):
        message_of(address, [1.0], at)
