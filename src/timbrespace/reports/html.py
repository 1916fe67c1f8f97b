"""A report as one HTML file: text, tables, figures and sounds, and nothing fetched from afar."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.atlas.files import write_text
from timbrespace.errors import TimbrespaceError
from timbrespace.reports.results import versions

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SOUND_TYPES = {
    ".wav": "audio/wav", ".flac": "audio/flac", ".ogg": "audio/ogg", ".mp3": "audio/mpeg",
    ".opus": "audio/ogg", ".m4a": "audio/mp4",
}  # fmt: skip

_STYLE = """
:root { color-scheme: light; }
body { margin: 2.5rem auto; max-width: 54rem; padding: 0 1.25rem; color: #222; background: #fff;
  font: 16px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem; }
h2 { font-size: 1.15rem; margin: 2.4rem 0 .6rem; }
p.lead { color: #595959; margin-top: 0; }
figure { margin: 1.4rem 0; }
figure img { width: 100%; height: auto; }
figcaption, caption { color: #595959; font-size: .85rem; text-align: left; }
caption { caption-side: top; padding-bottom: .4rem; }
.scroll { overflow-x: auto; margin: 1.1rem 0 1.6rem;
  margin-right: calc(-1 * max(0px, (100vw - 58rem) / 2)); }
table { border-collapse: collapse; min-width: 32rem; font-size: .85rem;
  font-variant-numeric: tabular-nums; }
th, td { padding: .22rem .7rem .22rem 0; text-align: left; white-space: nowrap;
  border-bottom: 1px solid #e8e8e8; }
th { border-bottom-color: #8a8a8a; font-weight: 600; }
td.n, th.n { text-align: right; }
pre { background: #f5f5f5; padding: .7rem .9rem; font-size: .85rem; white-space: pre-wrap;
  overflow-wrap: anywhere; }
figure.sound { display: inline-block; width: 19rem; max-width: 100%; margin: .4rem 1.2rem .4rem 0;
  vertical-align: top; }
audio { width: 100%; display: block; }
"""


class Report:
    """A report that grows from the top; every part returns the report, so that they chain.

    All text is escaped: labels and file names come from whoever made the corpus.

    Args:
        title: Its heading, and the window's.
        lead: One sentence under it.

    Example:
        >>> report = Report("Probes").text("Wood & <metal>").table([{"layer": 8, "score": 0.5}])
        >>> "Wood &amp; &lt;metal&gt;" in report.page()
        True
    """

    def __init__(self, title: str, lead: str = "") -> None:
        self.title = title
        self._parts = [f"<h1>{html.escape(title)}</h1>"]
        if lead:
            self._parts.append(f'<p class="lead">{html.escape(lead)}</p>')

    def heading(self, text: str) -> Report:
        """Begin a section."""
        return self._add(f"<h2>{html.escape(text)}</h2>")

    def text(self, *paragraphs: str) -> Report:
        """Add paragraphs of plain text."""
        for paragraph in paragraphs:
            self._add(f"<p>{html.escape(paragraph)}</p>")
        return self

    def bullets(self, sentences: Iterable[str]) -> Report:
        """Add a list; nothing where there are no sentences."""
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in sentences)
        return self._add(f"<ul>{items}</ul>") if items else self

    def command(self, line: str) -> Report:
        """Add a command line, to be copied."""
        return self._add(f"<pre>{html.escape(line)}</pre>")

    def table(
        self,
        rows: Sequence[Mapping[str, object]],
        caption: str = "",
        columns: Sequence[str] | None = None,
    ) -> Report:
        """Add a table.

        Args:
            rows: Each by column; floats get three digits, None stays empty.
            caption: Above it.
            columns: Which, in which order; default: those of the first row.
        """
        names = list(columns or (rows[0] if rows else ()))
        numeric = {n: all(isinstance(r.get(n), int | float | None) for r in rows) for n in names}
        head = "".join(_cell("th", name, numeric[name]) for name in names)
        body = "".join(
            f"<tr>{''.join(_cell('td', row.get(n), numeric[n]) for n in names)}</tr>"
            for row in rows
        )
        above = f"<caption>{html.escape(caption)}</caption>" if caption else ""
        return self._add(
            f'<div class="scroll"><table>{above}<thead><tr>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table></div>"
        )

    def figure(self, figure: Figure | bytes, caption: str, alt: str = "") -> Report:
        """Add a matplotlib figure, as SVG inside the page.

        Args:
            figure: Drawn with :func:`timbrespace.reports.style.canvas`, or its SVG.
            caption: Under it.
            alt: What it shows, for those who cannot see it; default: the caption.
        """
        from timbrespace.reports.style import as_svg

        content = figure if isinstance(figure, bytes) else as_svg(figure)
        # As an image, not as inline SVG, so that ids in two figures cannot meet.
        return self._add(
            f'<figure><img src="{_data("image/svg+xml", content)}" '
            f'alt="{html.escape(alt or caption, quote=True)}">'
            f"<figcaption>{html.escape(caption)}</figcaption></figure>"
        )

    def sound(self, sound: Path | bytes, caption: str) -> Report:
        """Add a sound that plays.

        Args:
            sound: A file that browsers play (WAV, FLAC, OGG, MP3, M4A), or a WAV's bytes.
            caption: Under it.

        Raises:
            TimbrespaceError: The file is of another type.
        """
        kind = (
            SOUND_TYPES.get(sound.suffix.lower(), "") if isinstance(sound, Path) else "audio/wav"
        )
        if not kind:
            raise TimbrespaceError(
                f"Browsers cannot play '{sound!s}'.", "Convert it to WAV for the report."
            )
        content = sound.read_bytes() if isinstance(sound, Path) else sound
        return self._add(
            f'<figure class="sound"><audio controls preload="none" '
            f'src="{_data(kind, content)}"></audio>'
            f"<figcaption>{html.escape(caption)}</figcaption></figure>"
        )

    def made_with(self, seed: int, seconds: float | None = None, command: str = "") -> Report:
        """End with what made the report: command, time, seed, versions."""
        self.heading("What made it")
        if command:
            self.command(command)
        listed = ", ".join(f"{name} {number}" for name, number in versions().items())
        begun = "Seed" if seconds is None else f"{seconds:.0f} s, seed"
        return self.text(f"{begun} {seed}; {listed}.")

    def page(self) -> str:
        """The whole page; it allows itself nothing but what it carries."""
        policy = "default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'"
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{html.escape(self.title)}</title><style>{_STYLE}</style></head>\n<body>\n"
            + "\n".join(self._parts)
            + "\n</body></html>\n"
        )

    def write(self, path: Path) -> Path:
        """Write the page; the file is replaced as a whole."""
        write_text(path, self.page())
        return path

    def _add(self, part: str) -> Report:
        self._parts.append(part)
        return self


def _cell(tag: str, value: object, numeric: bool) -> str:
    text = "" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
    kind = ' class="n"' if numeric else ""
    return f"<{tag}{kind}>{html.escape(text)}</{tag}>"


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
