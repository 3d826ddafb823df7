"""What a document earned, line by line: the "why" beside each line of a ticket."""

from facet.loyalty.models import EarnedLine


def earned_lines(document: str) -> dict[int, EarnedLine]:
    """The earned lines of `document` by line number, reversals left out, for whoever may see the document.

    Queries: 1.
    """
    rows = EarnedLine.objects.filter(document=document, reverses=None).order_by("line_no")
    return {row.line_no: row for row in rows}
