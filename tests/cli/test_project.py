"""project and encode --augment as a user meets them."""

import pytest
from typer.testing import CliRunner

import timbrespace
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError

pytest.importorskip("audiomentations", reason="needs the extra 'models'")


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_copies_are_encoded_and_layers_projected(sounds, random_weights, tmp_path):
    folder = tmp_path / "few"
    folder.mkdir()
    for sound in sorted(sounds.rglob("*.wav"))[:4]:
        (folder / sound.name).write_bytes(sound.read_bytes())
    atlas = tmp_path / "few.atlas"
    done = run("encode", folder, "--atlas", atlas, "--weights", random_weights,
               "--augment", "preset:latent-audio")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "8 sounds" in done.output and "4 augmented copies" in done.output
    done = run("project", atlas, "--space", "yamnet:13", "--dims", 3, "--keep", 13,
               "--weights", random_weights)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert ":13:pca3: 3 of 6144 dims explain" in done.output and "fitted" in done.output
    spaces = [str(space["id"]) for space in timbrespace.open(atlas).spaces()]
    assert any(s.endswith(":13:pca3") for s in spaces) and any(s.endswith(":flat") for s in spaces)


def test_a_wrong_layer_is_an_error_in_one_line(atlas_folder, random_weights):
    done = run("project", atlas_folder, "--space", "yamnet:77", "--weights", random_weights)
    assert done.exit_code == 1 and isinstance(done.exception, TimbrespaceError)
