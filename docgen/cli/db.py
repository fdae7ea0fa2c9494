"""`docgen db upgrade|backup|restore|check`: the database of the office, kept safe with one command each."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.cli.output import echo_json, json_option
from docgen.cli.vietnamese import VietnameseGroup

if TYPE_CHECKING:
    from docgen.store.backup import Health

_BY = "docgen db"


@click.group(cls=VietnameseGroup)
def command() -> None:
    """Giữ gìn kho dữ liệu: sổ cấp số, văn bản, bản nháp, danh sách.

    Kho là tệp docgen.db trong thư mục dữ liệu của người dùng hoặc trong DOCGEN_DATA; có DOCGEN_DATABASE_URL thì dùng PostgreSQL.
    """


@command.command()
@json_option
def upgrade(*, as_json: bool) -> None:
    """Tạo kho nếu chưa có, hoặc đưa kho lên phiên bản của chương trình này."""
    from docgen.store import schema  # noqa: PLC0415
    from docgen.store.engine import open_store  # noqa: PLC0415

    open_store(upgrade=True).dispose()
    if as_json:
        echo_json({"revision": schema.head()})
    else:
        click.echo(f"Kho dữ liệu đã ở bản cấu trúc {schema.head()}.")


@command.command()
@click.argument("file", metavar="TỆP")
@click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
@json_option
def backup(file: str, *, force: bool, as_json: bool) -> None:
    """Sao lưu toàn bộ kho ra TỆP trong khi mọi người vẫn làm việc; bản sao được kiểm tra ngay."""
    from docgen.store import backup as store_backup  # noqa: PLC0415
    from docgen.store.engine import open_store  # noqa: PLC0415

    engine = open_store()
    try:
        health = store_backup.backup(engine, Path(file), force=force)
    finally:
        engine.dispose()
    _tell(health, f"Đã sao lưu ra {file}. Tệp chứa dữ liệu cá nhân: cất nơi chỉ người có trách nhiệm mở được.", as_json=as_json)


@command.command()
@click.argument("file", metavar="TỆP")
@click.option("--force", is_flag=True, help="Thay hết dữ liệu đang có trong kho.")
@json_option
def restore(file: str, *, force: bool, as_json: bool) -> None:
    """Khôi phục kho từ TỆP sao lưu, kể cả từ SQLite sang PostgreSQL và ngược lại."""
    from docgen.store import backup as store_backup  # noqa: PLC0415
    from docgen.store.engine import connect  # noqa: PLC0415

    engine = connect()
    try:
        health = store_backup.restore(engine, Path(file), by=_BY, force=force)
    finally:
        engine.dispose()
    _tell(health, f"Đã khôi phục kho từ {file}.", as_json=as_json)


@command.command()
@json_option
def check(*, as_json: bool) -> int:
    """Kiểm tra kho: tệp cơ sở dữ liệu, từng văn bản, số lấy mà chưa dùng; thoát 7 nếu kho hỏng."""
    from docgen.errors import StoreError  # noqa: PLC0415
    from docgen.store import backup as store_backup  # noqa: PLC0415
    from docgen.store.book import report  # noqa: PLC0415
    from docgen.store.engine import open_store  # noqa: PLC0415

    engine = open_store()
    try:
        health, lines = store_backup.check(engine), report(engine)
    finally:
        engine.dispose()
    if as_json:
        echo_json({**asdict(health), "series": [asdict(line) for line in lines]})
        return StoreError.exit_status if health.faults else 0
    _tell(health, "Kho dữ liệu không có lỗi." if not health.faults else "Kho dữ liệu CÓ LỖI:", as_json=False)
    for fault in health.faults:
        click.secho(f"  {fault}", fg="red")
    for line in lines:
        told = {
            "trống chưa rõ lý do": line.gaps,
            "lấy mà chưa dùng": line.unissued,
            "trùng": [found.so for found in line.duplicates],
        }
        for what, found in told.items():
            if found:
                click.echo(f"  Dãy {line.series.the_loai}, nhiệm kỳ {line.series.term}: số {what}: {', '.join(map(str, found))}")
    return StoreError.exit_status if health.faults else 0


def _tell(health: Health, sentence: str, *, as_json: bool) -> None:
    if as_json:
        echo_json(asdict(health))
        return
    rows = health.rows
    click.echo(sentence)
    click.echo(f"  {rows['documents']} văn bản, {rows['drafts']} bản nháp, {rows['numbers']} số, {rows['people']} người.")
