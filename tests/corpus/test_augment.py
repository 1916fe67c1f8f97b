"""Chains as users write them: what they may say, and that a copy follows from its seed alone."""

import numpy as np
import pytest
import soundfile

from timbrespace.corpus.augment import parse_chain, presets, read_chain
from timbrespace.errors import TimbrespaceError

pytest.importorskip("audiomentations", reason="needs the extra 'models'")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

CHAIN = """
name = "mine"
copies = 3
[[step]]
do = "gain"
gain_db = [-12, 0]
[[step]]
do = "reverb"
decay_s = [0.1, 0.3]
chance = 0.5
"""
SOUND = np.random.default_rng(0).normal(0, 0.1, (1, 4000)).astype(np.float32)


def parsed(text, tmp_path):
    return parse_chain(text, "chain.toml", tmp_path)


def test_every_preset_can_be_used():
    assert "latent-audio" in presets()
    for name in presets():
        chain = read_chain(f"preset:{name}")
        assert chain.name == name
        changed = chain.apply(SOUND, 16_000, "seed")
        assert np.isfinite(changed).all() and np.abs(changed).max() <= 1
        assert not np.array_equal(changed[:, :2000], SOUND[:, :2000])


def test_the_same_seed_gives_the_same_copy_and_another_another(tmp_path):
    chain = parsed(CHAIN, tmp_path)
    assert chain.copies == 3 and [s.kind for s in chain.steps] == ["gain", "reverb"]
    copies = [chain.apply(SOUND, 16_000, seed) for seed in ("a", "a", "b")]
    assert np.array_equal(copies[0], copies[1]) and not np.array_equal(copies[0], copies[2])


def test_what_is_drawn_lies_in_its_range_and_happens_as_often_as_said(tmp_path):
    chain = parsed(CHAIN.replace("decay_s = [0.1, 0.3]", "wet_db = -60"), tmp_path)
    levels = [np.std(chain.apply(SOUND, 16_000, str(i))) / np.std(SOUND) for i in range(60)]
    assert 10 ** (-12 / 20) <= min(levels) < 0.4 and 0.8 < max(levels) <= 1.001
    gain_only = parsed(CHAIN[: CHAIN.rindex("[[step]]")], tmp_path)
    never = parsed(CHAIN.replace("chance = 0.5", "chance = 0"), tmp_path)
    ratio = [np.ptp(n.apply(SOUND, 16_000, "x") / SOUND) for n in (gain_only, never)]
    assert max(ratio) < 1e-3


def test_it_never_clips(tmp_path):
    loud = parsed('[[step]]\ndo = "gain"\ngain_db = 30\n', tmp_path)
    assert np.abs(loud.apply(SOUND, 16_000, "x")).max() == pytest.approx(1)


def test_impulse_responses_come_from_files_and_count_for_the_hash(tmp_path):
    response = np.zeros(400)
    response[[100, 300]] = 0.5, 0.25
    (tmp_path / "rooms").mkdir()
    soundfile.write(tmp_path / "rooms" / "hall.wav", response, 16_000, subtype="FLOAT")
    text = '[[step]]\ndo = "reverb"\nimpulse_responses = "rooms"\n'
    chain = parsed(text, tmp_path)
    click = np.zeros((1, 600), np.float32)
    click[0, 0] = 0.5
    heard = chain.apply(click, 16_000, "x")[0]
    assert heard[[0, 200]].tolist() == pytest.approx([0.5, 0.25], abs=1e-5)
    before = chain.sha256
    soundfile.write(tmp_path / "rooms" / "hall.wav", response / 2, 16_000, subtype="FLOAT")
    assert parsed(text, tmp_path).sha256 != before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no \\[\\[step\\]\\]"),
        ("[[step", "not TOML"),
        ('[[step]]\ndo = "reverv"', "Did you mean 'reverb'"),
        ('[[step]]\ndo = "gain"', "found nothing"),
        ('[[step]]\ndo = "gain"\ngain_db = [3, -3]', "\\[3, -3\\]"),
        ('[[step]]\ndo = "gain"\ngain_db = "loud"', "'loud'"),
        ('[[step]]\ndo = "gain"\ngain_db = 999', "-60 to 30"),
        ('[[step]]\ndo = "gain"\ngain_db = 0\nhz = 3', "takes no 'hz'"),
        ('[[step]]\ndo = "gain"\ngain_db = 0\nchance = 2', "chance"),
        ('copies = 0\n[[step]]\ndo = "gain"\ngain_db = 0', "copies"),
        ('name = "../up"\n[[step]]\ndo = "gain"\ngain_db = 0', "name"),
        ('[[step]]\ndo = "reverb"\nimpulse_responses = "none"', "no impulse responses"),
    ],
)
def test_what_no_chain_can_say_is_refused_in_a_line(text, said, tmp_path):
    with pytest.raises(TimbrespaceError, match=said):
        parsed(text, tmp_path)


def test_files_and_presets_that_are_not_there_are_named(tmp_path):
    for chain in ("preset:nothing", tmp_path / "none.toml"):
        with pytest.raises(TimbrespaceError, match="latent-audio"):
            read_chain(chain)
