"""`python -m docgen.cli`."""

from docgen.cli import run

run()
