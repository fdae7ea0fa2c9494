"""The command line as its users meet it: as a process, with real files and streams."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from docgen import cli
from docgen.docx.package import open_package
from docgen.errors import DocgenError
from docgen.examples import example_text
from docgen.kinds import KINDS
from docgen.templates import shipped_bytes
from support.commands import docgen_command
from support.word import paragraph, template

RESOLUTION = KINDS["nghi-quyet"]


def docgen(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [*docgen_command(), *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, env={**os.environ, **environment})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "thang-11.yaml"
    path.write_text(example_text(RESOLUTION, "thuong_ky"), encoding="utf-8")
    return path


def edited(path: Path, **changes: object) -> Path:
    """The data with changes laid over it at the top level."""
    facts = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - plain strings only
    facts.update(changes)
    target = path.with_name("sua.json")
    target.write_text(
        json.dumps({name: value for name, value in facts.items() if value is not None}, ensure_ascii=False), encoding="utf-8"
    )
    return target


def test_the_way_of_the_readme_works(tmp_path: Path, data: Path) -> None:
    assert "nghi-quyet" in docgen("kinds").stdout.decode()
    assert docgen("example", "nghi-quyet").stdout.decode() == example_text(RESOLUTION, "thuong_ky")
    assert docgen("review", "nghi-quyet", data).returncode == 0
    made = docgen("make", "nghi-quyet", data, "-o", tmp_path / "nq.docx")
    assert (made.returncode, made.stdout) == (0, b"")
    taken = docgen("data", tmp_path / "nq.docx")
    assert json.loads(taken.stdout)["so"] == 15
    assert "chưa bị sửa" in taken.stderr.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_examples_of_every_variant_make_documents_through_pipes(kind: str) -> None:
    for variant in KINDS[kind].variants:
        example = docgen("example", kind, "--variant", variant, "--minimal").stdout
        made = docgen("make", kind, "-", "-o", "-", stdin=example)
        assert made.returncode == 0, made.stderr.decode()
        assert "word/document.xml" in open_package(made.stdout)


def test_json_goes_in_and_out(data: Path, tmp_path: Path) -> None:
    facts = json.loads(docgen("example", "nghi-quyet", "--json").stdout)
    made = docgen("make", "nghi-quyet", "-", "-o", tmp_path / "x.docx", "--json", stdin=json.dumps(facts).encode())
    assert json.loads(made.stdout)["file"] == str(tmp_path / "x.docx")
    assert [kind["code"] for kind in json.loads(docgen("kinds", "--json").stdout)] == list(KINDS)
    assert json.loads(docgen("schema", "nghi-quyet").stdout)["title"] == "Nghị quyết, kết luận"
    assert json.loads(docgen("review", "nghi-quyet", data, "--json").stdout) == []
    assert json.loads(docgen("rules", "--json").stdout)[0]["id"].startswith("R-")
    assert json.loads(docgen("data", tmp_path / "x.docx", "--json").stdout)["edited"] is False
    assert all(issues == [] for issues in json.loads(docgen("templates", "lint", "--json").stdout).values())


def test_wrong_data_is_told_field_by_field_and_exits_3(data: Path, tmp_path: Path) -> None:
    bad = edited(data, dia_danh=None, so="mười", ky={"thang": "13", "nam": "2026"})
    made = docgen("make", "nghi-quyet", bad, "-o", tmp_path / "x.docx")
    told = made.stderr.decode()
    assert made.returncode == 3
    assert "Địa danh (dia_danh): chưa có" in told
    assert "Số văn bản (so): “mười” không phải số nguyên" in told
    assert "Nghị quyết tháng › Tháng (ky.thang)" in told
    assert not (tmp_path / "x.docx").exists()


def test_errors_are_json_on_request(data: Path) -> None:
    made = docgen("review", "nghi-quyet", edited(data, so="mười"), "--json")
    body = json.loads(made.stderr)
    assert (body["code"], body["errors"][0]["path"]) == ("du-lieu-sai", "so")


def test_a_document_that_breaks_a_rule_is_refused_and_exits_1(data: Path, tmp_path: Path) -> None:
    bad = edited(data, bieu_quyet={"tan_thanh": "11", "khong_tan_thanh": "8"})
    made = docgen("make", "nghi-quyet", bad, "-o", tmp_path / "x.docx")
    assert made.returncode == 1
    assert "R-60" in made.stderr.decode()
    assert not (tmp_path / "x.docx").exists()
    assert docgen("review", "nghi-quyet", bad).returncode == 1


def test_what_keeps_a_document_back_is_told_as_review_tells_it(data: Path, tmp_path: Path) -> None:
    bad = edited(data, bieu_quyet={"tan_thanh": "11", "khong_tan_thanh": "8"}, noi_nhan=["Đảng ủy xã", "Lưu: VT"])
    made = docgen("make", "nghi-quyet", bad, "-o", tmp_path / "x.docx")
    review = docgen("review", "nghi-quyet", bad).stdout.decode()
    assert "(noi_nhan.1)" in review
    assert [line for line in review.splitlines()[:-1] if line not in made.stderr.decode()] == []
    as_json = docgen("make", "nghi-quyet", bad, "-o", tmp_path / "x.docx", "--json")
    body = json.loads(as_json.stderr)
    assert (as_json.returncode, as_json.stdout, body["code"], body["errors"]) == (1, b"", "chua-dat", [])
    assert body["findings"] == json.loads(docgen("review", "nghi-quyet", bad, "--json").stdout)
    assert "R-60" not in body["message"]


def test_many_equal_problems_are_counted_for_people_and_listed_for_programs(data: Path) -> None:
    tasks = [{"viec": f"Rà soát hộ {number}", "la": "x"} for number in range(60)]
    bad = edited(data, nhiem_vu=tasks, so="mười")
    told = docgen("review", "nghi-quyet", bad).stderr.decode()
    assert told.count("không có trường này") == 20
    assert "… và 40 chỗ tương tự (nhiem_vu.*.la)" in told
    assert "“mười” không phải số nguyên" in told
    assert len(json.loads(docgen("review", "nghi-quyet", bad, "--json").stderr)["errors"]) == 61


def test_a_draft_is_made_of_anything_and_lists_its_gaps(data: Path, tmp_path: Path) -> None:
    made = docgen("make", "nghi-quyet", edited(data, dia_danh=None), "-o", tmp_path / "x.docx", "--draft")
    assert made.returncode == 0
    assert "Địa danh (dia_danh)" in made.stderr.decode()
    assert "[CẦN BỔ SUNG: Địa danh]".encode() in open_package((tmp_path / "x.docx").read_bytes())["word/document.xml"]


def test_an_existing_file_is_not_overwritten_without_force(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "nq.docx"
    target.write_bytes("của người khác".encode())
    made = docgen("make", "nghi-quyet", data, "-o", target)
    assert made.returncode == 7
    assert "--force" in made.stderr.decode()
    assert target.read_bytes() == "của người khác".encode()
    assert docgen("make", "nghi-quyet", data, "-o", target, "--force").returncode == 0
    assert target.read_bytes()[:2] == b"PK"


def test_a_link_to_nowhere_is_not_overwritten_either(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "nq.docx"
    target.symlink_to(tmp_path / "khong_co.docx")
    assert docgen("make", "nghi-quyet", data, "-o", target).returncode == 7
    assert target.is_symlink()


def test_a_name_that_is_too_long_is_told_in_words(data: Path, tmp_path: Path) -> None:
    made = docgen("make", "nghi-quyet", data, "-o", tmp_path / f"{'a' * 300}.docx")
    assert made.returncode == 7
    assert "tên tệp quá dài" in made.stderr.decode()


def test_a_refused_document_leaves_an_existing_file_alone(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "nq.docx"
    target.write_bytes(b"cu")
    docgen("make", "nghi-quyet", edited(data, so="x"), "-o", target, "--force")
    assert target.read_bytes() == b"cu"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nq.docx", "sua.json", "thang-11.yaml"]


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["khong-co"], 2, "Không có lệnh “khong-co”"),
        (["mak"], 2, "Có phải ý là “make”?"),
        (["make", "nghi-quyet"], 2, "Thiếu tham số DỮ_LIỆU"),
        (["make", "nghi-quyt", "x", "-o", "y.docx"], 2, "Có phải ý là “nghi-quyet”?"),
        (["make", "nghi-quyet", "x", "-o", "y", "--ve"], 2, "Không có tùy chọn --ve"),
        (["make", "nghi-quyet", "khong-co.yaml", "-o", "y.docx"], 7, "không có thư mục hoặc tệp này"),
        (["make", "nghi-quyet", "x", "-o", "y.pdf"], 2, "không có đuôi .docx"),
        (["make", "nghi-quyet", "x"], 2, "Thiếu tham số -o/--output TỆP.docx"),
        (["example", "nghi-quyet", "--variant", "la"], 2, "không có biến thể “la”"),
        (["rules", "R-999"], 2, "Không có quy tắc"),
        (["kinds", "thừa"], 2, "Thừa tham số"),
        (["templates", "lint", "x.docx", "--variant", "thuong_ky"], 2, "--kind"),
        (["data", "khong-co.docx"], 7, "không có thư mục hoặc tệp này"),
    ],
)
def test_wrong_usage_is_told_in_vietnamese(arguments: list[str], status: int, told: str) -> None:
    made = docgen(*arguments)
    assert made.returncode == status
    assert told in made.stderr.decode()
    assert "Traceback" not in made.stderr.decode()


@pytest.mark.parametrize("command", [[], ["make"], ["templates"], ["templates", "lint"], ["data"], ["review"]])
def test_help_is_vietnamese(command: list[str]) -> None:
    shown = docgen(*command, "--help").stdout.decode()
    assert "Cách dùng:" in shown
    assert "Xem hướng dẫn này." in shown
    english = ("Usage", "Options", "OPTIONS", "Commands", "COMMAND", "ARGS", "required", "Show this message", "...")
    assert not [word for word in english if word in shown]


@pytest.mark.parametrize("command", [["make"], ["templates", "lint"], ["data"], ["review"], ["rules"], ["schema"], ["example"]])
def test_help_explains_every_argument(command: list[str]) -> None:
    told = docgen(*command, "--help").stdout.decode().partition("Tham số:\n")[2].partition("\n\n")[0]
    assert told
    assert [line for line in told.splitlines() if len(line.split()) < 2] == []


def test_writing_where_one_may_not_is_told(data: Path, tmp_path: Path) -> None:
    made = docgen("make", "nghi-quyet", data, "-o", tmp_path / "khong-co" / "x.docx")
    assert made.returncode == 7
    assert "Không ghi được tệp" in made.stderr.decode()


@pytest.mark.skipif(os.name == "nt" or not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize(
    "arguments", [["make", "nghi-quyet", "DATA", "-o", "-"], ["example", "bien-ban"], ["rules"], ["kinds", "--json"]], ids=str
)
def test_a_full_disk_is_told_without_a_traceback(data: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "docgen", *(data if word == "DATA" else word for word in arguments)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 7
    assert "Không ghi được ra luồng chuẩn: ổ đĩa đã đầy" in done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["schema", "bien-ban"], ["make", "nghi-quyet", "DATA", "-o", "-"], ["example", "bien-ban"]], ids=str
)
def test_a_reader_that_goes_away_is_no_fault(data: Path, arguments: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "docgen", *(data if word == "DATA" else word for word in arguments)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_a_document_is_not_printed_on_a_terminal(data: Path) -> None:
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "docgen", "make", "nghi-quyet", data, "-o", "-"]
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "không in ra màn hình" in done.stderr.decode()
    assert "-o thang-11.docx" in done.stderr.decode()


def test_an_output_that_is_closed_is_told(data: Path) -> None:
    command = f"'{sys.executable}' -m docgen make nghi-quyet '{data}' -o - >&-"
    done = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert done.returncode == 7
    assert "luồng chuẩn" in done.stderr.decode()


def test_the_file_has_the_usual_rights(data: Path, tmp_path: Path) -> None:
    docgen("make", "nghi-quyet", data, "-o", tmp_path / "x.docx")
    mode = stat.S_IMODE((tmp_path / "x.docx").stat().st_mode)
    plain = tmp_path / "plain"
    plain.touch()
    assert mode == stat.S_IMODE(plain.stat().st_mode)


def test_nothing_of_the_data_is_written_anywhere_else(data: Path, tmp_path: Path) -> None:
    """Members' data is confidential: no cache, no log, no temporary file stays behind."""
    home = tmp_path / "home"
    home.mkdir()
    docgen("make", "nghi-quyet", data, "-o", tmp_path / "x.docx", HOME=str(home), TMPDIR=str(home), XDG_CACHE_HOME=str(home))
    assert list(home.rglob("*")) == []


