"""The documentation says what is true: its commands run, its links lead somewhere, its tables are those of the program.

In README.md and docs/huong-dan.md the lines of every ```sh block are run, in the order of the page, in one empty folder. A
```text block after it shows some of what is printed: each of its lines must be among the output, and a block that shows an error
must fail. `<!-- thử: … -->` is a line that only the test runs, to make a file that a reader would have edited. Blocks of other
languages (```bat, ```bash, ```yaml) are not run; the names of commands and options in them are checked all the same.
"""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docgen import __version__, template_language, template_lint
from docgen.cli import cli, pages
from docgen.cli.rulebook import rulebook
from docgen.errors import DocgenError
from docgen.kinds import KINDS
from docgen.standard import duties
from schemas.annotations import model_in
from support.commands import docgen_command

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
RUN = [ROOT / "README.md", DOCS / "huong-dan.md"]
MADE_BY_MAKE_BENCH = "benchmarks/README.md"
INVENTED = re.compile(r"nghi-quyt|bao[_-]cao")
"""The kind that add-a-kind.md adds, and the wrong name whose error the guide shows."""
COMMAND = re.compile(r"^(?:\.venv/bin/)?docgen ")
pytestmark = pytest.mark.skipif(not DOCS.exists(), reason="runs in the source tree")
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def fences(text: str) -> Iterator[tuple[str, str]]:
    """Every fenced block: its language, its content; a hidden line of the test as language "thử"."""
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$|^<!-- thử: (.*?) -->$", text, re.MULTILINE | re.DOTALL):
        yield ("thử", found[3]) if found[3] else (found[1], found[2])


def spans(text: str) -> list[str]:
    """Everything set as code: inline spans and the lines of blocks, without comments."""
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    lines = [line for _, block in fences(text) for line in block.splitlines()]
    return [re.sub(r"\s+#.*", "", span) for span in inline + lines]


def commands(text: str) -> list[list[str]]:
    """The words of every docgen command in a page, up to a redirection."""
    found = [span for span in spans(text) if COMMAND.match(span)]
    return [shlex.split(re.split(r"\s[>|<]\s", span)[0])[1:] for span in found]


