"""Rosters as files: workbooks and CSV read safely row after row, compared with a roster, written to be filled in.

Nothing here keeps anything; `docgen.store` knows no files and `docgen.docx.workbook` no people.
"""
