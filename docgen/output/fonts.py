"""The typeface of the page: whether a font file has every Vietnamese letter, and the one that comes with the program.

Times New Roman is used where the machine has it with all letters. Elsewhere Liberation Serif takes its place: its letters are as
wide, so lines and pages break at the same places. The name of a font proves nothing: Debian's fonts-liberation 1.07 has no
Vietnamese letters and is called Liberation Serif too.
"""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
import unicodedata
from functools import lru_cache
from itertools import product
from pathlib import Path

FAMILY = "Times New Roman"
SUBSTITUTE = "Liberation Serif"
FOLDER = Path(__file__).parent / "fonts"
_STYLES = ("", ":bold", ":italic", ":bold:italic")
_TIMES_FILES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")
_MAC_FILES = ("Times New Roman.ttf", "Times New Roman Bold.ttf", "Times New Roman Italic.ttf", "Times New Roman Bold Italic.ttf")
_FC_SECONDS = 20
_NONE = 0xFFFF

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = frozenset(
    letter
    for vowel, tone in product(_VOWELS, _TONES)
    for letter in (unicodedata.normalize("NFC", vowel + tone), unicodedata.normalize("NFC", vowel.upper() + tone))
) | frozenset("đĐ")
"""The vowels with their tones, and đ, small and capital: 146 letters, some of which many fonts lack."""


def missing_letters(path: Path, letters: frozenset[str] = VIETNAMESE) -> str:
    """The letters that a font file (.ttf, .otf, the first font of a .ttc) has no glyph for."""
    covered = coverage(path)
    return "".join(sorted(letter for letter in letters if ord(letter) not in covered))


@lru_cache(maxsize=16)
def coverage(path: Path) -> frozenset[int]:
    """The code points that a font file has glyphs for; empty for a file that is no such font."""
    try:
        data = path.read_bytes()
        start = struct.unpack_from(">I", data, 12)[0] if data[:4] == b"ttcf" else 0
        tables = struct.unpack_from(">H", data, start + 4)[0]
        for index in range(tables):
            tag, _, offset, _ = struct.unpack_from(">4s3I", data, start + 12 + 16 * index)
            if tag == b"cmap":
                return _characters(data, offset)
    except (OSError, struct.error):
        pass
    return frozenset()


def _characters(data: bytes, table: int) -> frozenset[int]:
    found: set[int] = set()
    for index in range(struct.unpack_from(">H", data, table + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">2HI", data, table + 4 + 8 * index)
        if platform == 0 or (platform == 3 and encoding in {1, 10}):  # noqa: PLR2004 - Unicode; Windows, its two Unicode tables
            found |= _subtable(data, table + offset)
    return frozenset(found)


def _subtable(data: bytes, at: int) -> set[int]:
    kind = struct.unpack_from(">H", data, at)[0]
    if kind == 4:  # noqa: PLR2004 - segments of 16-bit code points
        count = struct.unpack_from(">H", data, at + 6)[0] // 2
        ends = struct.unpack_from(f">{count}H", data, at + 14)
        starts = struct.unpack_from(f">{count}H", data, at + 16 + 2 * count)
        return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1) if last < _NONE}
    if kind == 12:  # noqa: PLR2004 - groups of 32-bit code points
        groups = (struct.unpack_from(">2I", data, at + 16 + 12 * i) for i in range(struct.unpack_from(">I", data, at + 12)[0]))
        return {code for first, last in groups for code in range(first, min(last, 0x10FFFF) + 1)}
    return set()


def shipped() -> list[Path]:
    """The four files of Liberation Serif that come with the program."""
    return sorted(FOLDER.glob("*.ttf"))


def system_files() -> list[Path]:
    """The files that this machine uses for Times New Roman: regular, bold, italic, bold italic; empty where that is not known."""
    if sys.platform == "win32":
        return _those(Path("C:/Windows/Fonts"), _TIMES_FILES)
    if sys.platform == "darwin":
        return _those(Path("/System/Library/Fonts/Supplemental"), _MAC_FILES)
    return [path for style in _STYLES if (path := _matched(style))]


def _those(folder: Path, names: tuple[str, ...]) -> list[Path]:
    return [folder / name for name in names if (folder / name).exists()]


@lru_cache(maxsize=8)
def _matched(style: str) -> Path | None:
    """What fontconfig gives for the family in that style."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            [program, "--format=%{file}", FAMILY + style], capture_output=True, text=True, check=False, timeout=_FC_SECONDS
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Path(done.stdout) if done.returncode == 0 and done.stdout else None


def is_system_good() -> bool:
    """Whether this machine's own font for Times New Roman may be used: the real one, with every Vietnamese letter."""
    files = system_files()
    return (
        len(files) == len(_STYLES)
        and all("times" in path.name.lower() for path in files)
        and not any(missing_letters(path) for path in files)
    )


def used_files() -> list[Path]:
    """The font files that our PDFs are really made with."""
    return system_files() if sys.platform in {"win32", "darwin"} or is_system_good() else shipped()


_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><glob>/usr/*/LiberationSerif-*</glob></rejectfont>{rejected}</selectfont>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
  <match target="pattern">
    <test name="family"><string>{family}</string></test>
    <edit name="family" mode="append" binding="same"><string>{substitute}</string></edit>
  </match>
  <match target="pattern"><edit name="family" mode="append" binding="weak"><string>{substitute}</string></edit></match>
</fontconfig>
"""


def environment(folder: Path) -> dict[str, str]:
    """Environment variables that make a program find the shipped font; its files and configuration are put into `folder`.

    Nothing is needed where the machine has Times New Roman with all letters, nor on Windows and macOS, which have it.
    """
    if sys.platform in {"win32", "darwin"} or is_system_good():
        return {}
    for path in shipped():
        shutil.copyfile(path, folder / path.name)
    times = {path for path in system_files() if "times" in path.name.lower()}
    rejected = "".join(f"<rejectfont><glob>{path}</glob></rejectfont>" for path in sorted(times))
    text = _CONFIGURATION.format(folder=folder, family=FAMILY, substitute=SUBSTITUTE, rejected=rejected)
    (folder / "fonts.conf").write_text(text, encoding="utf-8")
    return {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
