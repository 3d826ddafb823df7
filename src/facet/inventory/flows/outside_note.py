"""The note of goods outside as a PDF. The library is heavy and needs system fonts, so it is asked for only here."""

from typing import Any

from django.template.loader import render_to_string

_STYLE = (
    "@page { size: A4; margin: 16mm } body { font: 10pt sans-serif } h1 { font-size: 15pt }"
    " table { width: 100%; border-collapse: collapse; margin: 4mm 0 } th, td { text-align: left; padding: 1.2mm 2mm;"
    " border-bottom: .2mm solid #999 } .r { text-align: right } .sign td { height: 14mm; vertical-align: bottom }"
)


def outside_note_pdf(facts: dict[str, Any]) -> bytes:
    """The note that `facts` tell, on A4."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import

    html = render_to_string("inventory/outside_paper.html", facts)
    return bytes(HTML(string=html).write_pdf(stylesheets=[CSS(string=_STYLE)]))
