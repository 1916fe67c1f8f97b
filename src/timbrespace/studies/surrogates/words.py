"""What the study says in sentences; every verdict follows from records."""

from __future__ import annotations

from collections.abc import Mapping

from timbrespace.studies.records import Records, cell
from timbrespace.studies.surrogates.sizes import PROMISE, PROMISED
from timbrespace.studies.verdicts import listed

METHOD = (
    "Latents are drawn where real sounds lie in a voice and a little around them, each is held, "
    "decoded, and described; the first moments are not. An ensemble of five networks learns from "
    "nine tenths of them what each descriptor will be, and how sure it is. To ask for a word, a "
    "latent is looked for along the ensemble's gradient, near where the player stands, and not "
    "where the voice was never at home; where the ensemble is unsure of more than the way there "
    "costs, a point that was measured answers. A second network learns to answer in one pass.",
    "What counts is the closed loop: targets were measured on points that nobody learned from, "
    "the latent that is found is decoded, and the sound is measured. Beside it: the point that "
    "sounds nearest (kNN lookup, which ignores where the player stands), the shortest step by a "
    "linear model, a random point.",
    "To carry words from one voice to the next, k latents of the new voice are decoded. "
    "The error is the mean distance from what was wanted to what is heard, as a share of what the "
    "new voice reaches; rows beside it learn from the same k decodes alone, or know nothing.",
)


def in_short(records: Records, titles: Mapping[str, str], words: Mapping[str, str]) -> list[str]:
    """The verdicts.

    Args:
        records: Of all voices.
        titles: Of voices, by name.
        words: Titles of words, by name.
    """
    said = [_promise(records, voice, title, words) for voice, title in titles.items()]
    said += [_reached(records, voice, title) for voice, title in titles.items()]
    return [sentence for sentence in said if sentence]


def _promise(records: Records, voice: str, title: str, words: Mapping[str, str]) -> str:
    """Which of the promised words come when they are asked for."""
    kept: list[str] = []
    missed: list[str] = []
    lost: list[str] = []
    for name in PROMISED:
        found = records.one("closed_loop_spearman", voice=voice, word=name, method="gradient",
                            asked="alone")  # fmt: skip
        if found is None:
            lost.append(words.get(name, name).lower())
            continue
        said = f"{words.get(name, name).lower()} {cell(found)}"
        (kept if found.value >= PROMISE else missed).append(said)
    parts = [
        f"as asked (Spearman, {PROMISE:g} aimed at): {listed(kept)}" * bool(kept),
        f"short of it: {listed(missed)}" * bool(missed),
        f"no slider for {listed(lost)}" * bool(lost),
    ]
    return f"{title}: {'; '.join(filter(None, parts))}."


def _reached(records: Records, voice: str, title: str) -> str:
    """Whether requests out of reach are known to be."""
    known = [r for r in records.at("reached_precision", voice=voice) if r.value == r.value]
    if not known:
        return ""
    mean = sum(r.value for r in known) / len(known)
    base = sum(r.baselines["always said to be reached"] for r in known) / len(known)
    return (
        f"{title}: of requests from half a range below to half a range above its reach that it "
        f"says are reached, {mean:.0%} are, within a tenth of the range (of all requests: "
        f"{base:.0%})."
    )
