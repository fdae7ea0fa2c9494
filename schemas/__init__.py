"""The facts of each kind of document, as frozen Pydantic models: what a secretary has to know, nothing about layout.

These models import pydantic only. Legal terms keep their Vietnamese names without diacritics; docs/glossary.md explains them.
"""
