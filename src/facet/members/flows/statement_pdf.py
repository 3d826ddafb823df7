"""The credit statement as a PDF. The library is heavy and needs system fonts, so it is asked for only here."""

from typing import Any

from django.template.loader import render_to_string


def statement_pdf(facts: dict[str, Any]) -> bytes:
    """The statement that `facts` tell, on A4."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import

    html = render_to_string("members/credit_paper.html", {"facts": facts})
    paper = CSS(string="@page { size: A4; margin: 18mm } body { font: 10pt sans-serif } table { width: 100%;"
                       " border-collapse: collapse; margin: 4mm 0 } th, td { text-align: left; padding: 1.5mm 2mm;"
                       " border-bottom: .2mm solid #999 } .r { text-align: right }")  # fmt: skip
    return bytes(HTML(string=html).write_pdf(stylesheets=[paper]))
