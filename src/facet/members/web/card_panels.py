"""The tabs "Cards" and "Credit" on a member's page."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules import credit as rules
from facet.members.rules.cards import CARD_ACTS, CardAct
from facet.members.selectors import CreditStatement
from facet.members.web.card_forms import ReasonOnlyForm, named
from facet.members.web.card_lists import state_badge

_VERBS = {
    CardAct.LOST: (gettext_noop("Report lost"), "alert-circle"),
    CardAct.FROZEN: (gettext_noop("Freeze"), "lock"),
    CardAct.UNFROZEN: (gettext_noop("Use again"), "lock-open"),
    CardAct.RENEWED: (gettext_noop("Renew"), "refresh"),
}
_AGES = (
    gettext_noop("Not due yet"),
    gettext_noop("1 to 30 days overdue"),
    gettext_noop("31 to 60 days overdue"),
    gettext_noop("61 to 90 days overdue"),
    gettext_noop("More than 90 days overdue"),
)


def cards_tab(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """A member's cards with their histories, and her link."""
    rows: list[dict[str, Any]] = []
    for card in selectors.cards_of(actor, member_id):
        tone, icon, word = state_badge(card.state)
        rows.append(
            {
                "card": card, "name": named(card.type_name, card.type_name_en), "badge": (tone, icon, gettext(word)),
                "verbs": [(act, gettext(_VERBS[CardAct(act)][0])) for act in card.acts],
                "history": [(line, gettext(CARD_ACTS[CardAct(line.what)])) for line in card.history],
            }
        )  # fmt: skip
    may_edit = actor.may(MembersPermission.EDIT_MEMBERS)
    until = selectors.card_page_until(actor, member_id)
    return {"facts": {"rows": rows, "may_edit": may_edit, "member_id": member_id, "form": ReasonOnlyForm(),
                      "until": until, "has_one": any(row["card"].state == "active" for row in rows)}}  # fmt: skip


def statement_facts(actor: Actor, told: CreditStatement) -> dict[str, Any]:
    """A statement in words, for the tab, the page and the paper."""
    return {
        "told": told,
        "ages": [(gettext(label), cents) for label, cents in zip(_AGES, told.ages, strict=True)],
        "lines": [
            (line, gettext(rules.ENTRY_LABELS[rules.EntryKind(line.kind)]),
             gettext(rules.TENDERS[line.tender]) if line.tender in rules.TENDERS else "")
            for line in told.lines
        ],
        "may_manage": actor.may(MembersPermission.MANAGE_CREDIT),
        "may_take": actor.may(MembersPermission.TAKE_REPAYMENT),
    }  # fmt: skip


def credit_tab(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """What the member owes, by age, and the last lines."""
    return {"facts": statement_facts(actor, selectors.credit_statement(actor, member_id, at=at))}


CARDS_TAB = Panel(
    "cards", gettext_noop("Cards"), "members/tab_cards.html", cards_tab, MembersPermission.VIEW_MEMBERS,
    queries=4, order=64,
)  # fmt: skip
CREDIT_TAB = Panel(
    "credit", gettext_noop("Credit"), "members/tab_credit.html", credit_tab, MembersPermission.VIEW_CREDIT,
    queries=5, order=66,
)  # fmt: skip
