"""What sales adds to the member's own card page on her phone: what she bought."""

from datetime import datetime

from django.utils.translation import get_language, gettext

from facet.kernel import formats
from facet.members.selectors.card_page import CardPagePart
from facet.sales.selectors.own_purchases import own_purchases


def purchases_part(member_id: int, at: datetime) -> CardPagePart:
    """Slot "card.page": her latest purchases, those that came back left out. Queries: 1."""
    english = (get_language() or "").startswith("en")
    return CardPagePart(
        title=gettext("My purchases"), icon="shopping-bag", empty=gettext("Nothing bought yet."),
        rows=tuple(
            (line.name_en if english and line.name_en else line.name, f"¥{formats.shown(line.net_cents, 'yuan')}",
             f"{line.sale.business_date.isoformat()} · {line.sale.store.name}")
            for line in own_purchases(member_id)
        ),
    )  # fmt: skip
