"""The screens of quotes and of prices that an explicit act changes."""

from django.urls import path

from facet.sales.web import line_prices, quotations

QUOTATION_PATHS = [
    path("quotes", quotations.quotations, name="quotations"),
    path("quotes/<str:number>", quotations.quotation, name="quotation"),
    path("quotes/<str:number>/use", quotations.use, name="quotation_use"),
    path("quotes/<str:number>/withdraw", quotations.withdraw, name="quotation_withdraw"),
    path("quotes/<str:number>/paper", quotations.paper, name="quotation_paper"),
    path("quotes/<str:number>/paper.pdf", quotations.paper_as_pdf, name="quotation_pdf"),
    path("till/<uuid:basket_id>/quote", quotations.save, name="quote_ticket"),
    path("till/<uuid:basket_id>/reprice", line_prices.reprice, name="reprice"),
    path("till/<uuid:basket_id>/lines/<int:line_no>/basis", line_prices.basis, name="basis"),
]
