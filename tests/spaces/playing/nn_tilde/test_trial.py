"""What programs don't say of themselves is found out by trying."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")


def test_an_export_for_streaming_is_told_from_an_offline_one(open_program):
    streaming, offline = open_program().trial, open_program(kind="offline").trial
    assert streaming.keeps_state and streaming.blocks_equal and not streaming.overlaps
    assert not offline.keeps_state and offline.blocks_equal is False
    # Five frames wide, and seven samples wide with sixteen to a frame: two to a side, and one.
    assert offline.context == 3 and offline.overlaps


def test_noise_does_not_hide_what_kind_it_is(open_program):
    streaming = open_program(noise=0.1).trial
    offline = open_program(kind="offline", noise=0.1).trial
    assert (streaming.repeats, streaming.keeps_state, streaming.blocks_equal) == (
        False,
        True,
        None,
    )
    assert (offline.repeats, offline.keeps_state, offline.context) == (False, False, 3)


def test_frames_that_all_depend_on_all_go_one_by_one(open_program):
    trial = open_program(kind="global").trial
    assert trial.context is None and trial.one_by_one and not trial.overlaps


def test_trying_leaves_the_program_as_it_was(open_program):
    voice = open_program()
    assert not voice._module.first.pad.any()


def test_the_delay_of_a_causal_program_is_about_half_its_reach(open_program):
    # The first convolution looks back on four frames: half of them is two.
    assert 0 < open_program().trial.delay_samples <= 4 * 16
