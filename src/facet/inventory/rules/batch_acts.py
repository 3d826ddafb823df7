"""What is recorded of batches of pieces and of settlements that are asked for, as phrases for the translators. Pure.

`facet.audit.rules.words` makes the phrases from the names of acts and facts.
"""


def pgettext(_context: str, text: str) -> str:
    """Mark `text` for the translators under a context; the interface translates it."""
    return text


ACTS = (
    pgettext("act", "Piece batch made"),
    pgettext("act", "Piece batch written"),
    pgettext("act", "Piece batch refused"),
    pgettext("act", "Piece batch cancelled"),
    pgettext("act", "Stocktake settlement asked"),
)
FACTS = (
    pgettext("fact", "Capacity"),
    pgettext("fact", "Tare"),
    pgettext("fact", "Responsible"),
)
