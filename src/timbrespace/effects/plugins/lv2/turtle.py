"""Turtle, the text format that LV2 plug-ins are described in: as much of it as they use."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin

from timbrespace.errors import TimbrespaceError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL = f"{RDF}type", f"{RDF}first", f"{RDF}rest", f"{RDF}nil"


@dataclass(frozen=True)
class Literal:
    """A text, a number or a truth; IRIs and blank nodes (``"_:1"``) are plain strings.

    Args:
        value: As Python has it.
        language: ``"de"`` of ``"Hall"@de``, or ``""``.
    """

    value: str | float | bool
    language: str = ""


Term = str | Literal


@dataclass
class Graph:
    """What is said: subject, predicate, objects in the order of the file."""

    said: dict[str, dict[str, list[Term]]] = field(default_factory=dict)

    def add(self, subject: str, predicate: str, thing: Term) -> None:
        """Say one thing more."""
        self.said.setdefault(subject, {}).setdefault(predicate, []).append(thing)

    def all(self, subject: str, predicate: str) -> list[Term]:
        """Everything that is said of it there."""
        return self.said.get(subject, {}).get(predicate, [])

    def nodes(self, subject: str, predicate: str) -> list[str]:
        """Everything that is said of it there and is no literal."""
        return [each for each in self.all(subject, predicate) if isinstance(each, str)]

    def text(self, subject: str, predicate: str) -> str:
        """The first text, rather one without a language; ``""`` if there is none."""
        literals = [each for each in self.all(subject, predicate) if isinstance(each, Literal)]
        literals.sort(key=lambda each: bool(each.language))
        return str(literals[0].value) if literals else ""

    def number(self, subject: str, predicate: str) -> float | None:
        """The first number."""
        for each in self.all(subject, predicate):
            if isinstance(each, Literal) and isinstance(each.value, int | float):
                return float(each.value)
        return None

    def of_type(self, kind: str) -> list[str]:
        """Every subject of this type."""
        return [subject for subject in self.said if kind in self.all(subject, TYPE)]


def read(text: str, base: str, graph: Graph | None = None) -> Graph:
    """What a Turtle document says.

    Args:
        text: The document.
        base: What relative IRIs are relative to (``"file:///usr/lib/lv2/mda.lv2/"``).
        graph: Say it there; a new one otherwise.

    Raises:
        TimbrespaceError: It is no Turtle; the message names the line.

    Example:
        >>> graph = read('@prefix x: <http://x/> . x:a a x:B ; x:c 1.5, "d" .', "file:///")
        >>> graph.of_type("http://x/B"), graph.number("http://x/a", "http://x/c")
        (['http://x/a'], 1.5)

    Source: RDF 1.1 Turtle (W3C, 2014).
    """
    reader = _Reader(text, base, Graph() if graph is None else graph)
    reader.document()
    return reader.graph


_TOKEN = re.compile(
    r"""(?P<skip>(?:\s+|\#[^\n]*)+)
    |(?P<iri><[^<>"{}|^`\s]*>)
    |(?P<text>\"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<directive>@prefix\b|@base\b|(?i:prefix|base)(?=\s))
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<number>[+-]?(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?(?![\w:]))
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:%-]|\\.)(?:(?:[\w:.%-]|\\.)*(?:[\w:%-]|\\.))?)?
        |_:[\w](?:[\w.-]*[\w-])?)
    |(?P<word>a(?![\w:])|true\b|false\b)
    |(?P<mark>\^\^|[][().;,])""",
    re.VERBOSE | re.DOTALL,
)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_blanks = itertools.count(1)


class _Token(NamedTuple):
    kind: str
    text: str
    at: int


class _Reader:
    """A recursive descent through one document."""

    def __init__(self, text: str, base: str, graph: Graph) -> None:
        self.graph = graph
        self._text, self._base = text, base
        self._prefixes: dict[str, str] = {}
        self._named: dict[str, str] = {}
        self._tokens = self._all_tokens()
        self._next = next(self._tokens)

    def document(self) -> None:
        """Statements until the end."""
        while self._next.kind != "end":
            if self._next.kind == "directive":
                self._directive()
            else:
                self._triples()

    def _all_tokens(self) -> Iterator[_Token]:
        at = 0
        while at < len(self._text):
            match = _TOKEN.match(self._text, at)
            if match is None:
                raise self._wrong(at)
            at = match.end()
            kind = str(match.lastgroup)
            if kind != "skip":
                yield _Token(kind, match.group(), match.start())
        yield _Token("end", "", len(self._text))

    def _wrong(self, at: int) -> TimbrespaceError:
        line = self._text.count("\n", 0, at) + 1
        found = self._text[at : at + 20].partition("\n")[0]
        return TimbrespaceError(f"Line {line} of it is no Turtle, at '{found}'.")

    def _take(self, kind: str = "", text: str = "") -> str:
        token = self._next
        if (kind and token.kind != kind) or (text and token.text != text):
            raise self._wrong(token.at)
        if token.kind != "end":
            self._next = next(self._tokens)
        return token.text

    def _is(self, *marks: str) -> bool:
        return self._next.kind == "mark" and self._next.text in marks

    def _directive(self) -> None:
        word = self._take("directive")
        if "base" in word.lower():
            self._base = self._iri(self._take("iri"))
        else:
            prefix = self._take("name")
            self._prefixes[prefix[:-1]] = self._iri(self._take("iri"))
        if word.startswith("@"):
            self._take("mark", ".")

    def _triples(self) -> None:
        bare = self._is("[")
        subject = self._term()
        if isinstance(subject, Literal):
            raise self._wrong(self._next.at)
        if not (bare and self._is(".")):
            self._said_of(subject)
        self._take("mark", ".")

    def _said_of(self, subject: str) -> None:
        while True:
            predicate = self._predicate()
            self.graph.add(subject, predicate, self._term())
            while self._is(","):
                self._take()
                self.graph.add(subject, predicate, self._term())
            if not self._is(";"):
                return
            while self._is(";"):
                self._take()
            if self._is(".", "]"):
                return

    def _predicate(self) -> str:
        if self._next == ("word", "a", self._next.at):
            self._take()
            return TYPE
        found = self._term()
        if isinstance(found, Literal):
            raise self._wrong(self._next.at)
        return found

    def _term(self) -> Term:
        kind, text, at = self._next
        self._take()
        if kind == "iri":
            return self._iri(text)
        if kind == "name":
            return self._name(text, at)
        if kind == "text":
            return self._literal(text)
        if kind == "number":
            return Literal(float(text))
        if kind == "word" and text != "a":
            return Literal(text == "true")
        if kind == "mark" and text == "[":
            return self._blank()
        if kind == "mark" and text == "(":
            return self._collection()
        raise self._wrong(at)

    def _iri(self, text: str) -> str:
        iri = _plain(text[1:-1])
        return iri if _ABSOLUTE.match(iri) else urljoin(self._base, iri)

    def _name(self, text: str, at: int) -> str:
        prefix, _, local = text.partition(":")
        if prefix == "_":
            return self._named.setdefault(local, _new_blank())
        if prefix not in self._prefixes:
            raise self._wrong(at)
        # Few names have an escape, and a manifest may have a million names.
        plain = re.sub(r"\\(.)", r"\1", local) if "\\" in local else local
        return self._prefixes[prefix] + plain

    def _literal(self, text: str) -> Literal:
        quotes = 3 if text[:3] in ('"""', "'''") else 1
        value = _plain(text[quotes:-quotes])
        if self._next.kind == "language":
            return Literal(value, self._take()[1:])
        if self._is("^^"):
            self._take()
            return _typed(value, str(self._term()))
        return Literal(value)

    def _blank(self) -> str:
        node = _new_blank()
        if not self._is("]"):
            self._said_of(node)
        self._take("mark", "]")
        return node

    def _collection(self) -> str:
        things = []
        while not self._is(")"):
            things.append(self._term())
        self._take()
        rest = NIL
        for thing in reversed(things):
            node = _new_blank()
            self.graph.add(node, FIRST, thing)
            self.graph.add(node, REST, rest)
            rest = node
        return rest


def _new_blank() -> str:
    return f"_:{next(_blanks)}"


def _typed(value: str, kind: str) -> Literal:
    name = kind.rpartition("#")[2]
    if name == "boolean":
        return Literal(value in ("true", "1"))
    if name in ("integer", "decimal", "double", "float", "int", "nonNegativeInteger"):
        try:
            return Literal(float(value))
        except ValueError:
            return Literal(value)
    return Literal(value)


def _plain(text: str) -> str:
    if "\\" not in text:
        return text

    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _ESCAPED.get(match[3], match[3])

    return _ESCAPE.sub(character, text)
