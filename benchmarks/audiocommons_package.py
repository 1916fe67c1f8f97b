"""Measure sounds with the AudioCommons package itself; run by ``audiocommons.py``.

    PYTHON benchmarks/audiocommons_package.py PACKAGE OUT.json SOUND...

Needs numpy, scipy, librosa, scikit-learn, soundfile, pyloudnorm and six, not timbrespace. PACKAGE
is the unpacked source distribution of timbral_models 0.4.0. What it calls by names and in ways
that are gone from NumPy and librosa is put back first.
"""

from __future__ import annotations

import json
import sys
import time
from typing import Any

import librosa
import numpy as np
import soundfile

WORDS = {
    "hardness": "timbral_hardness",
    "depth": "timbral_depth",
    "brightness": "timbral_brightness",
    "roughness": "timbral_roughness",
    "warmth": "timbral_warmth",
    "sharpness": "timbral_sharpness",
    "boominess": "timbral_booming",
}


def main(package: str, out: str, sounds: list[str]) -> None:
    """Measure each sound, mixed down to one channel; write values, errors and seconds."""
    put_back()
    sys.path.insert(0, package)
    import timbral_models

    found = []
    for path in sounds:
        audio, rate = soundfile.read(path, always_2d=True)
        mono = audio.mean(axis=1)
        if rate < 44_100:
            mono, rate = librosa.resample(mono, orig_sr=rate, target_sr=44_100), 44_100
        row: dict[str, Any] = {"path": path, "duration_s": len(mono) / rate}
        began_s = time.process_time()
        for word, name in WORDS.items():
            try:
                row[word] = float(getattr(timbral_models, name)(mono.copy(), fs=rate))
            except Exception as error:
                row[word] = None
                row[f"{word}_error"] = f"{type(error).__name__}: {error}"
        row["seconds"] = time.process_time() - began_s
        found.append(row)
        with open(out, "w", encoding="utf-8") as file:
            json.dump(found, file)


def put_back() -> None:
    """Calls by position, and ``numpy.lib.pad``, as they were when the package was written."""
    detect, strength, resample = (
        librosa.onset.onset_detect,
        librosa.onset.onset_strength,
        librosa.resample,
    )
    np.lib.pad = np.pad
    librosa.onset.onset_detect = lambda y, sr, **how: detect(y=y, sr=sr, **how)
    librosa.onset.onset_strength = lambda y, sr, **how: strength(y=y, sr=sr, **how)
    librosa.core.resample = lambda y, a, b: resample(y, orig_sr=a, target_sr=b)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
