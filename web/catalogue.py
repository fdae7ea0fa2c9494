"""`python -m web.catalogue [--check]`: the catalogue of English texts, kept complete.

Everything that pages say is collected: texts inside `_()` in code and templates, titles, hints and choices of the schemas,
sections of forms, names of kinds. translations/en/LC_MESSAGES/messages.po is written anew with the translations it has; a text
without one stands there empty, to be filled in by hand. messages.mo beside it is what the program reads; it is kept with the
source, so that installing needs no compiler.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import web.views
from docgen.batch.papers import PAPERS
from docgen.book_file.lines import kind_name
from docgen.kinds import KINDS
from docgen.standard import duties, standard_on
from docgen.store.numbers import CONGRESS
from schemas.fields import Model
from schemas.giao_viec import GiaoViec
from web.batches.facts import FactsWork
from web.fields import FieldView, own_form_of
from web.grouping import hints, sections_of_kind

HERE = Path(__file__).parent
PO = HERE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
_NO_DAY = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Stands where a catalogue names the day it was made: the same texts give the same files."""
_METHODS = [("api/**", "ignore"), ("templates/**.html", "jinja2"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
_KEYWORDS = {"_": None, "gettext": None, "later": None, "pgettext": ((1, "c"), 2)}
_OURS = {"docgen", "schemas", "web"}
"""Where models of the program stand: any that another program or a test makes are not in the catalogue."""
Text = tuple[str, str | None]
"""A text, and what tells it from another one with the same words."""


def written() -> set[Text]:
    """Texts inside `_()`."""
    found = extract_from_dir(HERE, _METHODS, _OPTIONS, _KEYWORDS)
    return {(message, context) for _file, _line, message, _comments, context in found if isinstance(message, str)}


def of_schemas() -> set[Text]:
    """Texts that stand in schemas and in data: pages show them translated, without `_()` around each."""
    for module in iter_modules(web.views.__path__):
        import_module(f"web.views.{module.name}")  # small forms stand beside their views
    texts: set[str] = set()
    for paper in PAPERS.values():  # how duties are given out has a form of its own
        texts |= set(_of_view(FactsWork(paper.kind, paper.variant, {}).own_form))
    models = (model for model in _models(Model) if model.__module__.split(".")[0] in _OURS and model is not GiaoViec)
    texts |= {text for model in models for text in _of_view(own_form_of(model))}
    for code, kind in KINDS.items():
        texts |= {kind.title, *(section.title for section in sections_of_kind(code))}
    symbols = (one.name for one in standard_on(_NO_DAY.date()).kinds.values() if one.symbol)
    texts |= {group.ten for _path, group in duties().all_groups()}
    return {(text, None) for text in (*texts, *hints().values(), *symbols, kind_name(CONGRESS)) if text}


def _models(model: type[Model]) -> Iterator[type[Model]]:
    for one in model.__subclasses__():
        yield one
        yield from _models(one)


def _of_view(view: FieldView) -> Iterator[str]:
    yield from (view.title, view.hint, *(label for _code, label in view.choices))
    for child in view.fields:
        yield from _of_view(child)


def collected() -> Catalog:
    """Every text with the translation it has in the catalogue, if any."""
    known = kept()
    catalog = _blank()
    for text, context in sorted(written() | of_schemas(), key=str):
        held = known.get(text, context)
        catalog.add(text, held.string if held else "", flags=held.flags - {"python-format"} if held else (), context=context)
    return catalog


def kept() -> Catalog:
    """The catalogue as it was written last."""
    if not PO.exists():
        return _blank()
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def as_files(catalog: Catalog) -> tuple[bytes, bytes]:
    """A catalogue as the two files."""
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalog, width=0, no_location=True, omit_header=True)
    write_mo(mo, catalog)
    return po.getvalue(), mo.getvalue()


def _blank() -> Catalog:
    return Catalog(locale="en", creation_date=_NO_DAY, revision_date=_NO_DAY, fuzzy=False)


def main(arguments: list[str]) -> int:
    """Write both files; with --check only say whether they are as they should be. Status 1: something is to be done."""
    catalog = collected()
    po, mo = as_files(catalog)
    missing = [message for message in catalog if message.id and not message.string]
    if "--check" in arguments:
        stale = (PO.read_bytes(), MO.read_bytes()) != (po, mo)
        if stale:
            sys.stderr.write("web/translations không khớp với mã nguồn; chạy: make pages\n")
    else:
        stale = False
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(po)
        MO.write_bytes(mo)
    if missing:
        sys.stderr.write(f"{len(missing)} câu chưa có bản tiếng Anh trong {PO.name}\n")
    return int(stale or bool(missing))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
