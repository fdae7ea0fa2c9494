"""From a .docx to what people look at: PDF and pictures of its pages. No Word, no network.

convert     one document to PDF, by the engine that draws it right
batch       many documents at once: merged, converted once, cut apart again
dxpdf       the engine that comes with the program, in a process of its own
fitting     a document written so that dxpdf breaks its pages and lines as Word does
preflight   which documents that engine draws faithfully
libreoffice the reference engine, for everything else
merge       many documents as one with a section for each
pages       pages of a PDF: counted, found by name, cut out, put together
pictures    pages as PNG
fonts       the typeface that comes with the program, and whether a font has every Vietnamese letter
doctor      what this machine has and lacks
"""
