"""The .docx format: the only package that touches zip archives, XML and python-docx.

package   open a .docx that may be hostile
archive   write one, the same bytes for the same parts
xml       the one XML parser of the project, names of WordprocessingML
proof     what Word demands of a document and no schema says
filled    a part as a template filled it in, and its proof without parsing it again
text      the words of a document, in reading order
payload   the data that travels inside a produced document
compose   verbs for building templates from readable source
view      effective formatting, read-only
dump      a document as text, for review
"""
