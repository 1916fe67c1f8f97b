"""The study's command lines mean what they meant."""

from __future__ import annotations

import pytest
import typer

from timbrespace.cli.aliases import HELP, translated

SHORT = (
    "-tp clips -vp held -ep 10 -ex my.space -bs 8 -lr 1e-4 -kla 0.01 -mkl 0.5 -lpe 20 "
    "-d cuda:1 -mf 800"
)
LONG = (
    "--train_path clips --validation_path held --epochs 10 --export_path my.space "
    "--batch_size 8 --learning_rate 1e-4 --kl_anneal 0.01 --max_kl 0.5 --logs_per_epoch 20 "
    "--device cuda:1 --max_files 800"
)
OURS = (
    "wavenet --validation held --set epochs=10 --out my.space --set batch_size=8 "
    "--set learning_rate=1e-4 --set kl_anneal=0.01 --set max_kl=0.5 --set logs_per_epoch=20 "
    "--accelerator cuda:1 --max-files 800 clips"
)


@pytest.mark.parametrize("line", [SHORT, LONG, SHORT.replace("-ep 10", "-ep=10")])
def test_each_option_has_its_own_meaning_here(line):
    assert translated(["wavenet", *line.split()]) == OURS.split()


def test_our_own_options_stay_as_they_are():
    ours = "wavenet clips --out a.space --set epochs=3 --max-files 5 --seed=4 --again".split()
    assert translated(ours) == ours


def test_tables_have_a_data_path():
    line = "table -dp genes.tsv --out genes.space".split()
    assert translated(line) == "table --out genes.space genes.tsv".split()


@pytest.mark.parametrize("line", [["wavenet", "-tp"], ["wavenet", "--epochs="]])
def test_an_option_without_its_value_is_named(line):
    with pytest.raises(typer.BadParameter, match=line[-1].rstrip("=")):
        translated(line)


def test_help_names_them_all():
    assert all(name in HELP for name in (SHORT + " " + LONG).split() if name.startswith("-"))
