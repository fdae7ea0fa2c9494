"""The format standard, component by component, judged from a .docx: rules T-01 ... with the clause and grade of the day.

run           the door: `check_layout(docx, day=…, kind=…, variant=…)`
locate        every component found by words and place (lines, find_heading, find_body, find_closing)
components    what was found
plans         which components a kind has, as data
registry      the rules; rules/ holds them, one function a rule
samples       a component against its row of the table of type samples
widths        how much room letters take on paper
practice      sources of what the standard itself does not say
"""

from docgen.check.layout.registry import LayoutRule, layout_rules
from docgen.check.layout.run import check_layout

__all__ = ["LayoutRule", "check_layout", "layout_rules"]
