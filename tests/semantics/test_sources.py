import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics import sources
from timbrespace.semantics.probes import FittedProbe, remember
from timbrespace.semantics.sources import Probes, YamNetClasses, source_of
from timbrespace.spaces.base import Dim, SpaceRecord


class Loudest:
    """A space of two dims: the highest sample, and the number of samples."""

    sample_rate, mono = None, True
    records = (SpaceRecord("toy:1", (Dim("peak"), Dim("n")), None, model_hash="abc"),)

    def open_stream(self, sample_rate):
        return self.Stream()

    class Stream:
        def __init__(self):
            self.peak, self.n = 0.0, 0

        def push(self, block):
            self.peak, self.n = max(self.peak, float(block.max())), self.n + block.shape[1]

        def finish(self):
            return [np.array([self.peak, self.n], np.float32)]


@pytest.fixture
def toy(monkeypatch):
    monkeypatch.setattr(sources, "_encoder", lambda space: Loudest())


@pytest.fixture
def probe():
    """Two classes that are told apart by the highest sample."""
    kept = FittedProbe("size", ("small", "big"), "toy:1", "abc", np.array([[-9.0, 0], [9, 0]]),
                       np.array([4.5, -4.5]), 0.8, 40, 8)  # fmt: skip
    remember(kept)
    return kept


def test_a_class_is_found_whatever_its_case_and_a_slip_is_answered():
    assert YamNetClasses().descriptor("yamnet:glass").name == "yamnet:Glass"
    with pytest.raises(TimbrespaceError, match="no class 'Glas'.*'yamnet:Glass'"):
        YamNetClasses().descriptor("yamnet:Glas")


def test_scores_are_those_of_the_named_columns(monkeypatch):
    rows = np.random.default_rng(0).random((3, 521))
    monkeypatch.setattr(sources, "_heard", lambda space, x, rate: rows)
    found = YamNetClasses().measure(["yamnet:Speech", "yamnet:Glass"], np.ones((3, 1, 9)), 9)
    names = sources._classes()
    assert found == pytest.approx(rows[:, [names.index("Speech"), names.index("Glass")]])


def test_a_probe_measures_any_sound_and_silence_has_no_class(toy, probe):
    x = np.zeros((3, 1, 100), np.float32)
    x[0, 0, 5], x[1, 0, 5] = 0.9, 0.1
    found = Probes().measure(["probe:size=big", "probe:size=small"], x, 16_000)
    assert found[0, 0] > 0.95 and found[1, 1] > 0.95 and np.isnan(found[2]).all()
    assert found[:2].sum(axis=1) == pytest.approx([1, 1])


def test_a_probe_says_how_far_it_can_be_trusted(probe):
    known = Probes().descriptor("probe:size=big")
    assert "80%" in known.source and "8 groups" in known.source and "chance 50%" in known.source
    with pytest.raises(TimbrespaceError, match="knows no 'huge'.*small, big"):
        Probes().descriptor("probe:size=huge")


def test_a_probe_of_other_weights_is_refused(toy, probe, monkeypatch):
    monkeypatch.setattr(Loudest, "records", (SpaceRecord("toy:1", (Dim("a"), Dim("b")), None),))
    with pytest.raises(TimbrespaceError, match="other weights"):
        Probes().measure(["probe:size=big"], np.ones((1, 1, 9), np.float32), 9)


def test_names_of_our_own_have_no_source():
    assert source_of("roughness") is None and source_of("roughness:more") is None
    assert isinstance(source_of("probe:a=b"), Probes)
