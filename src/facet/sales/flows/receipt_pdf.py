"""The receipt as a PDF. The library is heavy and needs system fonts, so it is asked for only here."""

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from facet.sales.selectors.receipt_words import ReceiptWords
from facet.sales.selectors.sale_page import SalePage


class PdfUnavailable(RuntimeError):
    """The machine lacks what the PDF needs; the message names the packages. Browser printing still works."""


def receipt_pdf(page: SalePage, words: ReceiptWords) -> bytes:
    """The receipt of `page` on 80 mm paper, with the store's `words`. Raises: PdfUnavailable."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import
    except OSError as error:
        raise PdfUnavailable("apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk") from error
    html = render_to_string("sales/tickets/receipt_pdf.html", {"page": page, "words": words})
    paper = CSS(string="@page { size: 80mm 297mm; margin: 2mm 4mm; }")
    sheet = CSS(filename=finders.find("sales/receipt.css"))
    return HTML(string=html, base_url=".").write_pdf(stylesheets=[sheet, paper])
