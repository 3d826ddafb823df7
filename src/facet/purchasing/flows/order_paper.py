"""An order as a PDF, in the supplier's language. The library is heavy, so it is asked for only here."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override


def order_pdf(facts: dict[str, Any], *, language: str) -> bytes:
    """The order that `facts` tell, on A4."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import

    with override(language):
        html = render_to_string("purchasing/order_paper.html", facts)
    paper = CSS(string="@page { size: A4; margin: 16mm } body { font: 10pt sans-serif } h1 { font-size: 15pt }"
                       " table { width: 100%; border-collapse: collapse; margin: 4mm 0 } th, td { text-align: left;"
                       " padding: 1.2mm 2mm; border-bottom: .2mm solid #999; vertical-align: top }"
                       " .r { text-align: right } .sign td { height: 14mm; vertical-align: bottom }")  # fmt: skip
    return bytes(HTML(string=html).write_pdf(stylesheets=[paper]))
