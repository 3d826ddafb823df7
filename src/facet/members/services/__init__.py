"""What can be done with members."""

from facet.members.services.card_page import make_card_page, revoke_card_page, withdraw_own_consent
from facet.members.services.cards import (
    CardChange,
    CardIn,
    CardTypeIn,
    change_card,
    define_card_types,
    expire_cards,
    issue_card,
    replace_card,
    save_card_type,
)
from facet.members.services.changing_code import check_changing_code, prove_by_code
from facet.members.services.consent import (
    ConsentAnswer,
    save_consent_text,
    set_consent,
    set_profiling,
)
from facet.members.services.contact import correct_contact, keep_promise, record_contact
from facet.members.services.contacts import reveal_contact
from facet.members.services.credit import (
    Repayment,
    remind_of_all_overdue,
    repay_credit,
    set_credit_limit,
    take_repayment,
    undo_repayment,
    write_off_credit,
)
from facet.members.services.credit_posting import (
    CreditMovement,
    CreditPosted,
    charge_credit,
    post_repayment,
    reverse_credit,
)
from facet.members.services.desk import desk_of
from facet.members.services.editing import (
    FileEdit,
    archive_member,
    change_clerk,
    edit_member,
    restore_member,
    set_referrer,
)
from facet.members.services.family import RelationIn, add_relation, remove_relation, set_relation_privacy
from facet.members.services.field import reveal_field, save_field, set_fields, write_fields
from facet.members.services.group import add_to_group, compute_group, remove_from_group, save_group
from facet.members.services.handover import ask_to_hand_over, claim_member, give_members, hand_over_members, make_public
from facet.members.services.household import join_household, leave_household, set_household_head
from facet.members.services.importing import import_members
from facet.members.services.joining import (
    JoinIn,
    begin_joining,
    finish_joining,
    forget_join_requests,
    try_join_code,
)
from facet.members.services.merging import MergeIn, merge_members, unmerge_members
from facet.members.services.need import close_need, open_need
from facet.members.services.occasion import add_occasion, end_occasion, move_occasions
from facet.members.services.opening import Opened, create_member
from facet.members.services.price_level import PriceLevelIn, save_price_level
from facet.members.services.privacy import PersonExport, erase_member, export_member, reapply_erasure
from facet.members.services.reminder import add_reminder
from facet.members.services.repointing import point_back, repoint_rows
from facet.members.services.silence import end_silences, open_silences
from facet.members.services.size import set_sizes
from facet.members.services.standing import apply_standing, lock_standing, lock_standings
from facet.members.services.tag import save_tag, set_tags, tag_members
from facet.members.services.timeline import record_event, record_events
from facet.members.services.transfer import ask_for_transfer
from facet.members.services.wish import add_wish, end_wish

__all__ = [
    "CardChange",
    "CardIn",
    "CardTypeIn",
    "PriceLevelIn",
    "ConsentAnswer",
    "CreditMovement",
    "CreditPosted",
    "FileEdit",
    "JoinIn",
    "MergeIn",
    "Opened",
    "PersonExport",
    "RelationIn",
    "Repayment",
    "add_occasion",
    "add_relation",
    "add_reminder",
    "add_to_group",
    "add_wish",
    "apply_standing",
    "archive_member",
    "ask_for_transfer",
    "ask_to_hand_over",
    "begin_joining",
    "change_card",
    "change_clerk",
    "charge_credit",
    "check_changing_code",
    "claim_member",
    "close_need",
    "compute_group",
    "correct_contact",
    "create_member",
    "define_card_types",
    "desk_of",
    "edit_member",
    "end_occasion",
    "end_silences",
    "end_wish",
    "erase_member",
    "expire_cards",
    "export_member",
    "finish_joining",
    "forget_join_requests",
    "give_members",
    "hand_over_members",
    "import_members",
    "issue_card",
    "join_household",
    "leave_household",
    "lock_standing",
    "lock_standings",
    "make_card_page",
    "make_public",
    "merge_members",
    "move_occasions",
    "open_need",
    "open_silences",
    "point_back",
    "post_repayment",
    "prove_by_code",
    "reapply_erasure",
    "record_contact",
    "record_event",
    "record_events",
    "remind_of_all_overdue",
    "remove_from_group",
    "remove_relation",
    "repay_credit",
    "replace_card",
    "repoint_rows",
    "restore_member",
    "reveal_contact",
    "reveal_field",
    "reverse_credit",
    "revoke_card_page",
    "save_card_type",
    "save_consent_text",
    "save_field",
    "save_group",
    "save_price_level",
    "save_tag",
    "set_consent",
    "set_credit_limit",
    "set_fields",
    "set_household_head",
    "set_profiling",
    "set_referrer",
    "set_relation_privacy",
    "set_sizes",
    "set_tags",
    "tag_members",
    "try_join_code",
    "take_repayment",
    "undo_repayment",
    "unmerge_members",
    "withdraw_own_consent",
    "write_fields",
    "write_off_credit",
    "keep_promise",
]
