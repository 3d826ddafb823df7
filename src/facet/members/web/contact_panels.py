"""The tab "Contacts" of a member's page: what she asked for, then what was said."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.members import selectors
from facet.members.permissions import MembersPermission
from facet.members.rules.need import NEED_STATES, NeedState
from facet.members.rules.words import RELATION_KINDS, RelationKind
from facet.members.web.contact import entry_words
from facet.members.web.contact_forms import NeedEndForm
from facet.members.web.need_words import need_line


def contacts(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """Needs and the last fifty contacts. Queries: 4."""
    needs = [
        (each, need_line(each), gettext(NEED_STATES[NeedState(each.state)]), each.state == NeedState.OPEN)
        for each in selectors.needs_of(actor, member_id)
    ]
    entries = [
        (each, *entry_words(each), gettext(RELATION_KINDS[RelationKind(each.with_kind)]) if each.with_kind else "")
        for each in selectors.contacts_of(actor, member_id, at=at)
    ]
    may_edit = actor.may(MembersPermission.EDIT_MEMBERS)
    return {
        "facts": {
            "needs": needs,
            "entries": entries,
            "may_edit": may_edit,
            "form": NeedEndForm(),
            "member_id": member_id,
        }
    }


CONTACTS_TAB = Panel(
    "contacts", gettext_noop("Contact log"), "members/tab_contacts.html", contacts, MembersPermission.VIEW_MEMBERS,
    queries=4, order=78,
)  # fmt: skip
