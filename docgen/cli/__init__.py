"""The command line: one module a command, one boundary where errors become a message and an exit status.

Exit status: 0 fine, 1 not fit to be issued, 2 wrong usage, 3 data, 4 template, 5 register, 6 missing tool, 7 file, 70 fault.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from docgen import __version__
from docgen.cli.output import report_error
from docgen.cli.vietnamese import VietnameseGroup, usage_error
from docgen.errors import DocgenError, FileError

_FAULT = 70
_COMMANDS = (
    "batch",
    "book",
    "data",
    "db",
    "doctor",
    "example",
    "key",
    "kinds",
    "make",
    "pdf",
    "review",
    "rules",
    "schema",
    "serve",
    "templates",
    "users",
)


class LazyGroup(VietnameseGroup):
    """Imports a command when it is called: `docgen kinds` does not pay for the template engine."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command by its name."""
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of the module with its name."""
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module  # noqa: PLC0415 - that is the point

        command: click.Command = import_module(f"docgen.cli.{cmd_name}").command
        return command


@click.group(cls=LazyGroup)
@click.version_option(__version__, "--version", help="In số phiên bản.", message="docgen %(version)s")
def cli() -> None:
    """Làm văn bản của Đảng từ dữ liệu: nghị quyết, biên bản, quyết định, quy chế, tài liệu bồi dưỡng.

    Mọi việc chạy trên máy này; không có dữ liệu nào được gửi đi. Chỉ kho dữ liệu (docgen db) ghi lại, khi được dùng đến.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line. Every error becomes one Vietnamese message and its exit status; nobody sees a traceback."""
    for stream in (sys.stdout, sys.stderr):  # None where whoever started us closed it
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if arguments is None else arguments
    as_json = "--json" in words
    try:
        return _run(words)
    except (BrokenPipeError, SystemExit):  # the reader went away (`| head`); click makes an exit of it
        _drop_output()
        return 0
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng.", err=True)
        return 130
    except Exception as error:  # noqa: BLE001 - the last resort: whatever it was, the user gets words, not a traceback
        return _tell(error, as_json=as_json)


def _run(words: list[str]) -> int:
    status: int = cli.main(words, prog_name="docgen", standalone_mode=False) or 0
    if sys.stdout:
        sys.stdout.flush()
    return status


def _drop_output() -> None:
    """Let what is still in the buffer go nowhere: Python would try to write it once more at its end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(error: Exception, *, as_json: bool) -> int:
    match error:
        case DocgenError():
            return report_error(error, as_json=as_json)
        case click.UsageError():
            return report_error(usage_error(error), as_json=as_json)
        case OSError():
            return report_error(_file_error(error), as_json=as_json)
        case _:
            return _fault(error, as_json=as_json)


def _file_error(error: OSError) -> FileError:
    """What the system refused: a file with its name, or else what is printed."""
    from docgen.files import reason  # noqa: PLC0415 - only when something went wrong

    if error.filename:
        return FileError(f"Không dùng được tệp {error.filename}: {reason(error)}.", hint="Xem lại tên tệp, thư mục và quyền.")
    _drop_output()
    return FileError(f"Không ghi được ra luồng chuẩn: {reason(error)}.", hint="Xem lại chỗ trống trên đĩa, hoặc ghi ra tệp khác.")


def _fault(error: Exception, *, as_json: bool) -> int:
    if os.environ.get("DOCGEN_DEBUG"):
        raise error
    fault = DocgenError(
        f"Chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}). Dữ liệu của bạn không bị thay đổi.",
        hint="Chạy lại với biến môi trường DOCGEN_DEBUG=1 để xem chi tiết khi báo lỗi.",
    )
    report_error(fault, as_json=as_json)
    return _FAULT


def run() -> None:
    """Entry point of the installed command."""
    sys.exit(main())
