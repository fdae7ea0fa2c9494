"""How the data is read: lazily, from a wheel too, and never changed by a reader."""

import zipfile
from datetime import date
from itertools import takewhile
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

import docgen.standard
from docgen.standard import Library, duties, legal_bases, standard_on

NOW = date(2026, 11, 22)


def test_the_catalogue_and_the_register_are_read_only_when_asked_for(data):
    (data / "duties.yaml").unlink()
    (data / "legal_bases.yaml").unlink()
    assert Library(data).standard_on(NOW).profile == "hd05"


def test_the_shipped_data_is_read_once():
    assert legal_bases() is legal_bases()
    assert duties() is duties()
    assert standard_on(NOW) is standard_on(NOW)


def test_the_data_is_read_from_inside_an_archive(data, tmp_path):
    archive = tmp_path / "wheel.zip"
    with zipfile.ZipFile(archive, "w") as wheel:
        for file in data.iterdir():
            wheel.write(file, f"docgen/standard/data/{file.name}")
    library = Library(zipfile.Path(archive, "docgen/standard/data/"))
    assert library.standard_on(NOW) == standard_on(NOW)
    assert library.legal_bases == legal_bases()
    assert library.duties == duties()


def test_the_data_reads_the_same_without_the_c_loader(data):
    for file in data.iterdir():
        content = file.read_bytes()
        assert yaml.load(content, yaml.SafeLoader) == yaml.load(content, yaml.CSafeLoader)


def test_what_is_read_cannot_be_changed():
    with pytest.raises(ValidationError):
        standard_on(NOW).format.page.paper.value = "A3"
    with pytest.raises(ValidationError):
        standard_on(NOW).profile = "nd30"


def test_every_data_file_begins_with_a_comment_on_what_it_holds_and_where_it_comes_from(data):
    for file in data.iterdir():
        lines = file.read_text("utf-8").splitlines()
        head = list(takewhile(lambda line: line.startswith("#"), lines))
        assert any("Where the values come from" in line for line in head)


def test_keys_are_written_without_diacritics_except_symbols(data):
    def keys(node):
        if isinstance(node, dict):
            yield from node
            yield from (key for part in node.values() for key in keys(part))
        if isinstance(node, list):
            yield from (key for part in node for key in keys(part))

    symbols = set(standard_on(NOW).other_symbols)
    for file in data.iterdir():
        found = set(keys(yaml.safe_load(file.read_bytes()))) - symbols
        assert [key for key in found if not key.isascii()] == []


def test_every_public_name_exists():
    assert sorted(docgen.standard.__all__) == docgen.standard.__all__
    assert all(hasattr(docgen.standard, name) for name in docgen.standard.__all__)


def test_no_module_is_longer_than_400_lines():
    for module in Path(docgen.standard.__file__).parent.glob("*.py"):
        assert len(module.read_text("utf-8").splitlines()) <= 400
