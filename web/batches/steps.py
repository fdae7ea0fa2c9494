"""The steps of a preparation, and the way to the one whose button was pressed: such a button keeps what was typed first."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

GO = "di"
"""The act of such a button; behind its colon stands the step."""
STEPS = {
    "columns": "batch_plan.columns",
    "facts": "batch_plan.facts",
    "giving": "batch_giving.people",
    "try_it": "batch_plan.try_it",
}
_OVERVIEW = "overview"


def way_of(act: str, plan_id: int) -> Response | None:
    """The way to the step that `act` (`di:facts`) names, or to the list of all preparations; None when it names none."""
    action, _colon, step = act.partition(":")
    if action != GO:
        return None
    if step == _OVERVIEW:
        return redirect(url_for("batches.overview"), 303)
    return redirect(url_for(STEPS[step], plan_id=plan_id), 303) if step in STEPS else None
