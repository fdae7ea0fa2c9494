"""Random documents of every kind: never a crash, an invalid file or a lost character.

DOCGEN_RANDOM sets how many (300 in the test run; the long run of CONTRIBUTING.md uses 10,000).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openxml_audit import OpenXmlValidator

from docgen.check.layout import check_layout
from docgen.check.run import review
from docgen.docx.package import open_package
from docgen.drafts import draft_of
from docgen.examples import example_data
from docgen.kinds import KINDS
from docgen.messages import validate
from docgen.pipeline import render
from support.strategies import NASTY, any_document, documents

COUNT = int(os.environ.get("DOCGEN_RANDOM", "300"))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@settings(max_examples=COUNT, deadline=None, suppress_health_check=SLOW)
@given(any_document())
def test_every_valid_document_is_made_proven_and_reviewed(made) -> None:
    """`render` raises when a word is lost or Word would stumble; the rules must not stumble over anything."""
    kind, data = made
    document = validate(data, kind)
    docx = render(document, kind)
    review(document, kind)
    check_layout(docx, day=document.ngay_ban_hanh, kind=kind.code, variant=document.bien_the)
    assert "word/document.xml" in open_package(docx)


@settings(max_examples=COUNT // 5, deadline=None, suppress_health_check=SLOW)
@given(any_document(), st.data())
def test_a_draft_is_made_whatever_is_missing_or_wrong(made, choices) -> None:
    kind, data = made
    broken = _broken(data, choices)
    document, _ = draft_of(broken, kind)
    assert render(document, kind, draft=True)


def _broken(data, choices):
    """Leave things out, put wrong things in; the variant stays, without it there is nothing to draft."""
    wrong = st.sampled_from([None, "", "x", "31/02/2026", -1, 10**9, 1.5, True, [], ["x"], {}, {"la": 1}, *NASTY])
    if isinstance(data, dict):
        kept = {}
        for name, value in data.items():
            fate = choices.draw(st.integers(0, 9))
            if name == "bien_the" or fate > 2:
                kept[name] = _broken(value, choices) if name != "bien_the" else value
            elif fate == 1:
                kept[name] = choices.draw(wrong)
        return kept
    if isinstance(data, list):
        return [_broken(value, choices) for value in data]
    return data


def test_50_kilobytes_in_one_field_are_printed() -> None:
    kind = KINDS["nghi-quyet"]
    data = example_data(kind, "thuong_ky")
    data["danh_gia"]["tu_tuong"] = "\n".join(
        f"Đoạn {number}: " + "đảng viên gương mẫu & <tận tụy> {{ x }} " * 12 for number in range(110)
    )
    assert len(data["danh_gia"]["tu_tuong"]) > 50_000
    assert render(validate(data, kind), kind)


@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
@given(any_document())
def test_the_schema_validator_accepts_random_documents(made) -> None:
    kind, data = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.docx")
        path.write_bytes(render(validate(data, kind), kind))
        assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []


def test_libreoffice_opens_random_documents(soffice, tmp_path: Path) -> None:
    made = [(kind, _longest_of(documents(kind, variant), 12)) for kind in KINDS.values() for variant in kind.variants]
    for number, (kind, data) in enumerate(made):
        (tmp_path / f"{number:02d}.docx").write_bytes(render(validate(data, kind), kind))
    subprocess.run(
        [soffice, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         *sorted(tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    assert len(list(tmp_path.glob("*.pdf"))) == len(made)


def _longest_of(strategy, count):
    """The longest of so many random data."""
    seen = []

    @settings(max_examples=count, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=SLOW)
    @given(strategy)
    def collect(data):
        seen.append(data)

    collect()
    return max(seen, key=lambda data: len(str(data)))
