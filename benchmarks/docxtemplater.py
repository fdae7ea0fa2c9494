"""docxtemplater on our decision: the shipped template in its language, its package in a folder of its own.

Needs node and npm; without them the figure is left out.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PACKAGES = ("docxtemplater@3.71.0", "pizzip@3.3.0")
_SCRIPT = Path(__file__).with_suffix(".js")
_PROGRAM = Path(__file__).with_name(".docxtemplater")
_TAG = re.compile(r"\{%(?:p|tr)? (.*?) %\}|\{\{ (.*?) \}\}")
_ROW = r"<w:tr\b(?:(?!</w:tr>).)*?\{%tr WORD (?:(?!</w:tr>).)*?</w:tr>"
_ROWS_LEFT_OUT = re.compile(f"{_ROW.replace('WORD', 'if')}.*?{_ROW.replace('WORD', 'endif')}", re.DOTALL)
"""The rows for secrecy, urgency and drafts: a decision has none of them."""


def seconds(docx: bytes, contexts: Sequence[Mapping[str, Any]], folder: Path) -> float | None:
    """Seconds a document; None where it cannot be installed."""
    if not _installed():
        return None
    template, data = folder / "docxtemplater.docx", folder / "contexts.json"
    _translate(docx, folder, template)
    data.write_text(json.dumps(contexts, ensure_ascii=False), "utf-8")
    shutil.copy(_SCRIPT, _PROGRAM)  # node looks for packages beside the script
    command = ["node", _PROGRAM / _SCRIPT.name, template, data, folder]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _installed() -> bool:
    if (_PROGRAM / "node_modules").is_dir():
        return True
    if not shutil.which("npm"):
        return False
    _PROGRAM.mkdir(exist_ok=True)
    quiet = ("--no-audit", "--no-fund", "--no-package-lock", "--silent")
    return subprocess.run(["npm", "install", *quiet, *PACKAGES], cwd=_PROGRAM, check=False).returncode == 0


def _translate(docx: bytes, folder: Path, target: Path) -> None:
    """The template with {{#list}} and {{/list}} for loops and conditions."""
    source = folder / "ours.docx"
    source.write_bytes(docx)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if re.fullmatch(r"word/(document|footer\d)\.xml", name):
                data = _translated(_ROWS_LEFT_OUT.sub("", data.decode())).encode()
            new.writestr(name, data)


def _translated(xml: str) -> str:
    opened: list[tuple[str, str]] = []  # the name of the section, and of the loop's variable

    def tag(found: re.Match[str]) -> str:
        if found[2]:
            variables = {variable for _, variable in opened if variable}
            first, _, rest = found[2].partition(".")
            return "{{" + ((rest or ".") if first in variables else found[2]) + "}}"
        words = found[1].split()
        match words:
            case ["for", variable, "in", name]:
                opened.append((name, variable))
                return f"{{{{#{name}}}}}"
            case ["if", name]:
                opened.append((f"{name}?", ""))
                return f"{{{{#{name}?}}}}"
            case ["else"]:
                return f"{{{{/{opened[-1][0]}}}}}{{{{^{opened[-1][0]}}}}}"
            case ["endfor"] | ["endif"]:
                return f"{{{{/{opened.pop()[0]}}}}}"
        raise ValueError(found[0])

    return _TAG.sub(tag, xml)
