"""What is recorded of transfers, minimums, hand-overs and batches, as phrases for the translators. Pure.

`facet.audit.rules.words` makes the phrases from the names of acts and facts.
"""


def pgettext(_context: str, text: str) -> str:
    """Mark `text` for the translators under a context; the interface translates it."""
    return text


ACTS = (
    pgettext("act", "Transfer requested"),
    pgettext("act", "Transfer sent"),
    pgettext("act", "Transfer received"),
    pgettext("act", "Transfer cancelled"),
    pgettext("act", "Transfer lost"),
    pgettext("act", "Minimum set"),
    pgettext("act", "Minimum ended"),
    pgettext("act", "Tray taken"),
)
FACTS = (
    pgettext("fact", "To store"),
    pgettext("fact", "For customer"),
    pgettext("fact", "Seal"),
    pgettext("fact", "Missing"),
    pgettext("fact", "Differences"),
    pgettext("fact", "Least"),
    pgettext("fact", "Most"),
    pgettext("fact", "Warn on"),
    pgettext("fact", "Verdict"),
    pgettext("fact", "Counted"),
    pgettext("fact", "Book pieces"),
    pgettext("fact", "Taken by"),
)
