"""Readable source of the shipped templates: one module per kind, `TEMPLATES` names what it builds."""
