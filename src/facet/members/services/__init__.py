"""What can be done with members."""

from facet.members.services.cards import define_card_types
from facet.members.services.contacts import reveal_contact, set_consent
from facet.members.services.editing import (
    FileEdit,
    archive_member,
    change_clerk,
    edit_member,
    restore_member,
    set_referrer,
)
from facet.members.services.family import RelationIn, add_relation, remove_relation
from facet.members.services.importing import import_members
from facet.members.services.opening import Opened, create_member
from facet.members.services.standing import apply_standing, lock_standing, lock_standings
from facet.members.services.timeline import record_event, record_events
from facet.members.services.transfer import ask_for_transfer

__all__ = [
    "FileEdit",
    "Opened",
    "RelationIn",
    "add_relation",
    "apply_standing",
    "archive_member",
    "ask_for_transfer",
    "change_clerk",
    "create_member",
    "define_card_types",
    "edit_member",
    "import_members",
    "lock_standing",
    "lock_standings",
    "record_event",
    "record_events",
    "remove_relation",
    "restore_member",
    "reveal_contact",
    "set_consent",
    "set_referrer",
]
