"""What is recorded of gifts, grants, transfers and referral, as phrases for the translators. Pure.

`facet.audit.rules.words` makes the phrases from the names of acts and facts.
"""


def pgettext(_context: str, text: str) -> str:
    """Mark `text` for the translators under a context; the interface translates it."""
    return text


ACTS = (
    pgettext("act", "Gift given"),
    pgettext("act", "Grant asked"),
    pgettext("act", "Grant undone"),
    pgettext("act", "Expiry told"),
    pgettext("act", "Owed points settled"),
    pgettext("act", "Points released"),
    pgettext("act", "Points reversed"),
    pgettext("act", "Points transferred"),
    pgettext("act", "Purchase settled"),
)
FACTS = (pgettext("fact", "To"),)
