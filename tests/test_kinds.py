"""What every kind gets for free: these tests run over every shipped example of every kind and variant."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator

from docgen.check.layout import check_layout
from docgen.check.output import printed_strings
from docgen.check.run import review
from docgen.context import prepare
from docgen.docx.package import open_package
from docgen.docx.payload import current_fingerprint, read_payload
from docgen.docx.text import paragraphs
from docgen.docx.xml import parse
from docgen.drafts import draft_of
from docgen.errors import DataError
from docgen.gaps import MARK
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render
from docgen.templates import is_rendered, shipped_bytes
from schemas.annotations import model_in
from support.examples import EXAMPLES, FILES, Example
from support.oracle import canonical_parts, rendered_by_docxtpl

VARIANTS = [(kind, variant) for kind in KINDS.values() for variant in kind.variants]


def test_nothing_is_found_in_its_content(example: Example) -> None:
    assert [str(finding) for finding in review(example.document, example.kind)] == []


def test_its_layout_is_that_of_the_standard(example: Example) -> None:
    day = example.document.ngay_ban_hanh
    found = check_layout(example.docx, day=day, kind=example.kind.code, variant=example.document.bien_the)
    assert [str(finding) for finding in found] == []


def test_it_equals_what_docxtpl_makes(example: Example) -> None:
    template = shipped_bytes(example.kind.template_of(example.document.bien_the))
    ours = {name: data for name, data in example.parts.items() if is_rendered(name)}
    theirs = rendered_by_docxtpl(template, prepare(example.document, example.kind))
    assert canonical_parts(ours) == canonical_parts(theirs)


def test_its_context_is_plain_data(example: Example) -> None:
    context = prepare(example.document, example.kind)
    assert json.loads(json.dumps(context)) == context


def test_the_schema_validator_finds_no_error(example: Example, tmp_path: Path) -> None:
    path = tmp_path / "example.docx"
    path.write_bytes(example.docx)
    result = OpenXmlValidator().validate(path)
    assert [str(error) for error in result.errors] == []


def test_the_same_data_gives_the_same_bytes(example: Example) -> None:
    assert render(example.document, example.kind) == example.docx


def test_its_data_can_be_taken_out_again(example: Example) -> None:
    payload = read_payload(example.parts)
    assert payload is not None
    assert payload.fingerprint == current_fingerprint(example.parts)
    assert validate(json.loads(payload.data), example.kind) == example.document


def test_an_edit_by_hand_is_seen(example: Example) -> None:
    body = example.parts["word/document.xml"]
    word = re.search(rb">([^<>]*[a-z]{3,}[^<>]*)</w:t>", body)
    assert word is not None
    edited = {**example.parts, "word/document.xml": body.replace(word[1], word[1] + b" x", 1)}
    payload = read_payload(edited)
    assert payload is not None
    assert payload.fingerprint != current_fingerprint(edited)


def test_no_trace_of_the_template_is_left(example: Example) -> None:
    text = "\n".join(paragraphs(parse(example.parts["word/document.xml"])))
    assert not [mark for mark in ("{{", "{%", "{#", "}}", "%}", MARK, "None", "Undefined") if mark in text]


def test_printing_on_two_sides_mirrors_the_margins(example: Example) -> None:
    mirrored = b"<w:mirrorMargins/>" in example.parts["word/settings.xml"]
    assert mirrored == example.document.in_hai_mat


@pytest.mark.parametrize(("kind", "variant"), VARIANTS, ids=lambda value: str(getattr(value, "code", value)))
def test_a_draft_of_nothing_shows_its_gaps(kind, variant) -> None:
    document, gaps = draft_of({"bien_the": variant}, kind)
    text = "\n".join(paragraphs(parse(_body(render(document, kind, draft=True)))))
    assert gaps
    assert MARK in text
    assert validate_fails({"bien_the": variant}, kind)


def validate_fails(data, kind) -> bool:
    try:
        validate(data, kind)
    except DataError:
        return True
    return False


def _body(docx: bytes) -> bytes:
    return open_package(docx)["word/document.xml"]


@pytest.mark.parametrize(("kind", "variant"), VARIANTS, ids=lambda value: str(getattr(value, "code", value)))
def test_every_field_has_a_title_a_description_and_an_example(kind, variant) -> None:
    seen, waiting = set(), [kind.variants[variant]]
    while waiting:
        model = waiting.pop()
        seen.add(model)
        for name, info in model.model_fields.items():
            assert info.title, f"{model.__name__}.{name}"
            assert info.description, f"{model.__name__}.{name}"
            assert info.description.endswith("."), f"{model.__name__}.{name}: {info.description}"
            assert info.examples, f"{model.__name__}.{name}"
            inner = model_in(info.annotation)
            if inner and inner not in seen:
                waiting.append(inner)


@pytest.mark.parametrize("file", [example for example in FILES if example.minimal], ids=str)
def test_the_minimal_example_is_minimal(file: Example) -> None:
    """Leaving out any field of the top level that it sets makes it invalid, or changes what the rules say."""
    needless = []
    data = json.loads(file.document.model_dump_json(exclude_unset=True))
    for name in data:
        rest = {key: value for key, value in data.items() if key != name}
        if name != "bien_the" and not validate_fails(rest, file.kind) and not review(validate(rest, file.kind), file.kind):
            needless.append(name)
    assert needless == []


@pytest.mark.parametrize("file", [example for example in FILES if not example.minimal], ids=str)
def test_the_full_example_says_much(file: Example) -> None:
    assert len(list(printed_strings(file.document))) > 10


def test_all_24_members_have_their_decision() -> None:
    members = [example for example in EXAMPLES if example.member]
    names = {example.document.dang_vien.ho_ten for example in members}
    assert len(members) == len(names) == 24
    assert {example.document.so for example in members} == set(range(5, 29))


def test_bytes_do_not_depend_on_the_process(tmp_path: Path) -> None:
    """Two processes with different hash seeds write the same file."""
    program = (
        "import sys; from docgen.examples import example_data; from docgen.kinds import KINDS; from docgen.pipeline import generate;"
        "k = KINDS['nghi-quyet']; sys.stdout.buffer.write(generate(example_data(k, 'thuong_ky'), k).docx)"
    )
    made = [
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PATH": ""}
        ).stdout
        for seed in ("1", "2")
    ]
    assert made[0] == made[1] == next(example for example in FILES if str(example) == "nghi-quyet.thuong_ky").docx


def test_libreoffice_opens_every_example_and_loses_no_word(soffice, pdftotext, tmp_path: Path) -> None:
    for number, example in enumerate(EXAMPLES):
        (tmp_path / f"{number:03d}.docx").write_bytes(example.docx)
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         *sorted(tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    lost = {}
    for number, example in enumerate(EXAMPLES):
        pdf = tmp_path / f"{number:03d}.pdf"
        shown = subprocess.run([pdftotext, "-raw", pdf, "-"], capture_output=True, check=True, text=True).stdout
        seen = set(_words(shown)) | set(re.sub(r"-\n", "", shown).split())
        wanted = {word for text in paragraphs(parse(example.parts["word/document.xml"])) for word in _words(text)}
        if missing := {word for word in wanted if word not in seen and word not in shown.replace("\n", "")}:
            lost[str(example)] = sorted(missing)
    assert lost == {}


def _words(text: str) -> list[str]:
    return text.replace("\u00a0", " ").split()