def test_a_users_template_is_used_or_refused_with_its_faults(data: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mau.docx"
    mine.write_bytes(template(paragraph("{{ co_quan.teen }}")))
    refused = docgen("make", "nghi-quyet", data, "-o", tmp_path / "x.docx", "--template", mine)
    assert refused.returncode == 4
    assert "Có phải ý là “ten”?" in refused.stderr.decode()
    mine.write_bytes(template(paragraph("{{ co_quan.ten }}")))
    incomplete = docgen("make", "nghi-quyet", data, "-o", tmp_path / "x.docx", "--template", mine)
    assert incomplete.returncode == 1
    assert "không thấy trong văn bản" in incomplete.stderr.decode()


def test_a_template_is_judged_for_what_was_asked(data: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mau.docx"
    mine.write_bytes(template(paragraph("{{ ky.thang }}")))
    assert "đạt về cú pháp; thêm --kind" in docgen("templates", "lint", mine).stdout.decode()
    each = docgen("templates", "lint", mine, "--kind", "nghi-quyet")
    assert each.returncode == 0
    assert "(nghi-quyet, thuong_ky): đạt" in each.stdout.decode()
    assert "(nghi-quyet, dai_hoi): 1 lỗi" in each.stdout.decode()
    assert "có ở biến thể thuong_ky" in each.stdout.decode()
    assert docgen("templates", "lint", mine, "--kind", "nghi-quyet", "--variant", "dai_hoi").returncode == 4


def test_a_document_of_somebody_else_carries_no_data(tmp_path: Path) -> None:
    foreign = tmp_path / "la.docx"
    foreign.write_bytes(template(paragraph("x"), customXml__item1_xml=b"<x/>"))
    taken = docgen("data", foreign)
    assert taken.returncode == 7
    assert "không mang dữ liệu" in taken.stderr.decode()


def test_an_unforeseen_fault_is_words_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli.cli, "main", lambda *_, **__: 1 / 0)
    assert cli.main(["kinds"]) == 70
    assert "lỗi ngoài dự kiến (ZeroDivisionError)" in capsys.readouterr().err


def test_every_error_has_a_code_a_status_and_its_words() -> None:
    waiting, seen = [DocgenError], set()
    while waiting:
        error = waiting.pop()
        waiting += error.__subclasses__()
        assert error.code not in seen
        seen.add(error.code)
        assert error.exit_status
        assert error.__doc__


@pytest.mark.parametrize("rule", ["R-60", "R-48a", "T-11"])
def test_rules_on_content_and_on_layout_are_listed_and_explained(rule: str) -> None:
    shown = docgen("rules", rule.lower()).stdout.decode()
    assert shown.startswith(f"{rule} [")
    assert "Nguồn:" in shown
    assert f"\n{rule} " in docgen("rules").stdout.decode()
    assert rule in {one["id"] for one in json.loads(docgen("rules", "--json").stdout)}


def test_an_example_is_written_to_a_file_but_not_over_one(tmp_path: Path) -> None:
    path = tmp_path / "mau.yaml"
    assert docgen("example", "nghi-quyet", "-o", path).returncode == 0
    assert path.read_bytes() == docgen("example", "nghi-quyet").stdout
    assert docgen("example", "nghi-quyet", "-o", path).returncode == 7
    assert docgen("example", "nghi-quyet", "-o", path, "--force").returncode == 0


def test_a_word_document_is_not_taken_for_data(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    assert docgen("make", "nghi-quyet", "-", "-o", path, stdin=docgen("example", "nghi-quyet").stdout).returncode == 0
    told = docgen("review", "nghi-quyet", path)
    assert "là tệp Word hoặc Excel" in told.stderr.decode()


def test_the_result_never_replaces_what_it_is_made_from(tmp_path: Path) -> None:
    template = tmp_path / "mau.docx"
    template.write_bytes(shipped_bytes("nghi-quyet.thuong_ky"))
    told = docgen("make", "nghi-quyet", "-", "--template", template, "-o", template, "--force", stdin=b"x: 1")
    assert told.returncode == 2
    assert "cũng là tệp dữ liệu hoặc tệp mẫu" in told.stderr.decode()
    assert template.read_bytes() == shipped_bytes("nghi-quyet.thuong_ky")
