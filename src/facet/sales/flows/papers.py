"""A paper as the screen, the printer and the PDF show it: the parts of its layout, in order, with their codes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from facet.sales.flows.logos import logo_of
from facet.sales.models import MaterialPiece
from facet.sales.rules.print_layouts import PAPERS
from facet.sales.selectors.paper_page import Paper, PaperLine
from facet.sales.selectors.quotation_paper import QuotationPaper
from facet.sales.selectors.slips import CounterSlip

AnyPaper = Paper | QuotationPaper | CounterSlip
ROLL_MM = 297  # how far a roll is cut into pages of a PDF
Address = Callable[[str], str]  # of the page that a warranty's token opens


class PdfUnavailable(RuntimeError):
    """The machine lacks what the PDF needs; the message names the packages. Browser printing still works."""


@dataclass(frozen=True, slots=True)
class CodedLine:
    """A line with its warranty's code as a picture, "" while it is not signed."""

    each: PaperLine
    code: str
    address: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the template draws. `main` and `side` are the templates of the parts."""

    paper: AnyPaper
    main: Sequence[str]
    side: Sequence[str]
    lines: Sequence[CodedLine]
    cards: Sequence[CodedLine]
    gold: Sequence[tuple[MaterialPiece, str]]
    logo: str = ""
    claim: str = ""

    def has(self, key: str) -> bool:
        """Whether a part is printed."""
        return key in self.paper.layout.blocks

    @property
    def classes(self) -> str:
        """The classes of the sheet: form, paper and letters."""
        form, layout = self.paper.form, self.paper.layout
        return f"{form.style} pp--{form.key} pp-on--{layout.paper} pp--{layout.font}"


def sheet_of(paper: AnyPaper, address: Address) -> Sheet:
    """`paper` with its codes; `address` makes the link that a warranty's code holds."""
    beside = {each.key for each in paper.form.blocks if each.side}
    return Sheet(
        paper=paper,
        main=_templates(paper, (key for key in paper.layout.blocks if key not in beside)),
        side=_templates(paper, (key for key in paper.layout.blocks if key in beside)),
        lines=[_coded(each, address) for each in paper.lines],
        cards=[_coded(each, address) for each in paper.cards],
        gold=[(piece, square(piece.code)) for piece in paper.gold],
        logo=logo_of(paper.layout.logo),
        claim=square(paper.claim) if isinstance(paper, CounterSlip) and paper.claim else "",
    )


def _templates(paper: AnyPaper, keys: Iterable[str]) -> list[str]:
    return [f"{paper.form.folder}/{key}.html" for key in keys]


def _coded(line: PaperLine, address: Address) -> CodedLine:
    where = address(line.token) if line.token else ""
    return CodedLine(line, square(where) if where else "", where)


def square(text: str) -> str:
    """`text` as a QR code for an `img`."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(scale=3, border=2))


def paper_pdf(sheet: Sheet) -> bytes:
    """The sheet as a document on its paper; it fetches nothing, its pictures stand in it. Raises: PdfUnavailable."""
    try:
        from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import
        from weasyprint.urls import URLFetcher  # noqa: PLC0415 -- the same
    except OSError as error:
        raise PdfUnavailable("apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk") from error
    html = render_to_string("sales/papers/pdf.html", {"sheet": sheet})
    styles = [CSS(filename=finders.find(name)) for name in ("sales/receipt.css", "sales/papers.css")]
    size = PAPERS[sheet.paper.layout.paper]
    if not size.height_tenths:
        styles.append(CSS(string=f"@page {{ size: {size.width_tenths // 10}mm {ROLL_MM}mm; margin: 2mm 4mm }}"))
    return bytes(HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"])).write_pdf(stylesheets=styles))
