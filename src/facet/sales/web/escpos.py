"""The receipt as bytes for the receipt printer, to be saved or handed on to it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from facet.sales.flows.escpos import receipt_bytes
from facet.sales.selectors.paper_page import RECEIPT, on_paper, paper_of
from facet.sales.web.papers import is_english


@require_GET
def receipt_for_printer(request: HttpRequest, sale_id: UUID) -> HttpResponse:
    """ESC/POS in GB18030; the printing itself is noted by `print_receipt`."""
    paper = paper_of(request.actor, sale_id=sale_id, form_key=RECEIPT, english=is_english())
    content = receipt_bytes(on_paper(paper, request.GET.get("paper", "")))
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{paper.sold.sale.number}.bin"'
    return response
