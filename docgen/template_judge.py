"""Judging the template that somebody hands in, in a process of its own: `python -m docgen.template_judge KIND [VARIANT]`.

The file is hostile until proven otherwise. Its limits as a package are checked here; linting, compiling and filling it in happen
in the process, which has a time limit and, where the system offers it, limits on memory and files. The process reads the template
from its standard input and answers with one JSON object.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docgen.check.layout import check_layout
from docgen.docx.package import open_package
from docgen.errors import CheckFailed, TemplateError, UnsafeFileError
from docgen.examples import example_data
from docgen.kinds import Kind, kind_of
from docgen.messages import validate
from docgen.pipeline import generate
from docgen.template_issue import Issue
from docgen.template_lint import lint
from docgen.templates import CompiledTemplate

SECONDS = 60
"""Time limit of one judgement; the longest shipped template takes one second."""
MAX_TEMPLATE_BYTES = 5 * 2**20
"""A template is letters and a few lines: the largest shipped one has 0.02 MB."""
_MEMORY_BYTES = 2 * 2**30
_HINT = "Mở mẫu gốc tải từ đây, chép từng phần sang rồi nộp lại."


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found. `issues` keep a template from being used, `advice` is about layout; `trial` is there without issues."""

    issues: tuple[dict[str, Any], ...]
    advice: tuple[dict[str, str], ...] = ()
    trial: bytes = b""

    @property
    def report(self) -> dict[str, Any]:
        """What is kept of it."""
        return {"issues": list(self.issues), "advice": list(self.advice)}


def judge(data: bytes, kind: Kind, variant: str, *, seconds: float = SECONDS) -> Judgement:
    """The judgement on a template for a variant; an empty `variant` stands for all of a kind with one template.

    `UnsafeFileError` when the file is no template at all: nothing of it is kept.
    """
    if len(data) > MAX_TEMPLATE_BYTES:
        raise UnsafeFileError(f"Mẫu lớn hơn {MAX_TEMPLATE_BYTES // 2**20} MB.", hint="Bỏ bớt ảnh rồi nộp lại.")
    open_package(data)
    command = [sys.executable, "-m", "docgen.template_judge", kind.code, variant]
    path = os.pathsep.join(place for place in (str(Path(__file__).parents[1]), *sys.path) if place)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, names of our own registry
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            check=True,
            env={**os.environ, "PYTHONPATH": path},
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return _failed(f"thử mẫu quá {seconds:g} giây mà chưa xong")
    except (subprocess.CalledProcessError, ValueError):
        return _failed("thử mẫu làm chương trình dừng giữa chừng")
    return Judgement(tuple(answer["issues"]), tuple(answer["advice"]), base64.b64decode(answer["trial"]))


def _failed(message: str) -> Judgement:
    return Judgement((asdict(Issue("mẫu", 0, "", message, _HINT)),))


# In the process.


def main() -> None:
    """Read, judge, answer."""
    _limit()
    code, variant = sys.argv[1:3]
    issues, advice, trial = _judged(sys.stdin.buffer.read(), kind_of(code), variant)
    answer = {"issues": [asdict(one) for one in issues], "advice": advice, "trial": base64.b64encode(trial).decode()}
    json.dump(answer, sys.stdout)


def _limit() -> None:
    """No more memory than that, no file to write into; Windows has neither limit, the time limit holds everywhere."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415 - POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _judged(data: bytes, kind: Kind, variant: str) -> tuple[list[Issue], list[dict[str, str]], bytes]:
    try:
        issues = lint(data, kind, variant or None)
        if issues:
            return issues, [], b""
        compiled = CompiledTemplate(data, "mẫu", own=True)
        made = {code: _trial(compiled, kind, code) for code in ([variant] if variant else kind.variants)}
    except TemplateError as error:
        return [Issue("mẫu", 0, "", str(error), error.hint)], [], b""
    lost = [issue for trial in made.values() if isinstance(trial, list) for issue in trial]
    if lost:
        return list(dict.fromkeys(lost)), [], b""
    code, trial = next((code, trial) for code, trial in made.items() if isinstance(trial, bytes))
    return [], list(_advice(trial, kind, code)), trial


def _trial(compiled: CompiledTemplate, kind: Kind, variant: str) -> bytes | list[Issue]:
    """The document of the complete example, or what of the example the template loses."""
    try:
        return generate(example_data(kind, variant), kind, template=compiled).docx
    except CheckFailed as error:
        lines = str(error).splitlines()[1:] or [str(error)]
        return [Issue("mẫu", 0, "", f"khi điền thử dữ liệu ví dụ: {line}", _LOST) for line in lines]


_LOST = "Đặt trường đó vào mẫu: giá trị nào cũng phải in ra. Tên trường xem ở danh sách trường của mẫu."


def _advice(trial: bytes, kind: Kind, variant: str) -> Iterator[dict[str, str]]:
    """What the rules on layout say of the trial."""
    day = validate(example_data(kind, variant), kind).ngay_ban_hanh
    for one in check_layout(trial, day=day, kind=kind.code, variant=variant):
        yield {name: str(getattr(one, name)) for name in ("rule", "severity", "label", "message", "fix", "clause")}


if __name__ == "__main__":
    main()
