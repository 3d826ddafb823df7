"""Taking in members from a file: all rows or none, in bulk."""

from collections.abc import Sequence
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import Checked, ImportRow
from facet.kernel.importing.progress import advance
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import ImportHasMistakes
from facet.members.models import Card, CardType, Member, Standing
from facet.members.permissions import MembersPermission
from facet.members.rules.cards import last_day
from facet.members.rules.columns import SEARCHED, columns_of
from facet.members.rules.import_rows import Opening
from facet.members.rules.timeline import Happening
from facet.members.rules.words import CardState, Channel, Happened
from facet.members.selectors.importing import Change, plan_import
from facet.members.services.cards import card_type_of
from facet.members.services.field import fill_fields, write_fields
from facet.members.services.numbers import next_card_numbers, next_member_numbers
from facet.members.services.timeline import record_events
from facet.members.services.tokens import rewrite_tokens, write_tokens

AT_ONCE = 200


@unit_of_work
def import_members(*, actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """Take in every row, or none; the same file again changes nothing.

    Raises: NotPermitted, ImportHasMistakes, OperationConflict. Locks: the number series, last.
    """
    act = operations.begin(operation, kind="members.import", actor=actor, at=at)
    if act.done:
        return Checked(**act.result)
    require(actor, MembersPermission.IMPORT_MEMBERS)
    plan = plan_import(actor, rows, at=at)
    if plan.errors:
        raise ImportHasMistakes(count=len(plan.errors), line=plan.errors[0].line)
    for change in plan.changes:
        _change(actor, change, at)
        advance(1)
    card_type = card_type_of("")
    for begin in range(0, len(plan.new), AT_ONCE):
        part = plan.new[begin : begin + AT_ONCE]
        open_files(part, card_type, at)
        advance(len(part))
    done = Checked(len(plan.new), len(plan.changes), plan.unchanged)
    audit_services.record(
        actor, "members.members_imported", at=at, subject=("kernel.operation", act.id, str(act.id)),
        new=done.new, changed=done.changed, unchanged=done.unchanged,
    )  # fmt: skip
    outbox.publish("members.members_imported", at=at, new=done.new, changed=done.changed)
    act.finish(new=done.new, changed=done.changed, unchanged=done.unchanged)
    return done


def _change(actor: Actor, change: Change, at: datetime) -> None:
    member = Member.objects.select_for_update(of=("self",), no_key=True).get(pk=change.member_id)
    columns = columns_of(change.person)
    for column, value in columns.items():
        setattr(member, column, value)
    member.version += 1
    member.save(update_fields=[*columns, "version"])
    if SEARCHED & change.differences.keys():
        rewrite_tokens(member)
    told = change.differences | (write_fields(member, change.fields) if change.fields else {})
    audit_services.record(
        actor, "members.member_edited", at=at, subject=("members.member", member.pk, member.number),
        changes=told, line=change.line,
    )  # fmt: skip


@joins_unit_of_work
def open_files(openings: Sequence[Opening], card_type: CardType, at: datetime) -> None:
    """New files with all that belongs to them: about ten statements for 500, and the numbers."""
    own_cards = iter(next_card_numbers(sum(not each.card_number for each in openings)))
    numbers = next_member_numbers(len(openings))
    members = Member.objects.bulk_create(
        [_file(each, number, at) for each, number in zip(openings, numbers, strict=True)]
    )
    pairs = list(zip(members, openings, strict=True))
    Standing.objects.bulk_create(
        Standing(
            member=member, spend_cents=each.spend_cents, visits=each.visits, last_visit_on=each.last_visit_on,
            last_store_id=each.store_id if each.last_visit_on else None,
        )
        for member, each in pairs
    )  # fmt: skip
    Card.objects.bulk_create(
        Card(
            number=each.card_number or next(own_cards), member=member, card_type=card_type, state=CardState.ACTIVE,
            issued_on=each.opened_on, issued_store_id=each.store_id,
            expires_on=last_day(each.opened_on, card_type.valid_months),
        )
        for member, each in pairs
    )  # fmt: skip
    write_tokens(members)
    fill_fields([(member.pk, each.fields) for member, each in pairs if each.fields])
    record_events((member.pk, _brought_forward(each, at)) for member, each in pairs)


def _file(opening: Opening, number: str, at: datetime) -> Member:
    return Member(
        number=number, opened_on=opening.opened_on, opened_store_id=opening.store_id, home_store_id=opening.store_id,
        clerk_id=opening.clerk_id, channel=Channel.IMPORT, referrer_id=opening.referrer_id, created_at=at,
        **columns_of(opening.person),
    )  # fmt: skip


def _brought_forward(opening: Opening, at: datetime) -> Happening:
    """The sums of the older system, dated to the day of joining: nothing says when they were spent."""
    return Happening(
        kind=Happened.OPENING, at=at, on=opening.opened_on, title=gettext_noop("Brought over from the older system"),
        store_id=opening.store_id, amount_cents=opening.spend_cents, visits=opening.visits,
    )  # fmt: skip
