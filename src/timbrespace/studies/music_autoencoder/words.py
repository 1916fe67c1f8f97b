"""What the numbers of the study say: every sentence follows from a comparison."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.measure.records import PERCEPTUAL
from timbrespace.reports.results import Result
from timbrespace.studies.music_autoencoder.pieces import CLIP_S, Pieces
from timbrespace.studies.music_autoencoder.sizes import BITS, CHOSEN, Model
from timbrespace.studies.records import Records, cell
from timbrespace.studies.verdicts import difference, listed, stands

TITLES = {
    "multi_resolution_stft": "multi-resolution STFT", "mel_distance": "mel distance",
    "log_spectral_distance": "log-spectral distance", "si_sdr": "SI-SDR",
}  # fmt: skip
RIVALS = {"pcm": "PCM", "opus": "Opus", "dct": "DCT", "pca": "PCA", "mel-pca": "mel PCA"}
#: Higher than this, two sounds are the same to within what 8 bits could tell.
SAME_DB = 20.0

METHOD = (
    f"Every clip is the first {CLIP_S:g} s of its source, one channel, 22,050 Hz. The waveform "
    "ladder is the original's: three convolutions with Tanh and their mirror, RMSE, Adam at 0.02, "
    "40 epochs unless the budget of minutes ends before. The improved model has residual "
    "units, a spectral loss and a quantised bottleneck (FSQ, 3 bits a number), at the bit rate "
    "of the ladder's last rung. All are trained on the same tracks and measured on others.",
    f"Bits: each latent of a model without levels of its own is rounded to {BITS} bits, with "
    "ranges from training tracks. The original counted numbers, not bits: 55,112 float32 take "
    "220 kB, as much as the 110,250 samples of 16 bits that they stand for. Every table has rows "
    "for what else could have had the same bits: fewer and coarser samples (PCM), Opus (its "
    "lowest where that is more), the first coefficients of a lapped cosine transform (DCT), "
    "principal components of frames (PCA), and of mel frames with phase guessed (mel PCA).",
    "Genre: the original fitted a decision tree to all numbers of a clip and took its failure as "
    "a loss of genre. Numbers that follow the waveform change with every sample of shift, so a "
    "tree cannot read them, whatever they hold. So a linear probe reads the same latents pooled "
    "over time (mean and deviation), and what is not from these models at all: log-mel and "
    "YAMNet's embeddings. Folds hold out whole tracks; intervals are drawn over tracks. The "
    "original's own figures come from its own data (GTZAN, 100 held-out clips: a standard error "
    "of .03 to .04) and are put beside ours to be seen, not to be compared.",
    "Random latents are drawn as they move in the clips (each frame like the last), from a "
    "standard normal prior, from the aggregate posterior (mean and covariance of the clips' "
    "frames), and evenly from the box of each dim's range; the last also with every frame on its "
    "own, as in the original.",
)


def in_short(records: Records, models: Sequence[Model], clips: Pieces) -> list[str]:
    """The verdicts."""
    said = _about_data(clips)
    for model in models:
        said += _against_rivals(records, model)
    said += [
        _one_against(records, model, others[0])
        for model in models
        if (others := [m for m in models if m.name == model.beside])
    ]
    return [*said, *_genre(records, models), *_clusters(records, models), *_making(records)]


def _about_data(clips: Pieces) -> list[str]:
    if clips.rendered:
        return [
            "No music was given (--data FOLDER): the pieces are made by code, in four made-up "
            "styles, and nothing here is about music. It shows that all works."
        ]
    return []


def _against_rivals(records: Records, model: Model) -> list[str]:
    """Where a model stands to each baseline at the same bits, in what is heard."""
    of = records.at(model=model.name, part="test")
    rate = of.one("kbit_s", codec="space")
    if rate is None:
        return []
    wins, losses = [], []
    for codec, title in RIVALS.items():
        gains = [of.one("gain", metric=m, over=codec) for m in PERCEPTUAL]
        verdicts = [difference(gain) for gain in gains if gain is not None]
        if verdicts and all(v == "above" for v in verdicts):
            wins.append(title)
        if verdicts and all(v == "below" for v in verdicts):
            losses.append(title)
    rest = [t for t in RIVALS.values() if t not in [*wins, *losses]]
    parts = [
        f"beats {listed(wins)} in all three metrics of what is heard" * bool(wins),
        f"is worse than {listed(losses)} in all three" * bool(losses),
        f"is neither with {listed(rest)}" * bool(rest),
    ]
    mel = cell(of.one("mel_distance", codec="space"))
    return [
        f"{model.title}, at {rate.value:.3g} kbit/s, {'; '.join(filter(None, parts))} "
        f"(mel distance {mel} dB; Opus {cell(of.one('mel_distance', codec='opus'))} dB at "
        f"{_rate(of, 'opus')} kbit/s)."
    ]


def _one_against(records: Records, model: Model, other: Model) -> str:
    """An improved model beside the rung of the ladder that has its bits."""
    of, over = records.at(model=model.name, part="test"), f"{other.kind}:{other.name}"
    gains = {m: of.one("gain", metric=m, over=over) for m in (*PERCEPTUAL, "si_sdr")}
    known = {m: gain for m, gain in gains.items() if gain is not None}
    if not known:
        return f"{model.title} was not measured beside {other.title}."
    words = {"above": "better", "below": "worse", "not told apart from": "not told apart"}
    listed = "; ".join(
        f"{TITLES[m]} {words[difference(gain)]} ({cell(gain)})" for m, gain in known.items()
    )
    return (
        f"{model.title} ({_rate(of, 'space')} kbit/s) beside {other.title} "
        f"({_rate(of, over)} kbit/s), gains: {listed}."
    )


def _genre(records: Records, models: Sequence[Model]) -> list[str]:
    said = []
    for model in models:
        tree = records.one("accuracy", space=model.name, probe="tree")
        linear = records.one("accuracy", space=model.name, probe="linear")
        if tree is not None and linear is not None:
            said.append(
                f"Genre from {model.title}: a tree on all numbers reads {_beside_chance(tree)}; a "
                f"linear probe on the same latents, pooled, {_beside_chance(linear)}."
            )
    for name, title in (("log-mel", "log-mel"), ("yamnet", "YAMNet's embedding")):
        linear = records.one("accuracy", space=name, probe="linear")
        if linear is not None:
            said.append(f"Genre from {title}, pooled: {_beside_chance(linear)}.")
        for model in models:
            gap = records.one("accuracy_margin", space=model.name, over=name)
            if gap is not None and model.name == CHOSEN:
                words = {"above": "more", "below": "less", "not told apart from": "as much"}
                said.append(
                    f"{model.title}, pooled, says {words[difference(gap)]} of genre than {title} "
                    f"(difference {cell(gap)})."
                )
    return said


def _beside_chance(result: Result) -> str:
    chance = result.baselines["uniform"]
    return f"{cell(result)}, {stands(result, chance)} chance ({chance:.2f})"


def _clusters(records: Records, models: Sequence[Model]) -> list[str]:
    """Whether clusters of the original's chosen size are those of genre."""
    ami = records.one("ami", space=CHOSEN)
    largest = records.one("largest_cluster", space=CHOSEN)
    if ami is None or largest is None:
        return []
    return [
        f"k-means on {CHOSEN} numbers at k = {ami.where['k']}: AMI with genre {ami.value:.3f} "
        f"(labels permuted by track: {ami.baselines['permuted labels']:.3f}); the largest cluster "
        f"holds {largest.value:.0%} of the clips."
    ]


def _making(records: Records) -> list[str]:
    said = []
    for result in records.at("si_sdr_to_mixing"):
        verdict = "is mixing the sounds" if result.value > SAME_DB else "is not mixing the sounds"
        said.append(
            f"Averaging three clips in {result.where['model']} {verdict}: SI-SDR to the plain "
            f"mean of the decoded clips {result.value:.1f} dB."
        )
    return said


def _rate(of: Records, codec: str) -> str:
    rate = of.one("kbit_s", codec=codec)
    return "?" if rate is None else f"{rate.value:.3g}"
