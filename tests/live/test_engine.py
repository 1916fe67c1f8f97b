"""The engine: any blocks, any faults, any hands."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.live.world import FailingVoice, LinearSurrogate, ToneVoice, rendered
from timbrespace.errors import TimbrespaceError
from timbrespace.live.engine import Engine
from timbrespace.live.limiter import CEILING

SECOND = 48_000


def inline(voice=None, **how):
    return Engine(voice or ToneVoice(), inline=True, **how)


SCRIPT = [
    {"do": "play", "at_s": 0.01},
    {"do": "latents", "values": [0.5, 0.4], "at_s": 0.1},
    {"do": "gain", "db": -6, "at_s": 0.15001},
    {"do": "stop", "at_s": 0.2},
    {"do": "latent", "dim": "pitch", "value": 0.1, "at_s": 0.25},
    {"do": "play", "at_s": 0.3},
    {"do": "gain", "db": 12, "at_s": 0.33},
    {"do": "voice", "id": "other", "at_s": 0.35},
    {"do": "latents", "values": [1.0, 2.0], "at_s": 0.4},
]


def performed(blocks, voice, other):
    engine = inline(voice, opener=lambda _: (other, None))
    for message in SCRIPT:
        engine.apply(message)
    return rendered(engine, SECOND // 2, blocks)


@pytest.mark.parametrize(
    "voice",
    [
        ToneVoice(),
        ToneVoice(sample_rate=16_000, hop=320),
        ToneVoice(sample_rate=22_050, hop=256),
        ToneVoice(sample_rate=44_100, hop=2_048, channels=2),
    ],
    ids=lambda voice: f"{voice.sample_rate} Hz, hop {voice.hop}",
)
def test_any_blocks_give_the_same_samples(voice):
    other = ToneVoice("other", sample_rate=24_000, hop=300, base_hz=330.0)
    whole = performed(SECOND // 2, voice, other)
    assert np.abs(whole).max() > 0.1
    for blocks in (64, 512, 2_048, (1, 333, 64, 4_096)):
        np.testing.assert_allclose(performed(blocks, voice, other), whole, atol=1e-5)


@given(
    blocks=st.lists(st.integers(1, 3_000), min_size=1, max_size=8),
    gain_db=st.floats(-20, 12),
    levels=st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=4),
)
@settings(max_examples=25, deadline=None)
def test_never_over_full_scale_and_always_numbers(blocks, gain_db, levels):
    engine = inline()
    engine.apply({"do": "play"})
    engine.apply({"do": "gain", "db": gain_db})
    for level in levels:
        engine.apply({"do": "latent", "dim": "level", "value": level})
        out = rendered(engine, 6_000, blocks)
        assert np.isfinite(out).all()
        assert np.abs(out).max() <= CEILING + 1e-6


def test_transparent_below_full_scale():
    """What the voice gives is what leaves, a look-ahead later: to the last bit."""
    voice = ToneVoice()
    engine = inline(voice)
    engine.apply({"do": "latents", "values": [0.3, 0.4]})
    engine.apply({"do": "smooth", "ms": 0})
    engine.apply({"do": "play"})
    out = rendered(engine, SECOND // 4)
    frames = np.tile(np.array([0.3, 0.4], np.float32), (SECOND // 4 // voice.hop, 1))
    wanted = voice.open_player().push(frames)[0]
    late, faded = 64, 480
    n = len(wanted) - late
    assert (out[0, late + faded : late + n] == wanted[faded:n]).all()
    assert (out[0] == out[1]).all()


def steepest(out):
    return np.abs(np.diff(out[0])).max()


def test_no_click_when_played_stopped_swapped_or_changed():
    """A sine of 220 Hz and amplitude 0.4 has steps of at most 0.012; nothing adds an edge."""
    voice, other = ToneVoice(), ToneVoice("other", sample_rate=16_000, hop=320, base_hz=200.0)
    engine = inline(voice, opener=lambda _: (other, None))
    calm = 2 * np.pi * 220 * 2**0.5 / SECOND * 0.5
    engine.apply({"do": "latents", "values": [0.3, 0.4]})
    messages = [
        {"do": "play"}, {"do": "stop"}, {"do": "play"}, {"do": "gain", "db": -12},
        {"do": "gain", "db": 0}, {"do": "voice", "id": "other"}, {"do": "voice", "id": "again"},
        {"do": "stop"},
    ]  # fmt: skip
    made = []
    for message in messages:
        engine.apply(message)
        made.append(rendered(engine, 2_500, 77))
    assert np.abs(made[0]).max() > 0.35
    assert steepest(np.concatenate(made, axis=1)) < 2 * calm


@pytest.mark.parametrize("fault", ["raise", "nan", "shape", "huge"])
def test_a_voice_that_fails_falls_silent_and_comes_back(fault):
    voice = FailingVoice()
    engine = inline(voice)
    engine.apply({"do": "latents", "values": [0.3, 0.4]})
    engine.apply({"do": "play"})
    before = rendered(engine, 9_600)
    voice.fault = fault
    during = rendered(engine, 9_600)
    voice.fault = ""
    after = rendered(engine, 2 * SECOND)
    assert np.isfinite(during).all() and np.abs(during).max() <= CEILING + 1e-6
    if fault == "huge":  # numbers, though absurd: the limiter holds them
        return
    state = engine.snapshot()["voice"]
    assert state["failures"] >= 1 and state["problem"] == ""
    assert np.abs(during[:, 2_000:]).max() < 1e-3
    assert np.abs(after[:, -9_600:]).max() == pytest.approx(np.abs(before).max(), abs=0.01)
    assert steepest(np.concatenate([before, during, after], axis=1)) < 0.08


def test_what_failed_is_said_while_it_fails():
    voice = FailingVoice()
    engine = inline(voice)
    engine.apply({"do": "play"})
    voice.fault = "raise"
    rendered(engine, 9_600)
    assert "the model broke" in engine.snapshot()["voice"]["problem"]


def test_words_move_latents_and_stay_when_voices_are_swapped():
    voice, other = ToneVoice(), ToneVoice("other")
    words = {"other": LinearSurrogate(other, scales=(50.0, 200.0))}
    engine = inline(voice, surrogate=LinearSurrogate(voice), opener=lambda i: (other, words[i]))
    engine.apply({"do": "words", "values": {"height": 40, "loudness": 20}})
    assert engine.snapshot()["targets"] == pytest.approx([0.4, 1 / 3])
    engine.apply({"do": "play"})
    engine.apply({"do": "voice", "id": "other"})
    rendered(engine, SECOND // 2)
    state = engine.snapshot()
    shown = {word["name"]: word for word in state["words"]}
    # 40 is out of reach there: clamped, and said.
    assert shown["height"]["wanted"] == 25 and not shown["height"]["reached"]
    assert shown["loudness"]["wanted"] == 20 and shown["loudness"]["reached"]
    assert state["latents"] == pytest.approx([0.5, 0.1], abs=1e-3)
    assert shown["loudness"]["predicted"] == pytest.approx(20, abs=0.5)
    assert shown["attack_s"]["problem"] and shown["attack_s"]["predicted"] is None


def test_a_latent_moved_by_hand_frees_the_words():
    voice = ToneVoice()
    engine = inline(voice, surrogate=LinearSurrogate(voice))
    engine.apply({"do": "word", "name": "height", "value": 10})
    engine.apply({"do": "latent", "dim": 0, "value": 0.2})
    assert all(word["wanted"] is None for word in engine.snapshot()["words"])


def test_undo_slots_and_free():
    voice = ToneVoice()
    engine = inline(voice, surrogate=LinearSurrogate(voice))

    def state():
        found = engine.snapshot()
        wanted = {w["name"]: w["wanted"] for w in found["words"] if w["wanted"] is not None}
        return found["targets"], wanted

    start = state()
    engine.apply({"do": "word", "name": "height", "value": 10})
    one = state()
    engine.apply({"do": "store", "slot": "A"})
    engine.apply({"do": "word", "name": "loudness", "value": 12})
    two = state()
    assert two[1] == {"height": 10, "loudness": 12}
    engine.apply({"do": "free", "name": "height"})
    assert state() == (two[0], {"loudness": 12})
    for wanted in (two, one, start):
        engine.apply({"do": "undo"})
        assert state() == wanted
    engine.apply({"do": "redo"})
    assert state() == one
    engine.apply({"do": "latents", "values": [0.0, 0.0]})
    assert not engine.snapshot()["redo"]
    engine.apply({"do": "recall", "slot": "A"})
    assert state() == one
    assert engine.snapshot()["slots"] == ["A"]


@pytest.mark.parametrize(
    "message",
    [
        {"do": "latent", "dim": "z9", "value": 1},
        {"do": "latent", "dim": 7, "value": 1},
        {"do": "latents", "values": [1]},
        {"do": "word", "name": "height", "value": 1},
        {"do": "word", "name": "attack_s", "value": 1},
        {"do": "recall", "slot": "B"},
        {"do": "voice", "id": "other"},
        {"do": "record", "on": True},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(message):
    engine = Engine(ToneVoice())
    with pytest.raises(TimbrespaceError) as error:
        engine.apply(message)
    assert error.value.remedy
    assert not engine.snapshot()["undo"]


def test_the_snapshot_is_json():
    voice = ToneVoice()
    engine = inline(voice, surrogate=LinearSurrogate(voice))
    state = json.loads(json.dumps(engine.snapshot(), allow_nan=False))
    assert set(state["delay_ms"]) == {"model", "buffering", "transport"}


def test_a_message_with_an_id_is_told_when_it_is_heard():
    """The sample that is told is the first that differs."""
    voice = ToneVoice()
    engine, calm = inline(voice), inline(voice)
    for each in (engine, calm):
        each.apply({"do": "play"})
        each.apply({"do": "smooth", "ms": 0})
        rendered(each, 9_700)
    engine.apply({"do": "latent", "dim": "level", "value": 0.4, "id": "mine"})
    changed, same = rendered(engine, 9_600), rendered(calm, 9_600)
    told = dict(map(tuple, engine.snapshot()["told"]))
    first = 9_700 + int(np.flatnonzero(changed[0] != same[0])[0])
    assert told == {"mine": first}


def test_messages_from_many_threads_while_it_renders():
    voice = ToneVoice()
    other = ToneVoice("other", sample_rate=24_000)
    with Engine(
        voice, LinearSurrogate(voice), opener=lambda _: (other, LinearSurrogate(other))
    ) as engine:
        engine.apply({"do": "play"})

        def hands(seed):
            random = np.random.default_rng(seed)
            for _ in range(60):
                engine.apply(
                    {"do": "word", "name": "height", "value": float(random.uniform(0, 50))}
                )
                engine.apply({"do": "undo"})
                engine.snapshot()

        threads = [threading.Thread(target=hands, args=(seed,)) for seed in range(3)]
        for thread in threads:
            thread.start()
        engine.apply({"do": "voice", "id": "other"})
        until = time.monotonic() + 10
        while time.monotonic() < until and (
            any(t.is_alive() for t in threads) or engine.snapshot()["voice"]["id"] != "test:other"
        ):
            out = rendered(engine, 4_096)
            assert np.isfinite(out).all()
        rendered(engine, 9_600)
        assert engine.snapshot()["voice"]["id"] == "test:other"
        assert not any("not" in each["text"] for each in engine.snapshot()["notices"])


def test_a_voice_that_cannot_be_opened_is_said_and_the_old_one_plays_on():
    def opener(name):
        raise TimbrespaceError(f"There is no {name}.", "Train it.")

    with Engine(ToneVoice(), opener=opener) as engine:
        engine.apply({"do": "play"})
        engine.apply({"do": "voice", "id": "nowhere"})
        until = time.monotonic() + 5
        while not engine.snapshot()["notices"] and time.monotonic() < until:
            time.sleep(0.01)
        assert "There is no nowhere. Train it." in engine.snapshot()["notices"][0]["text"]
        rendered(engine, 4_800)
        assert np.abs(rendered(engine, 4_800)).max() > 0.05


def test_messages_for_a_voice_that_left_meanwhile_are_told_and_harm_nothing():
    """They were right when they were sent; the voice they find has other dims."""
    other = ToneVoice("other", dims=("pitch", "level", "third"))
    opened = threading.Event()

    def opener(_):
        opened.set()
        return other, None

    with Engine(ToneVoice(), opener=opener) as engine:
        engine.apply({"do": "play"})
        engine.apply({"do": "voice", "id": "other"})
        assert opened.wait(5)
        for _ in range(500):  # some before the change, some after
            try:
                engine.apply({"do": "latents", "values": [0.1, 0.2]})
            except TimbrespaceError:
                break
        until = time.monotonic() + 5
        while engine.snapshot()["voice"]["id"] != "test:other" and time.monotonic() < until:
            time.sleep(0.005)
        engine.apply({"do": "latents", "values": [0.1, 0.2, 0.3]})
        while engine.snapshot()["targets"][-1] != pytest.approx(0.3) and time.monotonic() < until:
            time.sleep(0.005)
        assert engine.snapshot()["targets"] == pytest.approx([0.1, 0.2, 0.3])
        assert np.abs(rendered(engine, 9_600)).max() > 0.05


def test_what_is_stored_can_be_recalled_at_once():
    with Engine(ToneVoice()) as engine:
        engine.apply({"do": "latents", "values": [0.1, 0.2]})
        engine.apply({"do": "store", "slot": "A"})
        engine.apply({"do": "recall", "slot": "A"})
        with pytest.raises(TimbrespaceError, match="Store it first"):
            engine.apply({"do": "recall", "slot": "B"})


def test_a_fader_goes_through_a_word_in_hz_by_octaves():
    voice = ToneVoice()
    words = LinearSurrogate(voice)
    words.words = (replace(words.words[0], low=100.0, high=1600.0, log=True), *words.words[1:])
    with Engine(voice, words, inline=True) as engine:
        assert engine.at("word", "height", 0.5) == pytest.approx(400)
        assert engine.at("word", "loudness", 0.5) == pytest.approx(15)
        low, high = (engine.at("latent", 0, share) for share in (0, 1))
        assert engine.at("latent", "pitch", 0.5) == pytest.approx((low + high) / 2)
