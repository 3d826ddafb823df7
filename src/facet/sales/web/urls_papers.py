"""The addresses of what sales prints, and of how that is laid out."""

from django.urls import path

from facet.sales.web import escpos, papers, print_layouts

PAPERS = [
    path("print-layouts", print_layouts.print_layouts, name="print_layouts"),
    path("print-layouts/<str:form>", print_layouts.print_layout, name="print_layout"),
    path("print-layouts/<str:form>/preview", print_layouts.preview, name="print_layout_preview"),
    path("<uuid:sale_id>/old-gold", papers.old_gold_slip, name="trade_in_slip"),
    path("<uuid:sale_id>/receipt", papers.receipt, name="receipt"),
    path("<uuid:sale_id>/receipt/print", papers.print_receipt, name="print_receipt"),
    path("<uuid:sale_id>/receipt.pdf", papers.receipt_as_pdf, name="receipt_pdf"),
    path("<uuid:sale_id>/receipt.bin", escpos.receipt_for_printer, name="receipt_escpos"),
    path("<uuid:sale_id>/slip", papers.paper, {"form": "slip"}, name="ticket_slip"),
    path("<uuid:sale_id>/cards", papers.paper, {"form": "warranty_card"}, name="ticket_card"),
    path("<uuid:sale_id>/papers/<str:form>", papers.paper, name="paper"),
    path("<uuid:sale_id>/papers/<str:form>/print", papers.print_paper, name="print_paper"),
    path("<uuid:sale_id>/papers/<str:form>/file.pdf", papers.paper_as_pdf, name="paper_pdf"),
]
