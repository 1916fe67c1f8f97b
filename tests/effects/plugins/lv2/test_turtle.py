from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.effects.plugins.lv2.turtle import FIRST, NIL, REST, TYPE, Graph, Literal, read
from timbrespace.errors import TimbrespaceError

X = "http://x.org/"
PREFIX = f"@prefix x: <{X}> .\n"


def said(body, subject=f"{X}a", base="file:///home/"):
    return read(PREFIX + body, base).said[subject]


def test_names_lists_and_further_statements():
    found = said("x:a a x:B , x:C ; x:p x:q ; ; x:p <rest> .")
    assert found[TYPE] == [f"{X}B", f"{X}C"]
    assert found[f"{X}p"] == [f"{X}q", "file:///home/rest"]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1", 1.0), ("-1.5", -1.5), ("+.5", 0.5), ("2e-3", 0.002), ("true", True),
        ("false", False),
        ('"a"', "a"), ("'a'", "a"), ('"""a "b"\nc"""', 'a "b"\nc'), ("'''it's'''", "it's"),
        (r'"a\tb\"\\"', 'a\tb"\\'), (r'"\u00e4\U0001F600"', "ä😀"), ('"7"^^x:thing', "7"),
        ('"7"^^<http://www.w3.org/2001/XMLSchema#decimal>', 7.0),
        ('"# no comment"', "# no comment"),
        ('"true"^^<http://www.w3.org/2001/XMLSchema#boolean>', True),
    ],
)  # fmt: skip
def test_literals(written, value):
    (found,) = said(f"x:a x:p {written}.")[f"{X}p"]
    assert isinstance(found, Literal)
    assert found.value == value and type(found.value) is type(value)


def test_texts_without_a_language_come_first():
    graph = read(PREFIX + 'x:a x:p "Hall"@de-AT , "Room" ; x:q "nur"@de .', "file:///")
    assert graph.text(f"{X}a", f"{X}p") == "Room"
    assert graph.text(f"{X}a", f"{X}q") == "nur"
    assert graph.text(f"{X}a", f"{X}none") == ""


def test_blank_nodes_hold_what_is_in_them():
    graph = read(PREFIX + "x:a x:p [ a x:B ; x:q [ x:r 1 ] ] , [] .\n[ x:s 2 ] .", "file:///")
    inner, empty = graph.nodes(f"{X}a", f"{X}p")
    (innermost,) = graph.nodes(inner, f"{X}q")
    assert graph.number(innermost, f"{X}r") == 1.0
    assert graph.of_type(f"{X}B") == [inner] and empty not in graph.said
    assert len({inner, empty, innermost}) == 3


def test_named_blank_nodes_are_one_within_a_document_and_two_across():
    graph = Graph()
    read(PREFIX + "_:n x:p 1 . x:a x:q _:n .", "file:///", graph)
    read(PREFIX + "x:b x:q _:n .", "file:///", graph)
    (first,), (second,) = graph.nodes(f"{X}a", f"{X}q"), graph.nodes(f"{X}b", f"{X}q")
    assert first != second and graph.number(first, f"{X}p") == 1.0


def test_collections_are_chains():
    graph = read(PREFIX + "x:a x:p ( 1 x:b ) , () .", "file:///")
    head, empty = graph.nodes(f"{X}a", f"{X}p")
    assert empty == NIL and graph.number(head, FIRST) == 1.0
    (tail,) = graph.nodes(head, REST)
    assert graph.nodes(tail, FIRST) == [f"{X}b"] and graph.nodes(tail, REST) == [NIL]


def test_bases_and_prefixes_of_either_spelling():
    text = f"PREFIX y: <{X}>\n@base <http://base/dir/> .\n<#me> y:p <../up> , y:a.b , y:c\\-d ."
    found = read(text, "file:///").said["http://base/dir/#me"][f"{X}p"]
    assert found == ["http://base/up", f"{X}a.b", f"{X}c-d"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("\n\nx:a x:p 1 .", 3), (PREFIX + "x:a x:p 'open .", 2), (PREFIX + "x:a x:p ] .", 2),
     (PREFIX + "x:a x:p 1", 2), (PREFIX + "'a' x:p 1 .", 2), ("@prefix x <y> .", 1)],
)  # fmt: skip
def test_what_is_no_turtle_is_named_by_its_line(text, line):
    with pytest.raises(TimbrespaceError, match=f"Line {line} "):
        read(text, "file:///")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_as_much_is_said_as_a_full_reader_finds():
    rdflib = pytest.importorskip("rdflib", reason="rdflib, to compare with, is not installed")
    files = [Path(__file__).parents[1] / "zoo.ttl", *sorted(Path("/usr/lib/lv2").glob("*/*.ttl"))]
    for path in files[:40]:
        text = path.read_text(encoding="utf-8")
        ours = read(text, path.as_uri())
        theirs = rdflib.Graph().parse(data=text, format="turtle", publicID=path.as_uri())
        count = sum(len(things) for about in ours.said.values() for things in about.values())
        assert count == len(theirs), path
        iris = {each for each in ours.said if not each.startswith("_:")}
        assert iris == {str(each) for each in theirs.subjects() if isinstance(each, rdflib.URIRef)}
