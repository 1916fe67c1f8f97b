"""The rack's state as plain data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from timbrespace.effects.base import Effect, Parameter, values

if TYPE_CHECKING:
    from timbrespace.live.rack.rack import Rack


def rack_state(rack: Rack) -> dict[str, Any]:
    """What docs/server.md says."""
    mixer, waits, effect, theta = rack.mixer, rack.waits, rack.effect, rack.theta
    fits = effect is not None and len(theta) == len(effect.parameters)
    lane, outlet = mixer.lane, mixer.outlet
    delay_ms = 1e3 * (lane.delay_samples if lane else 0) / rack.sample_rate
    ahead = waits.block_samples + waits.ahead_samples + outlet.limiter.delay_samples
    return {
        "effect": effect_facts(effect) if effect is not None else None,
        "theta": [float(each) for each in theta] if fits else [],
        "values": values(effect, theta) if effect is not None and fits else {},
        "here": rack.here,
        "sound": rack.sound.facts if rack.sound is not None else None,
        "playing": rack.playing,
        "dry": rack.dry,
        "match": rack.match,
        "loop": rack.loop,
        "at_s": mixer.at_s,
        "gain_db": rack.gain_db,
        "smooth_ms": rack.smooth_ms,
        "matched_db": mixer.matched_db,
        "meters": {
            "peak_db": outlet.meters.peak_db,
            "rms_db": outlet.meters.rms_db,
            "limiting_db": outlet.limiter.gain_db,
        },
        "delay_ms": {
            "model": delay_ms,
            "buffering": 1e3 * ahead / rack.sample_rate,
            "transport": waits.transport_ms,
        },
        "load": waits.load,
        "late_blocks": waits.late_blocks,
        "underruns": waits.underruns + waits.page_underruns,
        "position": mixer.position,
        "told": [list(each) for each in list(mixer.inbox.told)],
        "opening": rack.opening,
        "problem": lane.problem if lane is not None else "",
        "notices": rack.notices.listed(),
    }


def effect_facts(effect: Effect) -> dict[str, Any]:
    """An effect and its parameters."""
    return {
        "id": effect.id,
        "title": effect.title,
        "kind": kind_of(effect.id),
        "parameters": [parameter_facts(each) for each in effect.parameters],
    }


def parameter_facts(parameter: Parameter) -> dict[str, Any]:
    """One parameter, all of it plain."""
    return asdict(parameter)


def kind_of(effect_id: str) -> str:
    """``own``, ``dasp``, ``lv2``, ``vst3`` or ``chain``.

    Example:
        >>> kind_of("overdrive"), kind_of("lv2:http://drobilla.net/plugins/mda/Overdrive")
        ('own', 'lv2')
    """
    prefix, colon, _ = effect_id.partition(":")
    return prefix if colon else "own"
