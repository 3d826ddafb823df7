"""The log of contacts, needs, wishes and the list "tell first" of the demonstration, in bulk."""

from datetime import datetime, timedelta
from typing import Any

from facet.catalog.models import Category, DictionaryEntry, Style
from facet.demo.rules import chain
from facet.demo.rules import contacts as rules
from facet.demo.rules.dice import dice
from facet.demo.services.acts import portion
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.transactions import unit_of_work
from facet.kernel.wording import both
from facet.members import services as members_services
from facet.members.models import Contact, Member, Need, Wish
from facet.members.rules.contact_log import CHANNEL_ICONS, TOLD, ContactChannel
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened

CATEGORIES = ("gold-heritage", "gold-plain", "gold-3d", "diamond-ring", "diamond-necklace", "gold")
TASTES = ("chinese", "minimal")


@unit_of_work
def write_contacts(seed: str, *, at: datetime) -> None:
    """Three thousand contacts with their lines of the timeline."""
    act = portion("contacts", at=at)
    if act.done:
        return
    members = list(Member.objects.select_related("clerk").defer("note").order_by("pk"))
    topics = {row.code: row for row in DictionaryEntry.objects.filter(kind="topic")}
    plans = [each for each in rules.contacts(seed, members=len(members), at=at)
             if each.at.date() >= members[each.member].opened_on]  # fmt: skip
    last = {each.member: each.at for each in plans}
    rows = [_contact(members[each.member], each, topics, is_last=last[each.member] == each.at) for each in plans]
    Contact.objects.bulk_create(rows, batch_size=200)
    members_services.record_events((row.member_id, _line(row)) for row in rows)
    act.finish(contacts=len(rows))


def _contact(member: Member, plan: rules.Told, topics: dict[str, DictionaryEntry], *, is_last: bool) -> Contact:
    day = local_date(plan.at, chain.ZONE)
    follow = day + timedelta(days=plan.follow_days) if plan.follow_days and is_last else None
    return Contact(
        member=member, channel=plan.channel, direction=plan.direction, topic=topics[plan.topic], outcome=plan.outcome,
        text=plan.text, at=plan.at, on=day, recorded_at=plan.at, by_id=member.clerk_id,
        by_name=member.clerk.name if member.clerk else "", store_id=member.home_store_id, follow_up_on=follow,
    )  # fmt: skip


def _line(row: Contact) -> Happening:
    channel = ContactChannel(row.channel)
    return Happening(
        kind=Happened.CONTACT, at=row.at, on=row.on, title=TOLD[channel],
        facts=both("topic", row.topic.name, row.topic.name_en), store_id=row.store_id,
        icon=CHANNEL_ICONS[channel]["icon"], url=f"/members/contacts/{row.pk}",
    )  # fmt: skip


@unit_of_work
def write_needs_and_wishes(seed: str, *, at: datetime) -> None:
    """What was asked for and wished, and who waits for the last deliveries."""
    act = portion("needs", at=at)
    if act.done:
        return
    members = list(Member.objects.select_related("clerk").defer("note").order_by("pk"))
    categories = dict(Category.objects.filter(code__in=CATEGORIES).values_list("code", "pk"))
    tastes = dict(DictionaryEntry.objects.filter(kind="style").values_list("code", "pk"))
    plans = rules.needs(seed, members=len(members), categories=tuple(sorted(categories)), tastes=TASTES)
    needs = [_need(members[each.member], each, categories, tastes, at) for each in plans]
    Need.objects.bulk_create(needs)
    members_services.record_events(
        (row.member_id, Happening(kind=Happened.CONTACT, at=row.opened_at, on=local_date(row.opened_at, chain.ZONE),
                                  title=gettext_noop("Said what is wanted"), store_id=row.store_id,
                                  icon="target-arrow"))
        for row in needs
    )  # fmt: skip
    wishes = _wishes(seed, members, at)
    Wish.objects.bulk_create(wishes, ignore_conflicts=True)
    act.finish(needs=len(needs), wishes=len(wishes))


def _need(member: Member, plan: rules.Asked, categories: Any, tastes: Any, at: datetime) -> Need:
    by = member.clerk.name if member.clerk else ""
    opened = max(at - timedelta(days=plan.days_ago), member.created_at)
    closed = plan.state != "open"
    return Need(
        member=member, state=plan.state, text=plan.text, category_id=categories[plan.category],
        taste_id=tastes.get(plan.taste), budget_to_cents=plan.budget_to_cents, opened_at=opened, opened_by_name=by,
        store_id=member.home_store_id, closed_at=at if closed else None, closed_by_name=by if closed else "",
    )  # fmt: skip


def _wishes(seed: str, members: list[Member], at: datetime) -> list[Wish]:
    rng, styles = dice(seed, "wishes"), list(Style.objects.order_by("pk"))
    rows = []
    for _ in range(min(rules.WISHES, len(members) // 20) if styles else 0):
        member, style = rng.choice(members), rng.choice(styles)
        rows.append(
            Wish(
                member=member, style=style, name=style.name, is_secret=rng.random() < 0.2,
                opened_at=at - timedelta(days=rng.randint(1, 200)),
                opened_by_name=member.clerk.name if member.clerk else "",
            )
        )  # fmt: skip
    return rows
