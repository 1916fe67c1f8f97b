"""Does a file hold as many bytes as its own header promises?

Decoders forgive a file that was cut short: they read what is there and say nothing.
So the promise is read from the container itself: the data chunk of WAV, RF64, AIFF and
AU, the last page of Ogg, the Xing header of MP3, the boxes of MP4, the segment of WebM.
FLAC promises samples, not bytes; the decoder counts those.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

#: Some writers count the header, or a padding byte, into the data; that is no damage.
_SLACK_BYTES = 64
#: What a writer puts where it does not know the size yet (a pipe).
_UNKNOWN_FROM = 0x7FFFF000
#: A file of more parts than this is not worth following to its end.
_MOST_CHUNKS = 10_000
_OGG_PAGE_BYTES = 65_307  # the longest page there can be


def missing_bytes(file: BinaryIO) -> int:
    """Bytes that the header promises and the file does not hold; 0 if whole or unknown.

    Args:
        file: Open for reading and seekable; its position is lost.

    Example:
        >>> import io
        >>> head = b"RIFF" + struct.pack("<I", 1036) + b"WAVE"
        >>> missing_bytes(io.BytesIO(head + b"data" + struct.pack("<I", 1000) + bytes(400)))
        600
    """
    size = file.seek(0, 2)
    file.seek(0)
    head = file.read(16)
    for fits, promised in _PROMISES:
        if fits(head):
            try:
                lacking = promised(file, size) - size
            except (struct.error, IndexError):  # the cut came within the header
                return _SLACK_BYTES + 1
            return lacking if lacking > _SLACK_BYTES else 0
    return 0


def mp3_counts_its_frames(file: BinaryIO) -> bool:
    """Whether an MP3 says its exact length (Xing, Info or VBRI header)."""
    _, frame = _first_mp3_frame(file)
    return any(mark in frame[:200] for mark in (b"Xing", b"Info", b"VBRI"))


def looks_like_sound(head: bytes) -> bool:
    """Whether the first 16 bytes or more of a file are those of a known sound container.

    Example:
        >>> looks_like_sound(b"fLaC" + bytes(12)), looks_like_sound(b"Dear Sir or Madam")
        (True, False)
    """
    if any(fits(head) for fits, _ in _PROMISES):
        return True
    return head[:4] in (b"fLaC", b"caff", b"riff", b"wvpk", b"MAC ") or _is_mpeg_frame(head)


def _riff_end(file: BinaryIO, size: int) -> int:
    return _chunked_end(file, size, "<I", b"data")


def _aiff_end(file: BinaryIO, size: int) -> int:
    return _chunked_end(file, size, ">I", b"SSND")


def _chunked_end(file: BinaryIO, size: int, order: str, wanted: bytes) -> int:
    position, long_size = 12, None
    for _ in range(_MOST_CHUNKS):
        if position + 8 > size:
            return max(position, size) + _SLACK_BYTES + 1  # the cut came before the samples
        file.seek(position)
        head = file.read(8)
        n_bytes = int(struct.unpack(order, head[4:])[0])
        if head[:4] == b"ds64":  # RF64: the sizes of a file beyond 4 GB
            long_size = int(struct.unpack("<8xQ", file.read(16))[0])
        if head[:4] == wanted:
            if n_bytes == 0xFFFFFFFF and long_size is not None:
                return position + 8 + long_size
            return size if n_bytes >= _UNKNOWN_FROM else position + 8 + n_bytes
        position += 8 + n_bytes + n_bytes % 2
    return size


def _au_end(file: BinaryIO, size: int) -> int:
    file.seek(4)
    start, n_bytes = struct.unpack(">II", file.read(8))
    return size if n_bytes >= _UNKNOWN_FROM else int(start + n_bytes)


def _ogg_end(file: BinaryIO, size: int) -> int:
    tail_at = max(0, size - _OGG_PAGE_BYTES - 27)
    file.seek(tail_at)
    tail = file.read()
    last = tail.rfind(b"OggS\x00")
    if last < 0:
        return size
    n_segments = tail[last + 26] if last + 26 < len(tail) else 0
    table = tail[last + 27 : last + 27 + n_segments]
    if len(table) < n_segments or last + 27 > len(tail):
        return size + _SLACK_BYTES + 1
    lacking = last + 27 + n_segments + sum(table) - len(tail)
    return size + (_SLACK_BYTES + lacking if lacking > 0 else 0)


def _mp3_end(file: BinaryIO, size: int) -> int:
    start, frame = _first_mp3_frame(file)
    at = max(frame[:200].find(b"Xing"), frame[:200].find(b"Info"))
    if at < 0 or len(frame) < at + 16:
        return size
    flags = struct.unpack(">I", frame[at + 4 : at + 8])[0]
    if not flags & 2:
        return size
    field = at + 8 + (4 if flags & 1 else 0)
    promised = int(struct.unpack(">I", frame[field : field + 4])[0])
    # Taggers are loose with this number; a frame or one per cent is not a cut.
    return size if start + promised <= size + max(2048, promised // 100) else start + promised


def _first_mp3_frame(file: BinaryIO) -> tuple[int, bytes]:
    """Where the MPEG frames begin, after any ID3 tags, and the first bytes of them."""
    start = 0
    for _ in range(8):  # tags may follow one another
        file.seek(start)
        head = file.read(10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        start += 10 + _seven_bit_number(head[6:])
    file.seek(start)
    return start, file.read(256)


def _seven_bit_number(digits: bytes) -> int:
    """A number written in bytes of seven bits, as ID3 does."""
    number = 0
    for digit in digits:
        number = number << 7 | digit & 0x7F
    return number


def _mp4_end(file: BinaryIO, size: int) -> int:
    position, has_index = 0, False
    for _ in range(_MOST_CHUNKS):
        if position + 8 > size:
            break
        file.seek(position)
        n_bytes, kind = struct.unpack(">I4s", file.read(8))
        if not kind.isalnum():
            break
        if n_bytes == 1:
            n_bytes = int.from_bytes(file.read(8), "big")
        has_index |= kind in (b"moov", b"moof")
        position = size if n_bytes == 0 else position + max(8, n_bytes)
    if not has_index:
        return max(position, size) + _SLACK_BYTES + 1
    # An index before the samples says where they end; a part cut short shows by its size.
    return max(position, size)


def _webm_end(file: BinaryIO, size: int) -> int:
    file.seek(4)
    head_size = _ebml_number(file)
    if head_size is None:
        return size
    file.seek(file.tell() + head_size)
    if file.read(4) != b"\x18\x53\x80\x67":  # Segment
        return size
    n_bytes = _ebml_number(file)
    return size if n_bytes is None else file.tell() + n_bytes


def _ebml_number(file: BinaryIO) -> int | None:
    """A length of the container format of WebM; None where it says "unknown"."""
    first = file.read(1)
    if not first or not first[0]:
        return None
    width = 9 - first[0].bit_length()
    value = int.from_bytes(bytes([first[0] & (0xFF >> width)]) + file.read(width - 1), "big")
    return None if value == (1 << 7 * width) - 1 else value


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether this is the header of an MPEG layer I to III frame with no forbidden value."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    layer, version = head[1] >> 1 & 3, head[1] >> 3 & 3
    rate_code, bit_rate_code = head[2] >> 2 & 3, head[2] >> 4
    return layer != 0 and version != 1 and rate_code != 3 and bit_rate_code not in (0, 15)


_PROMISES: list[tuple[Callable[[bytes], bool], Callable[[BinaryIO, int], int]]] = [
    (lambda h: h[:4] in (b"RIFF", b"RF64", b"BW64") and h[8:12] == b"WAVE", _riff_end),
    (lambda h: h[:4] == b"FORM" and h[8:12] in (b"AIFF", b"AIFC"), _aiff_end),
    (lambda h: h[:4] == b".snd", _au_end),
    (lambda h: h[:4] == b"OggS", _ogg_end),
    (lambda h: h[:3] == b"ID3" or _is_mpeg_frame(h), _mp3_end),
    (lambda h: h[4:8] in (b"ftyp", b"moov", b"mdat"), _mp4_end),
    (lambda h: h[:4] == b"\x1a\x45\xdf\xa3", _webm_end),
]
