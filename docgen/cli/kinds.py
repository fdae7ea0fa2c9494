"""`docgen kinds`: what can be made."""

from __future__ import annotations

import click

from docgen.cli.output import echo_json, echo_table, json_option
from docgen.cli.vietnamese import VietnameseCommand


@click.command(cls=VietnameseCommand)
@json_option
def command(*, as_json: bool) -> None:
    """Liệt kê các loại văn bản và biến thể."""
    from docgen.kinds import KINDS  # noqa: PLC0415 - the schemas are read only when asked for

    titles = {
        kind.code: [(variant, model.model_fields["bien_the"].description or "") for variant, model in kind.variants.items()]
        for kind in KINDS.values()
    }
    if as_json:
        echo_json(
            [
                {
                    "code": kind.code,
                    "title": kind.title,
                    "variants": [{"code": code, "title": title} for code, title in titles[kind.code]],
                }
                for kind in KINDS.values()
            ]
        )
        return
    rows = [(kind.code, variant, title) for kind in KINDS.values() for variant, title in titles[kind.code]]
    echo_table(("LOẠI", "BIẾN THỂ", "TÊN"), rows)