def resolve(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that `words` name, and the words after it."""
    command: click.Command = cli
    while isinstance(command, click.Group) and words and re.fullmatch(r"[a-z][\w-]*", words[0]):
        inner = command.get_command(click.Context(command), words[0])
        assert inner is not None, f"docgen has no command {words[0]}"
        command, words = inner, words[1:]
    return command, words


def options(command: click.Command) -> set[str]:
    return {name for param in command.get_params(click.Context(command)) for name in param.opts}


def everything(command: click.Command = cli) -> Iterator[click.Command]:
    yield command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            yield from everything(command.get_command(click.Context(command), name))


@every_page
def test_every_command_and_option_exists(page: Path) -> None:
    for words in commands(page.read_text("utf-8")):
        command, rest = resolve(words)
        named = {re.split(r"[ =]", word)[0] for word in rest if re.match(r"--?[a-z]", word)}
        assert named <= options(command), f"{page.name}: docgen {' '.join(words)}"


@every_page
def test_every_option_named_alone_belongs_to_some_command(page: Path) -> None:
    known = {name for command in everything() for name in options(command)} | {"-n", "-q", "-k", "-m"}
    alone = {span for span in spans(page.read_text("utf-8")) if re.fullmatch(r"--?[a-z][\w-]*", span)}
    assert alone <= known


@every_page
def test_every_kind_and_variant_in_a_command_exists(page: Path) -> None:
    for words in commands(page.read_text("utf-8")):
        named = words[1] if words[0] in {"example", "review", "make", "schema"} and len(words) > 1 else ""
        if re.fullmatch(r"[a-z][a-z-]+", named) and not INVENTED.search(named):
            variants = KINDS[named].variants
            assert "--variant" not in words or words[words.index("--variant") + 1] in variants, words


@every_page
def test_every_make_target_and_module_exists(page: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for span in spans(page.read_text("utf-8")):
        if found := re.match(r"(?:CI=1 )?make ([a-z]+)$", span.strip()):
            assert found[1] in targets, f"{page.name}: {span}"
        if found := re.search(r"-m (docgen[\w.]*)", span):
            assert importlib.util.find_spec(found[1]), f"{page.name}: {span}"


@every_page
def test_every_path_exists(page: Path) -> None:
    wanted = re.compile(r"(?:docgen|schemas|templates_docx|tests|docs|benchmarks|requirements)/[a-z0-9_./-]+")
    named = {span for span in spans(page.read_text("utf-8")) if wanted.fullmatch(span) and not INVENTED.search(span)}
    assert [path for path in sorted(named - {MADE_BY_MAKE_BENCH}) if not (ROOT / path).exists()] == []


PRELUDE = """.venv/bin/docgen() { docgen "$@"; }
notepad() { :; }; make() { :; }; set -eo pipefail
"""


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.name)
def test_every_shell_block_runs_as_shown(page: Path, tmp_path: Path) -> None:
    output = ""
    prelude = f'docgen() {{ {shlex.join(docgen_command())} "$@"; }}\n{PRELUDE}'
    blocks = list(fences(page.read_text("utf-8")))
    for (language, block), (after, expected) in zip(blocks, [*blocks[1:], ("", "")], strict=True):
        if language in {"sh", "thử"}:
            done = subprocess.run(
                ["bash", "-c", prelude + block],
                cwd=tmp_path,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            output = done.stdout
            told = after == "text" and re.search(r"^Lỗi \[|^ *\[E\]", expected, re.MULTILINE)
            assert done.returncode == 0 or after == "text", f"{page.name}:\n{block}\n{output}"
            assert done.returncode or not told, f"{page.name}: shows an error, but ends well:\n{block}"
        elif language == "text":
            missing = [line for line in block.splitlines() if line not in output]
            assert missing == [], f"{page.name}: not printed\n{output}"


def slug(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    plain = re.sub(r"[`*]|\[([^]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
    kept = (letter for letter in plain if letter in " -_" or unicodedata.category(letter)[0] in "LN")
    return "".join(kept).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {slug(line) for line in re.findall(r"^#+ (.*)$", text, re.MULTILINE)} | set(re.findall(r'<a id="([^"]+)">', text))


@every_page
def test_every_relative_link_and_anchor_resolves(page: Path) -> None:
    broken = []
    text = re.sub(r"`[^`\n]*`", "", page.read_text("utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?://|mailto:", target):
            continue
        file, _, anchor = target.partition("#")
        path = (page.parent / file).resolve() if file else page
        if not path.exists():
            if path != ROOT / MADE_BY_MAKE_BENCH:
                broken.append(target)
        elif anchor and anchor not in anchors(path):
            broken.append(target)
    assert broken == []


def test_every_page_is_reached_from_the_readme() -> None:
    linked = re.findall(r"\]\(([^)#\s]+)", (ROOT / "README.md").read_text("utf-8"))
    assert {path.name for path in DOCS.glob("*.md")} <= {Path(target).name for target in linked}


def test_generated_pages_are_fresh(capsys: pytest.CaptureFixture[str]) -> None:
    assert pages.main([str(DOCS), "--check"]) == 0, capsys.readouterr().err


def test_a_stale_page_is_told_and_made_anew(tmp_path: Path) -> None:
    page = tmp_path / "errors.md"
    page.write_text(f"Của tôi.\n\n{pages.MARK}\ncũ\n", encoding="utf-8")
    assert pages.main([str(tmp_path), "--check"]) == 4
    assert pages.main([str(tmp_path)]) == 0
    assert page.read_text("utf-8").startswith("Của tôi.\n") and "cũ\n" not in page.read_text("utf-8")
    assert pages.main([str(tmp_path), "--check"]) == 0


def test_every_field_of_every_schema_is_in_the_glossary() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8")
    seen, waiting = set(), [model for kind in KINDS.values() for model in kind.variants.values()]
    while waiting:
        model = waiting.pop()
        seen.add(model)
        for name, info in model.model_fields.items():
            assert f"| `{name}` | {info.title} | {info.description} |" in text, f"{model.__name__}.{name}"
            inner = model_in(info.annotation)
            if inner and inner not in seen:
                waiting.append(inner)


def test_every_name_of_the_vocabulary_is_in_the_code() -> None:
    text = (DOCS / "glossary.md").read_text("utf-8").partition(pages.MARK)[0]
    cells = re.findall(r"^\| [^|]+ \| (`[^|]+`) \|", text, re.MULTILINE)
    names = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    source = "\n".join(
        path.read_text("utf-8") for package in ("docgen", "schemas", "web") for path in (ROOT / package).rglob("*.py")
    )
    assert len(names) > 50
    assert [name for name in sorted(names) if not re.search(rf"\b_?{name}|{name}\b", source)] == []


def test_every_slot_of_the_catalogue_is_listed_with_its_title() -> None:
    text = (DOCS / "batch.md").read_text("utf-8")
    assert [slot for slot, title in duties().slots.items() if f"| `{slot}` | {title} |\n" not in text] == []


def test_every_rule_has_its_page() -> None:
    text = (DOCS / "rules.md").read_text("utf-8")
    assert [rule.id for rule in rulebook().values() if f"### {rule.id}. " not in text or rule.title not in text] == []


def statuses(error: type[DocgenError] = DocgenError) -> Iterator[int]:
    yield error.exit_status
    for child in error.__subclasses__():
        yield from statuses(child)


def test_every_exit_status_is_documented() -> None:
    text = (DOCS / "errors.md").read_text("utf-8").partition(pages.MARK)[0]
    listed = {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert listed == {0, 130, *statuses()}
    sentence = re.search(r"Exit status: (.*?\n.*?)\(", (ROOT / "README.md").read_text("utf-8"))
    assert sentence and {int(number) for number in re.findall(r"\b(\d+) [a-z]", sentence[1])} <= listed


def test_every_error_says_what_to_do() -> None:
    rows = [row for row in pages.error_pages().splitlines()[2:] if row.count("|") != 6 or "|  |" in row]
    assert rows == []


def test_everything_a_template_may_not_do_is_documented() -> None:
    text = (DOCS / "templates.md").read_text("utf-8")
    refused = [*(message for _, message, _ in template_lint._BAD_TAGS), *template_language._WORDS.values()]
    assert [message for message in refused if message not in text] == []
    assert all(f"`{name}`" in text for name in template_language._FILTERS | template_language._TESTS)


def test_the_changelog_has_this_version() -> None:
    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_module_says_what_it_is() -> None:
    modules = [path for package in ("docgen", "schemas", "templates_docx", "web") for path in (ROOT / package).rglob("*.py")]
    assert [str(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


@every_page
def test_no_package_registry_is_named(page: Path) -> None:
    assert not re.search(r"pypi|pythonhosted|npmjs|anaconda|debian\.org|docker\.io", page.read_text("utf-8"), re.IGNORECASE)


def test_the_picture_is_small() -> None:
    assert 20_000 < (DOCS / "images" / "nghi-quyet-thuong-ky.png").stat().st_size < 250_000
