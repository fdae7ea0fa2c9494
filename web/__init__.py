"""The form in the browser: fill in, check, make, download. Flask is imported here and nowhere else.

fields, grouping   schema -> what a form shows
forms, rows        submitted pairs <-> answers <-> data; rows added, moved, pasted
binding            fields and answers -> what a page prints
problems           Pydantic's errors in the words of a form
work               the answers of one request; the place where a store of drafts joins
prefill, carrying  what a new draft begins with (prefill.yaml), and where that came from
people             people of the roster in a form: offered, filled in, ticked into lists
tallies            how the numbers in a form add up, in the words of the rules
views/             the pages
app, safety        the application, its headers and doors
server             waitress on this machine
"""
