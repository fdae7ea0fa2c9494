"""`docgen batch form|check|run|resume|status|cancel|report`: one list, every member's document."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from docgen.cli.output import echo_json, echo_table, json_option
from docgen.cli.vietnamese import VietnameseGroup
from docgen.errors import CheckFailed, FileError, UnsafeFileError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from docgen.batch.control import Progress
    from docgen.batch.engine import Workers
    from docgen.batch.folder import Folder
    from docgen.batch.order import Order
    from docgen.cli.batch_reading import Listed
    from docgen.store.batches import Batch

_BY = "docgen batch"
_KIND = "quyet-dinh-phan-cong"
_FEW = 200
"""Fewer rows are checked before a second process would have begun."""
_LARGE_BYTES = 20_000
"""A list of some hundreds of rows: workers get ready while it is read."""
_MOST_BYTES = 100 * 2**20


@click.group(cls=VietnameseGroup)
def command() -> None:
    """Làm văn bản hàng loạt từ một danh sách: mỗi đảng viên một quyết định, bản cam kết, thông báo, đã kiểm tra.

    Dừng lúc nào cũng được (Ctrl+C, mất điện); docgen batch resume làm tiếp đúng chỗ, không làm hai lần, không mất số.
    """


_kind = click.option(
    "--kind",
    default=_KIND,
    metavar="LOẠI",
    help="Cho từng đảng viên: quyet-dinh-phan-cong (bỏ trống cũng vậy), ban-cam-ket, thong-bao; hoặc loại khác, theo cột.",
)
_common = click.option(
    "--common", metavar="CHUNG.yaml", help="Những gì mọi văn bản giống nhau: căn cứ, ngày, người ký, nơi nhận."
)
_workers = click.option("--workers", type=int, metavar="SỐ", help="Số tiến trình; bỏ trống là mọi nhân của máy, 0 là không tách.")
_scheduler = click.option(
    "--scheduler", metavar="ĐỊA_CHỈ", help="Chạy trên nhiều máy: địa chỉ bộ điều phối Dask, tcp:// hoặc tls://."
)
_certificates = click.option("--tls", metavar="THƯ_MỤC", help="Thư mục chứng chỉ ca.pem, cert.pem, key.pem cho tls://.")
_sheet = click.option("--sheet", metavar="TÊN", help="Trang tính của danh sách; bỏ trống thì tự tìm.")
_columns = click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="CỘT=TRƯỜNG",
    help='Cột (tên hoặc chữ cái) là trường nào: "Công tác=chuc_vu_khac"; trống sau dấu = là không đọc. Ghi được nhiều lần.',
)
_save_mapping = click.option("--save-mapping", is_flag=True, help="Nhớ các cột này cho những danh sách có cùng tên cột.")
_again = click.option("--again", is_flag=True, help="Làm lại cả người đã có văn bản này, cùng năm, từ một lô trước.")
_folder = click.option("-o", "--output", metavar="THƯ_MỤC", help="Thư mục ghi văn bản; bỏ trống thì chỉ giữ trong kho.")
_printed = click.option(
    "--print", "printed", type=click.Choice(["so", "ten", "to"]), help="Thêm một tệp in: theo số, theo tên, theo tổ."
)
_pdf = click.option("--pdf", is_flag=True, help="Thêm PDF của từng văn bản, và của tệp in nếu có --print.")
_accept = click.option("--accept-template", is_flag=True, help="Mẫu đã đổi từ khi bắt đầu lô: chấp nhận làm tiếp bằng mẫu mới.")
_force = click.option("--force", is_flag=True, help="Ghi đè nếu tệp đã có.")
_quiet = click.option("--quiet", is_flag=True, help="Không báo tiến độ.")


@command.command()
@click.option("-o", "--output", required=True, metavar="TỆP.xlsx", help="Tệp danh sách trống sẽ tạo.")
@_force
def form(output: str, *, force: bool) -> None:
    """Ghi danh sách trống .xlsx để điền: đủ cột, ô chọn sẵn, trang hướng dẫn có ví dụ, trang nhiệm vụ mẫu."""
    from docgen.cli.batch_reading import write_workbook  # noqa: PLC0415
    from docgen.roster.writing import write_roster  # noqa: PLC0415

    write_workbook(output, write_roster((), duties_too=True), force=force)
    click.echo(f"Đã ghi {output}. Điền xong thì xem: docgen batch check {output}")


@command.command()
@click.argument("roster", metavar="DANH_SÁCH")
@_kind
@_common
@_sheet
@_columns
@_save_mapping
@_again
@click.option("--marked", metavar="TỆP.xlsx", help="Ghi thêm danh sách có tô màu, chú thích ô lỗi và ô phải đoán.")
@_force
@click.option("--all", "every", is_flag=True, help="Nêu hết mọi lỗi và chỗ cần xem lại, không rút gọn.")
@_workers
@json_option
def check(roster: str, kind: str, common: str | None, workers: int | None, **said: Any) -> int:
    """Xem DANH_SÁCH (.xlsx, .csv) được hiểu thế nào, làm được gì; không lấy số, không làm văn bản.

    Có --common thì kiểm tra từng văn bản như khi làm thật; không có thì chỉ đọc danh sách.
    """
    from docgen.batch.loading import open_run  # noqa: PLC0415
    from docgen.batch.order import Options  # noqa: PLC0415
    from docgen.batch.run import check_all  # noqa: PLC0415
    from docgen.batch.trial import try_run  # noqa: PLC0415
    from docgen.cli.batch_reading import tell_columns, tell_list, tell_skipped, write_marked  # noqa: PLC0415
    from docgen.cli.batch_words import tell_trial  # noqa: PLC0415
    from docgen.store.engine import is_set_up, open_store  # noqa: PLC0415

    again, every, as_json, marked, force = (said.pop(name) for name in ("again", "every", "as_json", "marked", "force"))
    memory = open_store("sqlite://")  # what is only looked at is written nowhere
    store = open_store() if said["save_mapping"] or is_set_up() else memory
    try:
        facts = _facts(common) if common else {}
        one = _listed(store, roster, kind, facts, **said)
        if marked:
            write_marked(one, marked, force=force)
        if common is None:
            return CheckFailed.exit_status if tell_list(one, every=every, as_json=as_json) else 0
        if not as_json:
            tell_columns(one)
            tell_skipped([str(row.skipped) for row in one.file.rows() if row.skipped], every=every)
        batch = open_run(memory, _order(store, one, roster, facts, Options(again=again)), known=store)
        with workers_for(workers if workers is not None or batch.waiting >= _FEW else 0, None, None) as using:
            check_all(memory, batch.id, using)
        trial = try_run(memory, batch.id, **{"shown": batch.total} if every else {})
    finally:
        store.dispose()
        memory.dispose()
    tell_trial(trial, every=every, as_json=as_json)
    return CheckFailed.exit_status if trial.batch.failed or not trial.batch.total else 0


@command.command()
@click.argument("roster", metavar="DANH_SÁCH")
@_kind
@click.option("--common", required=True, metavar="CHUNG.yaml", help="Những gì mọi văn bản giống nhau: căn cứ, ngày, người ký.")
@click.option("-o", "--output", required=True, metavar="THƯ_MỤC", help="Thư mục ghi văn bản.")
@_sheet
@_columns
@_save_mapping
@click.option(
    "--names", default="{so} {ho_ten}", metavar="MẪU", help="Mẫu tên tệp: {so}, {ho_ten}, {stt}, {hang}, {ngay}, {loai}."
)
@click.option("--open-numbers", is_flag=True, help="Để trống số cho văn thư ghi tay.")
@click.option("--all-or-nothing", is_flag=True, help="Còn một dòng lỗi thì không ban hành dòng nào.")
@_again
@_printed
@_pdf
@_workers
@_scheduler
@_certificates
@_quiet
@json_option
def run(roster: str, kind: str, common: str, output: str, **chosen: Any) -> int:
    """Làm văn bản cho mọi dòng của DANH_SÁCH: lấy số, kiểm tra, ban hành, ghi ra thư mục.

    Chạy lại cùng lệnh với cùng tệp là làm tiếp cùng một lô, không lấy số lần nữa.
    Danh sách đã sửa thì chỉ làm người chưa có; làm lại cả người đã có thì thêm --again.
    """
    from docgen.batch.loading import open_run  # noqa: PLC0415
    from docgen.batch.order import Options  # noqa: PLC0415
    from docgen.batch.pool import get_ready  # noqa: PLC0415
    from docgen.cli.batch_words import tell_had  # noqa: PLC0415

    with _store() as store:
        options = Options(not chosen["open_numbers"], chosen["all_or_nothing"], chosen["names"], chosen["again"])
        reading = {name: chosen.pop(name) for name in ("sheet", "columns", "save_mapping")}
        facts = _facts(common)
        one = _listed(store, roster, kind, facts, **reading)
        if len(one.raw) > _LARGE_BYTES and chosen["workers"] != 0 and chosen["scheduler"] is None:
            get_ready()
        order = _order(store, one, roster, facts, options)
        before = _begun_before(store, order, one)
        batch = before or open_run(store, order)
        if one.remembered and before is None and not chosen["quiet"]:
            click.echo(f"Cột {', '.join(one.remembered)} hiểu theo cách đã nhớ; xem: docgen batch check.", err=True)
        tell_had(store, batch)
        return _drive(store, batch.id, output, **chosen)


@command.command()
@click.argument("number", metavar="LÔ", type=int)
@_folder
@_printed
@_pdf
@_accept
@_workers
@_scheduler
@_certificates
@_quiet
@json_option
def resume(number: int, output: str | None, **chosen: Any) -> int:
    """Làm tiếp LÔ đang dở, hoặc ghi lại thư mục văn bản của lô đã xong."""
    with _store() as store:
        return _drive(store, number, output, **chosen)


@command.command()
@click.argument("number", metavar="[LÔ]", type=int, required=False)
@json_option
def status(number: int | None, *, as_json: bool) -> None:
    """Lô đang làm đến đâu; bỏ trống LÔ thì liệt kê các lô gần đây."""
    from docgen.batch.control import how_far  # noqa: PLC0415
    from docgen.cli.batch_words import counts  # noqa: PLC0415
    from docgen.store.batches import all_batches  # noqa: PLC0415

    with _store() as store:
        found = [how_far(store, one.id) for one in ([*all_batches(store)] if number is None else [_batch(store, number)])]
    if as_json:
        told = [{**counts(one.batch), "alive": one.alive, "rate": one.rate, "seconds_left": one.seconds_left} for one in found]
        echo_json(told if number is None else told[0])
    elif not found:
        click.echo("Chưa có lô nào.")
    else:
        echo_table(("Lô", "Danh sách", "Trạng thái", "Tổng", "Xong", "Lỗi", "Còn"), map(_standing, found))


@command.command()
@click.argument("number", metavar="LÔ", type=int)
@click.option("--reason", default="", metavar="LÝ_DO", help="Lý do hủy; số đã lấy mà chưa ban hành ghi lý do này trong sổ.")
@click.option("--yes", is_flag=True, help="Chắc chắn hủy; không ghi thì chỉ nói sẽ bỏ bao nhiêu dòng.")
def cancel(number: int, reason: str, *, yes: bool) -> None:
    """Hủy LÔ: văn bản đã ban hành giữ nguyên, dòng còn lại không làm nữa, số chưa dùng được trả hoặc hủy có lý do."""
    from docgen.batch.control import end_run  # noqa: PLC0415
    from docgen.batch.lists import summary_of  # noqa: PLC0415

    with _store() as store:
        _require_yes(_batch(store, number), yes=yes)
        batch = end_run(store, number, "cancel", by=_BY, reason=reason)
    waits = "" if batch.state == "cancelled" else " Tiến trình đang chạy sẽ dừng sau nhóm dòng đang làm."
    click.echo(f"Đã hủy lô {number}. {summary_of(batch)}" if not waits else f"Đã yêu cầu hủy lô {number}.{waits}")


@command.command()
@click.argument("number", metavar="LÔ", type=int)
@click.option("-o", "--output", required=True, metavar="TỆP.xlsx", help="Tệp báo cáo sẽ tạo.")
@_force
def report(number: int, output: str, *, force: bool) -> None:
    """Báo cáo LÔ ra .xlsx: từng dòng đã làm, lỗi, lý do, việc cần làm."""
    from docgen.batch.lists import report_xlsx, summary_of  # noqa: PLC0415
    from docgen.cli.batch_reading import write_workbook  # noqa: PLC0415

    with _store() as store:
        data, batch = report_xlsx(store, number), _batch(store, number)
    write_workbook(output, data, force=force)
    click.echo(f"Đã ghi {output}. {summary_of(batch)}")


def _require_yes(batch: Batch, *, yes: bool) -> None:
    """Say what would not be made any more; a run that has ended is refused in its own words."""
    from docgen.store.batches import ENDED  # noqa: PLC0415

    if not yes and batch.state not in ENDED:
        said = (
            f"Hủy lô {batch.id} thì {batch.waiting} dòng chưa làm sẽ không làm nữa; {batch.done} văn bản đã ban hành giữ nguyên."
        )
        raise UsageError(said, hint=f'Chắc chắn thì ghi: docgen batch cancel {batch.id} --yes --reason "lý do"')


@contextmanager
def _store() -> Iterator[Engine]:
    from docgen.store.engine import open_store  # noqa: PLC0415

    engine = open_store()
    try:
        yield engine
    finally:
        engine.dispose()


def _batch(store: Engine, number: int) -> Batch:
    from docgen.store.batches import batch_of  # noqa: PLC0415

    return batch_of(store, number)


def _facts(common: str) -> Any:
    from docgen.files import read_bytes  # noqa: PLC0415
    from docgen.reading import MAX_BYTES, read_data  # noqa: PLC0415

    return read_data(read_bytes(common, MAX_BYTES), common)


def _listed(store: Engine, roster: str, kind: str, facts: Any, *, sheet: str | None, columns: Any, save_mapping: bool) -> Listed:
    from docgen.batch.papers import paper_of  # noqa: PLC0415
    from docgen.cli.batch_reading import Said, listed, tell_left_out  # noqa: PLC0415
    from docgen.files import read_bytes  # noqa: PLC0415
    from docgen.kinds import kind_of  # noqa: PLC0415

    found = kind_of(kind)
    told = facts.get("bien_the") if isinstance(facts, dict) and found.code != _KIND else ""
    paper = paper_of(found.code)
    told = told or (paper.variant if paper else next(iter(found.variants)))
    raw = read_bytes(roster, _MOST_BYTES)
    try:
        one = listed(store, raw, found, str(told), Said(sheet, tuple(columns), save_mapping))
    except FileError as error:
        if type(error) not in {FileError, UnsafeFileError}:
            raise
        raise type(error)(f"{Path(roster).name}: {error}", hint=error.hint) from error
    tell_left_out(one, facts)
    return one


def _begun_before(store: Engine, order: Order, one: Listed) -> Batch | None:
    """The run of the same list as it was read before somebody had columns remembered: it would else take numbers once more."""
    from docgen.batch.asked import Reading  # noqa: PLC0415
    from docgen.store.batches import batch_under  # noqa: PLC0415

    return batch_under(store, replace(order, reading=Reading(one.reading.sheet)).key) if one.remembered else None


def _order(store: Engine, one: Listed, roster: str, facts: Any, options: Any = None) -> Order:
    from docgen.batch.order import order_for  # noqa: PLC0415

    order = order_for(store, one.kind.code, one.raw, facts, by=_BY, name=Path(roster).name, options=options)
    return replace(order, reading=one.reading)


def workers_for(number: int | None, scheduler: str | None, certificates: str | None) -> Workers:
    """The workers that the options name."""
    from docgen.batch import engine  # noqa: PLC0415

    if scheduler is not None:
        from docgen.batch.cluster import cluster  # noqa: PLC0415

        return cluster(scheduler, certificates=Path(certificates) if certificates else None)
    return engine.serial() if number == 0 else engine.processes(number)


def _drive(store: Engine, number: int, output: str | None, **chosen: Any) -> int:
    from docgen.cli.batch_words import tell_how_to_go_on  # noqa: PLC0415

    try:
        return _driven(store, number, output, **chosen)
    except KeyboardInterrupt:  # the second one; the first is a wish to stop
        tell_how_to_go_on(number, output)
        raise


def _driven(store: Engine, number: int, output: str | None, **chosen: Any) -> int:
    from docgen.batch.folder import Folder  # noqa: PLC0415
    from docgen.batch.results import write_results  # noqa: PLC0415
    from docgen.batch.run import Orders, drive  # noqa: PLC0415
    from docgen.cli.batch_words import Telling, tell_end  # noqa: PLC0415
    from docgen.store.batch_rows import every_row  # noqa: PLC0415

    folder = Folder(Path(output)) if output else None
    with Telling(_batch(store, number), quiet=chosen["quiet"] or chosen["as_json"]) as telling:
        orders = Orders(folder, telling.hear, telling.stop, accept_template=chosen.get("accept_template", False))
        few = chosen["workers"] is None and _batch(store, number).waiting < _FEW
        with workers_for(0 if few else chosen["workers"], chosen["scheduler"], chosen["tls"]) as workers:
            batch = drive(store, number, workers, orders)
    beside = write_results(store, number, folder) if folder else ()
    if folder and batch.state == "done":
        beside += _prints(store, number, folder, chosen.get("printed"), pdf=chosen.get("pdf", False))
    faults = [*islice(every_row(store, number, ["failed"]), _FEW)]
    return tell_end(batch, output, beside, faults, as_json=chosen["as_json"])


def _prints(store: Engine, number: int, folder: Folder, order: str | None, *, pdf: bool) -> tuple[str, ...]:
    from docgen.batch.prints import write_pdfs, write_print_files  # noqa: PLC0415

    made = write_print_files(store, number, folder, order, pdf=pdf) if order else ()
    if pdf:
        write_pdfs(store, number, folder)
    return made


def _standing(one: Progress) -> tuple[object, ...]:
    from docgen.cli.batch_words import standing  # noqa: PLC0415

    batch = one.batch
    return batch.id, batch.name, standing(one), batch.total, batch.done, batch.failed, batch.waiting
