"""Issued documents."""

from __future__ import annotations

from flask import Blueprint, Response, render_template

from docgen.store.documents import document_with
from web import downloads
from web.desk import store

pages = Blueprint("archive", __name__, url_prefix="/kho")


@pages.get("/<int:document_id>")
def show(document_id: int) -> str:
    """One document."""
    return render_template("document.html", one=document_with(store(), document_id).listed)


@pages.get("/<int:document_id>/van-ban.docx")
def docx(document_id: int) -> Response:
    """The file that was issued."""
    found = document_with(store(), document_id)
    return downloads.download(found.docx, downloads.file_name(found.listed.title, "", "docx"), downloads.DOCX)
