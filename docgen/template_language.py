"""What a template may say: the small part of Jinja that filling in a form needs, and the environment that runs it.

Allowed: a value, a condition, a loop over a list of the data, comparison, `and`, `or`, `not`, `loop.index`/`first`/`last`.
There are no calls, no filters but `length`, no arithmetic, no assignment, no import: a template cannot reach anything but its
data, and it cannot run for long. The sandbox below is the second wall behind the same door.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.CondExpr,
    nodes.Test,
    nodes.Filter,
)
_FILTERS = frozenset({"length"})
_TESTS = frozenset({"defined", "none"})
_LOOP = frozenset({"index", "first", "last", "length"})

_WORDS = {
    nodes.Call: "gọi hàm",
    nodes.Getitem: "chỉ số trong ngoặc vuông",
    nodes.Assign: "lệnh set",
    nodes.AssignBlock: "lệnh set",
    nodes.Include: "lệnh include",
    nodes.Import: "lệnh import",
    nodes.FromImport: "lệnh import",
    nodes.Extends: "lệnh extends",
    nodes.Macro: "lệnh macro",
    nodes.Block: "lệnh block",
    nodes.FilterBlock: "lệnh filter",
    nodes.CallBlock: "lệnh call",
    nodes.BinExpr: "phép tính",
}


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Jinja with autoescape, without globals or loader, which calls nothing and shows plain values only."""

    def __init__(self) -> None:
        """Set the options that every template of this project runs with."""
        super().__init__(autoescape=True, undefined=StrictUndefined, loader=None)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS}
        self.tests = {name: self.tests[name] for name in _TESTS | {"eq", "ne", "lt", "le", "gt", "ge", "in"}}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only keys of the data and of the loop are attributes."""
        return super().is_safe_attribute(obj, attr, value) and type(obj).__module__ in {"builtins", "jinja2.runtime"}

    def is_safe_callable(self, obj: Any) -> bool:  # noqa: ARG002 - the sandbox asks it of every object
        """Nothing may be called."""
        return False

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look a name up in the data itself: a field called `items` is the field, not the method of a dict."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if type(obj) is LoopContext and attribute in _LOOP:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


class _DataCode(CodeGenerator):
    """Code in which a name is a key of the data and nothing else: half the work, and no way to anything but data."""

    _asked_for: nodes.Node | None = None

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - jinja's name
        """Write `a.b` as `a["b"]`; the counter of a loop and what a test asks for stay with the environment."""
        if node is self._asked_for or (isinstance(node.node, nodes.Name) and node.node.name == "loop"):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f"[{node.attr!r}]")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802 - jinja's name
        """Let `a.b is defined` be asked where there is no b."""
        self._asked_for = node.node
        super().visit_Test(node, frame)


class DataEnvironment(TemplateEnvironment):
    """The environment of templates whose every node `forbidden` has seen. A missing name is a `KeyError` or an undefined."""

    code_generator_class = _DataCode


def dotted(node: nodes.Node) -> str:
    """A name with its fields as a template writes it: cuoc_hop.chu_tri."""
    return f"{dotted(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else getattr(node, "name", "…")


_WHOLE_LOOPS = 2
"""Loops over whole lists that may stand in one another: the time grows with the data to this power."""


def costly_loops(node: nodes.Node, depth: int = 0, item: str = "") -> Iterator[nodes.For]:
    """Loops inside one another that each begin a list anew: a few of them would run for years.

    `item` is the variable of the innermost loop around: a loop over a list in it goes down in the data and costs nothing more.
    """
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.For):
            yield from costly_loops(child, depth, item)
            continue
        goes_down = item and dotted(child.iter).startswith(f"{item}.")
        whole = depth + (not goes_down)
        if whole > _WHOLE_LOOPS:
            yield child
        else:
            yield from costly_loops(child, whole, getattr(child.target, "name", ""))


def forbidden(node: nodes.Node) -> str | None:
    """Why this node may not stand in a template, or None."""
    reason: str | None
    match node:
        case nodes.Filter(name=name) if name not in _FILTERS:
            reason = f"bộ lọc “{name}”"
        case nodes.Test(name=name) if name not in _TESTS:
            reason = f"phép thử “{name}”"
        case nodes.For() if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
            reason = "vòng lặp có điều kiện, đệ quy hoặc nhiều biến"
        case nodes.Getattr(node=nodes.Name(name="loop"), attr=name) if name not in _LOOP:
            reason = f"loop.{name}"
        case nodes.Const(value=str(text)) if not text.isprintable():
            reason = "ký tự điều khiển"
        case nodes.Getattr(attr=name) | nodes.Name(name=name) if name.startswith("_"):
            reason = "tên bắt đầu bằng gạch dưới"
        case _ if isinstance(node, _ALLOWED):
            reason = None
        case _:
            reason = next((words for kind, words in _WORDS.items() if isinstance(node, kind)), f"cú pháp {type(node).__name__}")
    return reason
