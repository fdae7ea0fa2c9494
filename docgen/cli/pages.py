"""`python -m docgen.cli.pages [FOLDER] [--check]`: the pages of docs/ that are made from the program itself.

What stands above the mark in a page is written by hand and kept; what follows is made anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from inspect import cleandoc
from pathlib import Path

from docgen.cli.fields import escaped, field_tables
from docgen.cli.rulebook import Entry, rulebook
from docgen.errors import DocgenError
from docgen.files import write_file

MARK = "<!-- Phần dưới đây do chương trình sinh ra (make pages); đừng sửa bằng tay. -->\n"
_ASIDE = re.compile(r"(Vì sao|Đúng|Sai hay gặp|Sai): ")
_FAMILIES = (("R-", "Quy tắc về nội dung"), ("S-", "Quy tắc của sổ văn bản"), ("T-", "Quy tắc về thể thức"))


def rule_pages() -> str:
    """A table of all rules, then a page for each."""
    lines: list[str] = []
    for prefix, title in _FAMILIES:
        entries = [entry for entry in rulebook().values() if entry.id.startswith(prefix)]
        lines += [f"## {title}", "", "| Mã | Mức | Xác thực | Quy tắc |", "|---|---|---|---|"]
        lines += [f"| [{one.id}](#{one.id.lower()}) | {one.severity} | {one.grades} | {escaped(one.title)} |" for one in entries]
        lines += ["", *(line for one in entries for line in _rule_page(one))]
    return "\n".join(lines).rstrip() + "\n"


def _rule_page(entry: Entry) -> Iterator[str]:
    yield f'<a id="{entry.id.lower()}"></a>\n'
    yield f"### {entry.id}. {escaped(entry.title)}\n"
    yield f"- Mức: {entry.severity}"
    yield from (f"- {word}: {escaped(line)}" for word, line in entry.facts())
    yield ""
    for paragraph in entry.text.split("\n\n"):
        lines = escaped_lines(paragraph)
        yield "\n".join(f"- {line}" if _ASIDE.match(line) else line for line in lines)
        yield ""


def escaped_lines(paragraph: str) -> list[str]:
    """The lines of a paragraph of a docstring: an aside (Đúng: …, Sai: …) is a line of its own, the rest is one."""
    found: list[str] = []
    for line in escaped(paragraph.replace("\n", "\0")).split("\0"):
        if found and not _ASIDE.match(line):
            found[-1] += f" {line.strip()}"
        else:
            found.append(line.strip())
    return found


def error_pages() -> str:
    """Every class of the error tree, by exit status."""
    lines = ["| Mã lỗi | Lớp | Kết thúc | Nghĩa là | Việc cần làm |", "|---|---|---|---|---|"]
    for error in sorted(_errors(DocgenError), key=lambda error: (error.exit_status, error.code)):
        meaning, _, todo = cleandoc(error.__doc__ or "").partition("\n\n")
        cells = (
            f"`{error.code}`",
            f"`{error.__name__}`",
            str(error.exit_status),
            " ".join(meaning.split()),
            " ".join(todo.split()),
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _errors(error: type[DocgenError]) -> Iterator[type[DocgenError]]:
    yield error
    for child in error.__subclasses__():
        yield from _errors(child)


PAGES: Mapping[str, Callable[[], str]] = {"errors.md": error_pages, "glossary.md": field_tables, "rules.md": rule_pages}


def refreshed(name: str, text: str) -> str:
    """The page `name` with the text above its mark kept and the rest made anew."""
    return text.partition(MARK)[0] + MARK + "\n" + PAGES[name]()


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only name those that are stale; exit status 4 if there are any."""
    check = "--check" in arguments
    folder = Path(next((word for word in arguments if not word.startswith("-")), "docs"))
    stale = []
    for name in PAGES:
        path = folder / name
        text = path.read_text("utf-8") if path.exists() else ""
        if (fresh := refreshed(name, text)) != text:
            stale.append(name)
            if not check:
                write_file(path, fresh.encode(), force=True)
    if check and stale:
        sys.stderr.write(f"Chưa khớp với chương trình: {', '.join(stale)}.\n→ Chạy make pages\n")
        return 4
    sys.stdout.write(f"Đã ghi {len(stale)} trang.\n" if stale else "Mọi trang đã khớp.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
