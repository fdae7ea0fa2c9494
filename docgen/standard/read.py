"""From a YAML file to a checked model; whatever is wrong becomes a `StandardError` naming file and path."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from docgen.errors import StandardError

M = TypeVar("M", bound=BaseModel)
Tree = dict[str, Any]

_HINT = "Cài lại chương trình, hoặc sửa tệp trong docgen/standard/data cho đúng."
_SOURCE_KEYS = {"clause", "grade", "note"}
_REASONS = {
    "extra_forbidden": "khóa này không có trong lược đồ",
    "missing": "thiếu khóa này",
    "literal_error": "chỉ nhận {expected}",
    "string_type": "phải là chuỗi",
    "float_type": "phải là số",
    "int_type": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "date_type": "phải là ngày dạng 2026-05-27",
    "tuple_type": "phải là danh sách",
    "dict_type": "phải là các cặp khóa: giá trị",
    "model_type": "phải là các cặp khóa: giá trị",
    "too_short": "danh sách trống",
    "value_error": "{error}",
}


def read_yaml(file: Traversable) -> Tree:
    """Read one data file; its top level must be a mapping and no key may stand twice."""
    try:
        tree = yaml.load(file.read_bytes(), _Loader)  # noqa: S506 - a safe loader
    except OSError as error:
        raise StandardError(f"{file.name}: không đọc được ({error})", hint=_HINT) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an impossible date such as 2026-02-30
        raise damaged(file.name, [("", _yaml_reason(error))]) from error
    if not isinstance(tree, dict):
        raise damaged(file.name, [("", "phải là các cặp khóa: giá trị")])
    return tree


def build(model: type[M], tree: Any, file_name: str, path: str = "") -> M:
    """Make a `model` of the part of a file that stands at `path`."""
    try:
        return model.model_validate(tree)
    except ValidationError as error:
        problems = [(dotted(path, *item["loc"]), _reason(item)) for item in error.errors(include_url=False)]
        raise damaged(file_name, problems) from error


def build_by_id(model: type[M], entries: Mapping[str, Tree], file_name: str, path: str, key_field: str = "id") -> dict[str, M]:
    """Make one `model` of each entry of the mapping at `path`; its key becomes its `key_field`."""
    return {key: build(model, {key_field: key, **entry}, file_name, f"{path}.{key}") for key, entry in entries.items()}


def refuse(file_name: str, problems: Iterable[tuple[str, str]]) -> None:
    """Raise if there are problems, each a (path, reason)."""
    if found := list(problems):
        raise damaged(file_name, found)


def damaged(file_name: str, problems: Iterable[tuple[str, str]]) -> StandardError:
    """Return the error for a file with these problems, one line each: `format_hd36.yaml: page.paper: ...`."""
    lines = [": ".join(part for part in (file_name, path, reason) if part) for path, reason in problems]
    return StandardError("\n".join(lines), hint=_HINT)


def dotted(*parts: object) -> str:
    """Join the steps of a path: `bodies.chi_bo_co_so.lines.0`."""
    return ".".join(str(part) for part in parts if part != "")


def overlay(base: Tree, patch: Tree, file_name: str, *, inherited: str = "{clause}", path: str = "") -> Tree:
    """Lay `patch` over `base` path by path; a clause that the patch does not restate is written as `inherited` says.

    Raises:
        StandardError: an object gets another value but keeps the source of the old one.
    """
    if "clause" in base and not patch.keys() <= _SOURCE_KEYS and not {"clause", "grade"} <= patch.keys():
        raise damaged(file_name, [(path, "đổi giá trị thì phải ghi cả clause và grade của giá trị mới")])
    merged = {**base, **patch}
    for key, below in base.items():
        change = patch.get(key, {})
        if isinstance(below, dict) and isinstance(change, dict):
            merged[key] = overlay(below, change, file_name, inherited=inherited, path=dotted(path, key))
    if "clause" in base and "clause" not in patch:
        merged["clause"] = inherited.replace("{clause}", str(base["clause"]))
    return merged


def _reason(item: Mapping[str, Any]) -> str:
    """Say in Vietnamese why pydantic refused a value, and which value it was."""
    known = _REASONS.get(item["type"])
    reason: str = known.format_map(item.get("ctx", {})) if known else item["msg"]
    given = item["input"]
    shown = "" if item["type"] == "missing" or isinstance(given, dict | BaseModel) else f" (đang là {given!r})"
    return reason.replace(" or ", " hoặc ") + shown


def _yaml_reason(error: Exception) -> str:
    """Say where the file stops being YAML; lines count from 1."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or error
    return f"dòng {mark.line + 1}: {problem}" if mark else str(problem)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc] # chosen at run time
    """The C loader where PyYAML has it; refuses a key that stands twice, which YAML loaders otherwise drop silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        """Build a mapping after looking for doubled keys."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"khóa {key.value!r} ghi hai lần", key.start_mark)
            seen.add(key.value)
        built: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return built
