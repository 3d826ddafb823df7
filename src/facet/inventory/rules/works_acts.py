"""What is recorded of works, goods outside and sets, as phrases for the translators. Pure.

`facet.audit.rules.words` makes the phrases from the names of acts and facts.
"""


def pgettext(_context: str, text: str) -> str:
    """Mark `text` for the translators under a context; the interface translates it."""
    return text


ACTS = (
    pgettext("act", "Work done"),
    pgettext("act", "Work waits"),
    pgettext("act", "Work refused"),
    pgettext("act", "Work undone"),
    pgettext("act", "Goods sent outside"),
    pgettext("act", "Goods back from outside"),
    pgettext("act", "Outside cancelled"),
    pgettext("act", "Lost outside"),
    pgettext("act", "Set made"),
    pgettext("act", "Set changed"),
    pgettext("act", "Set dissolved"),
)
FACTS = (
    pgettext("fact", "Loss"),
    pgettext("fact", "Lost stones"),
    pgettext("fact", "Made"),
    pgettext("fact", "Loss reason"),
    pgettext("fact", "Added"),
    pgettext("fact", "Purpose"),
    pgettext("fact", "Policy"),
    pgettext("fact", "Fee"),
)
