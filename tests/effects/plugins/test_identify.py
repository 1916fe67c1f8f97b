from __future__ import annotations

from timbrespace.effects.plugins import identify
from timbrespace.effects.plugins.identify import WHY_NOT, marked, told_by_output
from timbrespace.effects.plugins.opening import open_unmarked


def test_a_gain_leaves_no_trace_once_the_peak_is_normalised(zoo):
    late = open_unmarked(f"lv2:{zoo}late")
    (gain,) = marked(late, told_by_output(late)).parameters
    assert not gain.identifiable and gain.why_not == WHY_NOT
    assert late.parameters[0].identifiable, "the effect that was given is as it was"


def test_the_real_overdrive_tells_all_but_its_output_level(mda):
    assert told_by_output(open_unmarked(f"lv2:{mda}Overdrive")) == {
        "drive": True, "muffle": True, "output": False,
    }  # fmt: skip


def test_width_leaves_no_trace_in_one_channel(mda):
    told = told_by_output(open_unmarked(f"lv2:{mda}MultiBand"))
    assert not told["stereo"] and told["l_m"] and told["h_comp"]


def test_an_effect_without_settings_stays_as_it_is(zoo):
    asks = open_unmarked(f"lv2:{zoo}asks")
    assert told_by_output(asks) == {} and marked(asks, {}) is asks


def test_a_setting_under_which_it_fails_stays_unmarked(zoo):
    trouble = open_unmarked(f"lv2:{zoo}trouble")
    assert told_by_output(trouble) == {}
    assert all(each.identifiable for each in marked(trouble, {}).parameters)


def test_nothing_new_is_begun_once_the_time_is_over(zoo, monkeypatch):
    monkeypatch.setattr(identify, "MOST_S", -1.0)
    assert told_by_output(open_unmarked(f"lv2:{zoo}late")) == {}
