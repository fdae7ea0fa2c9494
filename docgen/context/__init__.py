"""From a validated document to what a template sees: plain strings, numbers and lists in their official form.

walk      every field by its type: dates in words, counts with two digits, text split into paragraphs
derived   the registry of what a type adds to its own fields
heading   bodies, number line, place and date, recipients, signature
meeting   attendance, votes, tasks, scores, elections
kinds     what single kinds add: numbering of chapters and articles, months before and after, the annex
"""

from docgen.context.prepare import prepare

__all__ = ["prepare"]
