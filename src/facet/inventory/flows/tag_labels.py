"""Tags as a PDF: one label a page, the code drawn as one path. The library is heavy, so it is asked for only here."""

from collections.abc import Sequence

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from facet.inventory.rules.tag_labels import SIZES, LabelPlan
from facet.inventory.selectors.tag_labels import TagLabel


class PdfUnavailable(RuntimeError):
    """The machine lacks what the PDF needs; the message names the packages. Browser printing still works."""


def tags_pdf(labels: Sequence[TagLabel], plan: LabelPlan) -> bytes:
    """`labels` on their roll, moved by what the printer is off. Raises: PdfUnavailable."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- the same
    except OSError as error:
        raise PdfUnavailable("apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk") from error
    size = SIZES[plan.size]
    html = render_to_string("inventory/tag_labels_pdf.html", {"labels": labels, "plan": plan, "size": size})
    page = (
        f"@page {{ size: {size.width / 10}mm {size.height / 10}mm; margin: 0 }}"
        f" .tl {{ left: {plan.right / 10}mm; top: {plan.down / 10}mm }}"
    )
    styles = [CSS(filename=finders.find("inventory/tag_labels.css")), CSS(string=page)]
    fetcher = URLFetcher(allowed_protocols=["data"])
    return bytes(HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=styles))
