"""What one request works on: a kind, a variant, the answers. The one place that knows where answers come from.

They lie in a draft of the store, exactly as they were typed; a request lays over them what its form sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from werkzeug.datastructures import MultiDict

from docgen.kinds import Kind, kind_of
from docgen.store.drafts import Draft
from web import forms, refilling
from web.fields import VARIANT_FIELD, FieldView, form_of, own_form_of
from web.forms import Answers, Pairs
from web.problems import Problem, check
from web.refilling import Leftovers

SIGN = "_"
"""Names that begin with it steer the page; no field of a schema does."""
PASTED = "_dan."
"""The box of a list into which a block is pasted: typed too, but no answer before it is taken over."""
_CONTROL = re.compile("[\x00-\x1f\x7f]")
"""No letters: PostgreSQL keeps no text with a NUL."""
_SUBJECTS = ("trich_yeu", "ten_chuyen_de", "ten_dai_hoi")
_DAYS = ("ngay_ban_hanh",)


def is_typed(name: str) -> bool:
    """Whether a submitted name carries what somebody typed, not what steers the page."""
    return not name.startswith(SIGN) or name.startswith(PASTED)


@dataclass
class Work:
    """The answers of one document in the making."""

    kind: Kind
    variant: str
    answers: Answers
    pasted: dict[str, str] = field(default_factory=dict)
    filled: list[dict[str, Any]] = field(default_factory=list)
    from_example: bool = False
    """What the draft began with and where that came from (web.prefill)."""
    draft: Draft | None = None

    @classmethod
    def blank(cls, kind: str, variant: str) -> Work:
        """A form that nobody has touched; `UsageError` when there is no such kind or variant."""
        found = kind_of(kind)
        return cls(found, variant, forms.blank_answers(form_of(found.variant(variant))))

    @classmethod
    def of_data(cls, kind: Kind, variant: str, data: Mapping[str, Any]) -> tuple[Work, Leftovers]:
        """The form of `data`, and what of it has no place in the form."""
        answers, left = refilling.answers_of_data(data, form_of(kind.variant(variant)))
        return cls(kind, variant, answers), left

    @classmethod
    def of_draft(cls, draft: Draft) -> Work:
        """What a draft holds."""
        work = cls.blank(draft.kind, draft.variant)
        work.take_kept(draft.data)
        work.draft = draft
        return work

    def take_kept(self, kept: Mapping[str, Any]) -> None:
        """Take the answers as they were kept in a draft, or in one of its versions."""
        self.answers = forms.answers_of_kept(kept.get("answers", {}), self.form)
        self.pasted = dict(kept.get("pasted", {}))
        self.filled = list(kept.get("filled", ()))
        self.from_example = bool(kept.get("example"))

    def lay(self, sent: MultiDict[str, str]) -> None:
        """Take what a form has sent in place of what was there."""
        pairs = [(name, value) for name, value in sent.items(multi=True) if not name.startswith(SIGN)]
        self.answers = forms.answers_of_pairs(pairs, self.form)
        boxes = {name: text for name, text in sent.items() if name.startswith(PASTED) and text}
        self.pasted = {name.removeprefix(PASTED): text.replace("\r\n", "\n") for name, text in boxes.items()}

    @property
    def kept(self) -> dict[str, Any]:
        """What a draft keeps of it."""
        return {"answers": self.answers, "pasted": self.pasted, "filled": self.filled, "example": self.from_example}

    @property
    def form(self) -> FieldView:
        """The fields of the variant."""
        return form_of(self.kind.variant(self.variant))

    @property
    def own_form(self) -> FieldView:
        """The same in the words of documents."""
        return own_form_of(self.kind.variant(self.variant))

    @property
    def pairs(self) -> Pairs:
        """What its form sends: the same answers again."""
        return [*forms.pairs_of(self.answers, self.form), *((PASTED + path, text) for path, text in self.pasted.items())]

    @property
    def data(self) -> dict[str, Any]:
        """The answers as the engine reads them, and as a data file holds them."""
        return {VARIANT_FIELD: self.variant, **forms.data_of(self.answers, self.form)}

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return forms.is_blank(self.answers, self.form)

    @property
    def title(self) -> str:
        """What a list of drafts calls it: the variant, and the subject or the day; stored in the words of documents."""
        subject = self._first(_SUBJECTS) or self._first(_DAYS)
        return f"{self.own_form.title}: {subject}" if subject else self.own_form.title

    def _first(self, names: Iterable[str]) -> str:
        answers = (self.answers.get(name) for name in names)
        return next(
            (" ".join(_CONTROL.sub(" ", answer).split()) for answer in answers if isinstance(answer, str) and answer.strip()), ""
        )

    def tidy(self) -> None:
        """Leave out rows in which nothing stands."""
        self.answers = forms.without_blank_rows(self.answers, self.form)

    @cached_property
    def checked(self) -> tuple[Any, list[Problem]]:
        """The document, or None and what has to be mended. Rows without anything are left out first."""
        self.tidy()
        return check(self.data, self.answers, self.form, self.kind)
