"""The application for other programs: the same work as on the pages, as JSON under /api/v1.

`operations.py` holds the registry: one entry is the route, what is checked before it runs and its part of the OpenAPI document,
so that the three cannot differ. One module a resource holds the operations; they call what the pages call.
"""
