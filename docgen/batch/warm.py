"""What every worker needs, loaded once in the process that workers are forked from: as this is imported, a decision is made.

A worker that has to be started anew is at work in a hundredth of a second instead of one.
"""

from __future__ import annotations

import gc

from docgen.batch.jobs import Chunk, RenderJob, Template, render_chunk
from docgen.examples import example_data
from docgen.kinds import KINDS

_KIND = KINDS["quyet-dinh-phan-cong"]
_TEMPLATES = {variant: Template(_KIND.template_of(variant), "") for variant in _KIND.variants}
MADE = render_chunk(Chunk(_KIND.code, example_data(_KIND, "ca_nhan"), "", _TEMPLATES, (RenderJob(0, {}, ""),)))
"""Thrown away: what counts is that the rules, the schema and the template are ready."""

gc.collect()
gc.freeze()  # what is loaded stays: no worker need look through it again
