"""A listening test of the atlas that is open, as a page that asks nobody for anything."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import httpx
import numpy as np
import pytest
import soundfile
from scipy.stats import binomtest

from timbrespace.app.answers import CallError, NotFound
from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas
from timbrespace.atlas import Store
from timbrespace.errors import TimbrespaceError

from .toys import ToyAtlas, item_rows, page_of, running


@pytest.fixture
def kinds(own_atlas):
    """The toy atlas, three sounds of a kind, each of a group of its own."""
    rows = item_rows()
    rows["label.kind"] = ["low", "high", "low", "high", "low", "high", None]
    rows["label.alone"] = ["one", *[None] * 6]
    rows["group"] = rows["id"]
    store = Store(own_atlas.path)
    store.write_items(rows)
    return ToyAtlas(store, own_atlas.sounds)


@pytest.fixture
def backend(kinds):
    made = Backend(kinds)
    yield made
    made.close()


def data_of(page):
    return json.loads(re.search(r'id="test">(.*?)</script>', page, re.DOTALL)[1])


def test_pairs_of_the_atlass_own_sounds_are_in_it(backend):
    answer = backend.abx("kind", 5, seed=3)
    test = data_of(answer.buffer.decode())
    assert len(test["trials"]) == 5 and test["seed"] == 3
    assert {trial["condition"] for trial in test["trials"]} == {"kind"}
    assert all(len(trial["stimuli"]) == 4 for trial in test["trials"])
    assert backend.abx("kind", 5, seed=3) is answer, "it is opened after it was made"
    assert backend.abx("kind", 5, seed=4).buffer != answer.buffer


def test_intervals_are_exact_and_for_every_number_of_right_answers(backend):
    test = data_of(backend.abx("kind", 9).buffer.decode())
    assert len(test["intervals"]) == 10
    for right, found in enumerate(test["intervals"]):
        exact = binomtest(right, 9).proportion_ci(0.95, "exact")
        assert found == pytest.approx([exact.low, exact.high], abs=1e-9)
    p = [
        binomtest(right, 9, 0.5, "greater").pvalue
        for right in (test["fewest"] - 1, test["fewest"])
    ]
    assert p[0] > 0.05 >= p[1]


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        (("../../etc", 3, 0), NotFound, "no label"),
        (("kind", 0, 0), CallError, "1 to 48"),
        (("kind", 49, 0), CallError, "1 to 48"),
        (("kind", 3, -1), CallError, "seed of 0"),
        (("alone", 3, 0), TimbrespaceError, "two or more labels"),
    ],
)
def test_what_can_not_be_made_says_why(backend, asked, error, said):
    with pytest.raises(error, match=said):
        backend.abx(*asked)


def test_an_atlas_of_nothing_has_no_test():
    backend = Backend(EmptyAtlas("nothing"))
    with pytest.raises(NotFound):
        backend.abx("kind")
    backend.close()


def test_a_sound_that_is_gone_or_silent_is_not_asked_for(kinds):
    (kinds.sounds / "kick.wav").unlink()
    soundfile.write(kinds.sounds / "slow.wav", np.zeros(4_000), 4_000)
    backend = Backend(kinds)
    assert len(data_of(backend.abx("kind", 2).buffer.decode())["trials"]) == 2
    (kinds.sounds / "long.wav").unlink()
    with pytest.raises(TimbrespaceError, match="Too few sounds can be heard"):
        backend.abx("kind", 3)
    backend.close()


def test_over_http_it_may_run_its_own_script_and_nothing_else(kinds):
    with running(Backend(kinds)) as server, page_of(server) as client:
        answer = client.get("/api/listening/abx", params={"label": "kind", "pairs": 2})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/html")
        script = re.findall(r"<script>(.*?)</script>", answer.text, re.DOTALL)[0]
        allowed = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy and f"script-src 'sha256-{allowed}'" in policy
        assert "frame-ancestors 'none'" in policy and "'self'" not in policy
        assert client.get("/api/listening/abx?label=none").status_code == 404
        assert client.get("/api/listening/abx?label=kind&pairs=many").status_code == 422
        strange = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate",
                   "sec-fetch-dest": "document"}  # fmt: skip
        url = server.url + "api/listening/abx?label=kind"
        assert httpx.get(url, headers=strange).status_code == 403
        assert httpx.get(url, headers={"host": "evil.example"}).status_code == 403
