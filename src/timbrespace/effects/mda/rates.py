"""What the mda suite counts in samples, at any sample rate.

Most of the suite sets poles and delays by the sample, so that a room is half as large at twice
the rate. Ours measure as it does at 44.1 kHz, and stay so at any other rate.
"""

from __future__ import annotations

from typing import Any

#: The rate at which ours and the real ones agree, in Hz.
HOME_HZ = 44_100

#: A power below 1 has no slope at zero, which a filter that lets all through would need.
_LEAST = 1e-9


def share_at(share: Any, sample_rate: int) -> Any:
    """The share of a one-pole filter at 44.1 kHz, so that it is as slow at this rate.

    Example:
        >>> round(share_at(0.19, 88_200), 6)
        0.1
    """
    return 1.0 - (1.0 - share + _LEAST) ** (HOME_HZ / sample_rate)


def samples_at(samples: Any, sample_rate: int) -> Any:
    """So many samples at 44.1 kHz, as samples at this rate.

    Example:
        >>> samples_at(441.0, 88_200)
        882.0
    """
    return samples * (sample_rate / HOME_HZ)
