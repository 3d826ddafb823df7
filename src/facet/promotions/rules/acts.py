"""What is recorded of promotions, as phrases for the translators. Pure.

`facet.audit.rules.words` makes the phrases from the names of acts and facts.
"""


def pgettext(_context: str, text: str) -> str:
    """Mark `text` for the translators under a context; the interface translates it."""
    return text


ACTS = (pgettext("act", "Published"), pgettext("act", "Stopped"), pgettext("act", "Draft saved"))
FACTS = (pgettext("fact", "Terms"), pgettext("fact", "Number"))
