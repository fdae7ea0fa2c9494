"""click in Vietnamese: headings of the help, and the sentences for wrong usage."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import click

from docgen.errors import UsageError

_USAGE = {"[OPTIONS]": "[TÙY CHỌN]", "COMMAND [ARGS]...": "LỆNH [THAM SỐ …]"}

ARGUMENTS = {
    "LOẠI": "Mã loại văn bản, ví dụ nghi-quyet; xem các loại: docgen kinds",
    "DỮ_LIỆU": "Tệp dữ liệu .yaml hoặc .json; “-” là đọc từ luồng chuẩn.",
    "TỆP.docx": "Văn bản do docgen tạo; “-” là đọc từ luồng chuẩn.",
    "TÊN": "Tên đăng nhập, ví dụ lan.nt",
    "[MÃ]": "Mã quy tắc, ví dụ R-60; bỏ trống thì liệt kê tất cả.",
    "DANH_SÁCH": "Danh sách đảng viên: .xlsx hoặc .csv.",
    "LÔ": "Số của lô; xem các lô: docgen batch status",
    "[LÔ]": "Số của lô; bỏ trống thì liệt kê các lô gần đây.",
    "[MẪU.docx]": "Mẫu cần kiểm tra; bỏ trống thì kiểm tra mọi mẫu có sẵn.",
}
"""What stands for every argument of a command, by its name in the help."""


def _first_paragraph(command: click.Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


class _Vietnamese(click.Command):
    """A command whose help has Vietnamese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write "Cách dùng: docgen …"."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for english, vietnamese in _USAGE.items():
            pieces = pieces.replace(english, vietnamese)
        formatter.write_usage(ctx.command_path, pieces, prefix="Cách dùng: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the arguments and the options, then the commands of a group."""
        params = self.get_params(ctx)
        arguments = [param.make_metavar(ctx) for param in params if isinstance(param, click.Argument)]
        if arguments:
            with formatter.section("Tham số"):
                formatter.write_dl([(name, ARGUMENTS[name]) for name in arguments])
        rows = [row for param in params if isinstance(param, click.Option) and (row := param.get_help_record(ctx))]
        with formatter.section("Tùy chọn"):
            formatter.write_dl([(names, words.replace("[required]", "[bắt buộc]")) for names, words in rows])
        if isinstance(self, click.Group):
            with formatter.section("Lệnh"):
                names = self.list_commands(ctx)
                commands = [(name, command) for name in names if (command := self.get_command(ctx, name))]
                formatter.write_dl([(name, _first_paragraph(command)) for name, command in commands])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The --help option, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Xem hướng dẫn này."
        return option


class VietnameseCommand(_Vietnamese):
    """A single command."""


class VietnameseGroup(_Vietnamese, click.Group):
    """A group of commands."""

    command_class = VietnameseCommand

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Propose the nearest command for one that does not exist."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            near = get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f"Có phải ý là “{near[0]}”?" if near else f"Các lệnh: {', '.join(self.list_commands(ctx))}."
            raise UsageError(f"Không có lệnh “{name}”.", hint=hint)
        return super().resolve_command(ctx, args)


def usage_error(error: click.UsageError) -> UsageError:
    """A usage error of click as one of ours."""
    where = f"{error.ctx.command_path} --help" if error.ctx else "docgen --help"
    return UsageError(_sentence(error), hint=f"Xem: {where}")


def _sentence(error: click.UsageError) -> str:
    match error:
        case click.MissingParameter():
            sentence = f"Thiếu {_name(error.param)}."
        case click.NoSuchOption():
            sentence = f"Không có tùy chọn {error.option_name}."
        case click.BadOptionUsage():
            sentence = f"Tùy chọn {error.option_name} thiếu giá trị hoặc dùng sai."
        case click.BadParameter():
            sentence = f"Giá trị của {_name(error.param)} không đúng: {error.message}"
        case _ if error.message.startswith("Got unexpected extra"):
            sentence = f"Thừa tham số: {error.message[error.message.find('(') + 1 : -1]}."
        case _ if error.message.startswith("Missing command"):
            sentence = "Thiếu tên lệnh."
        case _:
            sentence = error.message
    return sentence


def _name(param: Any) -> str:
    context = click.get_current_context(silent=True) or click.Context(click.Command("docgen"))
    if param is None:
        return "tham số"
    options = f"{'/'.join(param.opts)} " if isinstance(param, click.Option) else ""
    return f"tham số {options}{param.make_metavar(context)}"
