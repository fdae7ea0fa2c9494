"""The process that judges a template: what it says of good, faulty and hostile ones, and that it always ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen import template_judge
from docgen.docx.package import open_package
from docgen.errors import TemplateError, UnsafeFileError
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.pipeline import generate
from docgen.template_judge import judge
from docgen.template_lint import lint
from docgen.templates import CompiledTemplate, shipped_bytes
from support.word import paragraph, template, with_parts
from test_package import HOSTILE

KIND = KINDS["nghi-quyet"]
ROOT = Path(__file__).resolve().parent.parent
EVERY = [(kind, code) for kind in KINDS.values() for code in ([""] if kind.one_template else kind.variants)]


@pytest.mark.parametrize(("kind", "variant"), EVERY, ids=lambda part: str(getattr(part, "code", part)))
def test_a_shipped_template_is_a_good_own_one(kind, variant) -> None:
    name = kind.template_of(variant or next(iter(kind.variants)))
    found = judge(shipped_bytes(name), kind, variant)
    assert (found.issues, found.advice) == ((), ())
    assert open_package(found.trial)


def test_the_trial_is_the_example_made_with_the_template() -> None:
    parts = dict(open_package(shipped_bytes("nghi-quyet.thuong_ky")))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", paragraph("Chân trang riêng").encode() + b"<w:sectPr", 1
    )
    mine = with_parts(parts)
    found = judge(mine, KIND, "thuong_ky")
    assert found.issues == ()
    assert found.trial == generate(example_data(KIND, "thuong_ky"), KIND, template=CompiledTemplate(mine, "mẫu", own=True)).docx


def test_what_is_found_has_its_place_and_what_to_do() -> None:
    found = judge(template(paragraph("một"), paragraph("{{ co_quan.teen }}")), KIND, "thuong_ky")
    (issue,) = found.issues
    assert (issue["part"], issue["paragraph"], issue["text"]) == ("word/document.xml", 2, "{{ co_quan.teen }}")
    assert "co_quan.teen" in issue["message"] and "“ten”" in issue["hint"]
    assert found.trial == b"" and found.report == {"issues": [issue], "advice": []}


def test_a_template_that_loses_a_value_is_not_usable() -> None:
    found = judge(template(paragraph("{{ co_quan.ten }}")), KIND, "thuong_ky")
    assert any("nguoi_ky.ho_ten" in issue["message"] for issue in found.issues)
    assert all(issue["hint"] for issue in found.issues)


def test_layout_is_advice_with_its_clause() -> None:
    parts = dict(open_package(shipped_bytes("nghi-quyet.thuong_ky")))
    parts["word/document.xml"] = (
        parts["word/document.xml"].replace(b'w:w="11906"', b'w:w="12240"').replace(b'w:h="16838"', b'w:h="15840"')
    )
    found = judge(with_parts(parts), KIND, "thuong_ky")
    assert found.issues == () and found.trial
    assert any(one["rule"].startswith("T-") and one["clause"] for one in found.advice)


@pytest.mark.parametrize("case", HOSTILE, ids=str)
def test_a_hostile_file_gets_no_judgement(case: str) -> None:
    data, reason = HOSTILE[case]
    with pytest.raises(UnsafeFileError, match=reason):
        judge(data, KIND, "thuong_ky")


def test_a_large_file_is_refused_before_it_is_opened() -> None:
    with pytest.raises(UnsafeFileError, match="lớn hơn 5 MB"):
        judge(b"x" * (template_judge.MAX_TEMPLATE_BYTES + 1), KIND, "thuong_ky")


REACHING = ["{{ ''.__class__.__mro__ }}", "{{ self }}", "{{ lipsum.__globals__ }}", "{% include 'x' %}", "{{ so|attr('x') }}",
            "{{ '%s'|format(so) }}", "{% for x in range(99) %}{% endfor %}", "{{ cycler() }}"]  # fmt: skip


@pytest.mark.parametrize("text", REACHING)
def test_a_template_reaches_nothing_but_its_data(text: str) -> None:
    assert judge(template(paragraph(text)), KIND, "thuong_ky").issues


def loops(*heads: str) -> bytes:
    return template(paragraph("".join(f"{{% for {head} %}}" for head in heads) + "x" + "{% endfor %}" * len(heads)))


def test_loops_that_multiply_without_end_are_refused_before_they_run() -> None:
    many = loops(*(f"a{turn} in noi_nhan" for turn in range(12)))
    started = time.perf_counter()
    (issue,) = judge(many, KIND, "thuong_ky").issues
    assert "ba vòng lặp" in issue["message"] and issue["paragraph"] == 1
    assert time.perf_counter() - started < 30
    with pytest.raises(TemplateError, match="vòng lặp lồng nhau"):
        CompiledTemplate(many, "mẫu", own=True)
    kind = KINDS["tai-lieu-boi-duong"]
    down = ("a in noi_dung", "b in a.muc", "c in b.khoi", "d in c.bang.hang")
    assert [issue.message for issue in lint(loops(*down), kind, "chuyen_de") if "vòng lặp" in issue.message] == []
    around = (*down, "e in noi_dung", "f in a.muc")
    assert [True for issue in lint(loops(*around), kind, "chuyen_de") if "vòng lặp" in issue.message] == [True]


def test_a_judgement_that_takes_too_long_is_ended() -> None:
    (issue,) = judge(shipped_bytes("nghi-quyet.thuong_ky"), KIND, "thuong_ky", seconds=0.05).issues
    assert "quá 0.05 giây" in issue["message"]


@pytest.mark.skipif(os.name == "nt", reason="the limits are POSIX only")
@pytest.mark.parametrize(
    ("deed", "end"),
    [("bytearray(3 * 2**30)", "MemoryError"), ("open('x', 'w').write('x'); pathlib.Path('x').write_text('x')", "File too large")],
)
def test_the_process_may_have_little_memory_and_no_files(deed: str, end: str, tmp_path: Path) -> None:
    code = f"import pathlib, signal; from docgen.template_judge import _limit; _limit(); {deed}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert done.returncode and end in done.stderr


def test_a_process_that_falls_over_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the child refuses and the parent was talked into: a swollen archive."""
    swollen = template(paragraph("x"), "<w:p/>" * 4_000_000)
    monkeypatch.setattr(template_judge, "open_package", lambda data: data)
    (issue,) = judge(swollen, KIND, "thuong_ky").issues
    assert "dừng giữa chừng" in issue["message"]
