"""Judging a document: its content before it is made, the produced file after.

finding   one thing that was found
registry  rules with id, severity, clause and grade
run       the content of one document against all rules of its day
output    the produced file: structure, left-over tags, conservation of every typed word
content/  R-01 ...: rules of the field, judged from the data
layout/   T-01 ...: the format standard, judged from the produced .docx
"""
