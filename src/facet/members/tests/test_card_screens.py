"""The screens of cards, credit, joins and hand-over open, act and refuse in words."""

import re
import uuid

import pytest
from django.core.cache import cache
from django.urls import reverse

from facet.members.models import Card, CardType, CreditAccount, JoinRequest, Member, MemberMerge, PriceLevel
from facet.members.selectors import invite
from facet.members.tests import factories as make
from facet.members.tests.test_credit import charge, grant
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Approval, Role, RoleAssignment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _roles(settings):
    cache.clear()
    organisation_services.install_roles(actor=make.HOUSE, roles=organisation_selectors.starting_roles(), at=make.AT)


def signed_in(client, role, username=None):
    person = make.staff(username or role)
    RoleAssignment.objects.get_or_create(staff=person, role=Role.objects.get(code=role))
    client.force_login(person)
    return person


def form(**facts):
    return {"operation_id": str(uuid.uuid4()), **facts}


def post(client, screen, *args, **facts):
    return client.post(reverse(f"members:{screen}", args=args), form(**facts))


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("clerk", "cards"), ("clerk", "issue_card"), ("clerk", "replace_card"), ("clerk", "invite"),
        ("clerk", "public"), ("marketing", "card_types"), ("marketing", "card_type_new"), ("marketing", "merge"),
        ("marketing", "hand_over"), ("accountant", "credit_limits"), ("accountant", "credit_limit"),
        ("cashier", "credit_repayments"), ("store_manager", "merge"), ("store_manager", "hand_over"),
    ],
)  # fmt: skip
def test_every_screen_opens_for_who_needs_it(client, role, name):
    signed_in(client, role)

    assert client.get(reverse(f"members:{name}")).status_code == 200


@pytest.mark.parametrize(
    ("role", "name"), [("clerk", "merge"), ("clerk", "card_types"), ("store_manager", "credit_limit"),
                       ("warehouse", "credit_limits"), ("buyer", "invite"), ("clerk", "hand_over")],
)  # fmt: skip
def test_others_are_refused(client, role, name):
    signed_in(client, role)

    assert client.get(reverse(f"members:{name}")).status_code == 403


def test_a_card_is_replaced_and_frozen_on_screen(client):
    clerk = signed_in(client, "clerk")
    member = make.member(clerk=clerk)
    assert post(client, "replace_card", member=member.number, reason="lost").status_code == 302
    card = Card.objects.get(member=member, state="active")
    assert post(client, "change_card", member.pk, card.pk, "frozen").status_code == 302

    page = client.get(reverse("members:member", args=[member.pk]) + "?tab=cards")
    assert page.status_code == 200
    assert Card.objects.get(pk=card.pk).state == "frozen"


def test_a_card_type_is_defined(client):
    signed_in(client, "marketing")
    facts = {"code": "ruby", "name": "红宝石卡", "colour": "red", "price_level": 1, "labour_discount": "12.5"}

    assert post(client, "card_type_new", **facts).status_code == 302
    assert "12.5" in client.get(reverse("members:card_types")).content.decode()


def test_a_price_level_is_defined_and_changed(client):
    signed_in(client, "marketing")
    assert post(client, "price_level", 1, name="银卡价", fixed="3", gram="5").status_code == 302
    assert post(client, "price_level", 1, name="银卡价", fixed="3.5", gram="1200").status_code == 422
    assert PriceLevel.objects.values_list("level", "fixed_bp", "gram_cents").get() == (1, 300, 500)
    assert "银卡价" in client.get(reverse("members:card_types")).content.decode()
    assert 'value="3' in client.get(reverse("members:price_level", args=[1])).content.decode()
    assert client.get(reverse("members:price_level", args=[10])).status_code == 404


def test_the_card_type_is_chosen_when_a_file_is_opened(client):
    clerk = signed_in(client, "clerk")
    CardType.objects.create(code="standard", name="会员卡")
    CardType.objects.create(code="gold", name="金卡", order=1)
    assert "金卡" in client.get(reverse("members:add")).content.decode()
    facts = {"name": "王小敏", "phone": "13900008888", "channel": "store", "card_type": "gold"}
    assert post(client, "add", **facts).status_code == 302
    assert (Card.objects.get().card_type.code, Card.objects.get().issued_store_id) == ("gold", clerk.store_id)


def test_a_limit_is_set_a_repayment_taken_and_the_statement_told(client):
    signed_in(client, "accountant")
    member = make.member()
    assert post(client, "credit_limit", member=member.number, limit="20000", due_days=30).status_code == 302
    charge(member, 850_000)

    assert post(client, "credit_repayments", member=member.number, amount="1000.5", tender="cash").status_code == 302
    page = client.get(reverse("members:credit", args=[member.pk])).content.decode()
    assert "7,499.50" in page
    assert CreditAccount.objects.get().open_cents == 749_950


def test_too_large_a_repayment_is_refused_in_words_and_writes_nothing(client):
    signed_in(client, "accountant")
    member = make.member()
    grant(member)
    charge(member, 10_000)

    answer = post(client, "credit_repayments", member=member.number, amount="100.01", tender="cash")

    assert (answer.status_code, CreditAccount.objects.get().open_cents) == (422, 10_000)


def test_writing_off_asks_finance_first(client):
    signed_in(client, "accountant")
    member = make.member()
    grant(member)
    charge(member, 10_000)

    assert post(client, "write_off", member.pk, amount="100", reason="moved away").status_code == 302
    assert Approval.objects.get().kind == "members.write_off"


def test_two_files_are_compared_asked_for_joined_and_parted(client):
    one, other = make.member(), make.member("陈雅芹")
    signed_in(client, "marketing")
    assert other.number in client.get(reverse("members:merge")).content.decode()
    assert post(client, "merge_two", one.pk, other.pk, take_name="other").status_code == 302
    asked = Approval.objects.get()
    make.staff("area_manager")
    boss = make.actor_for(make.staff("boss"), {"organisation.approve": make.EVERYWHERE})
    from facet.kernel.clock import now

    organisation_services.decide_approval(actor=boss, approval_id=asked.pk, approve=True, note="", at=now())

    done = post(client, "merge_two", one.pk, other.pk, take_name="other", approval_id=asked.pk)
    assert done.status_code == 302
    assert Member.objects.get(pk=one.pk).name == "陈雅芹"
    assert client.get(reverse("members:member", args=[other.pk])).headers["Location"].endswith(f"/{one.pk}")
    assert post(client, "unmerge", MemberMerge.objects.get().pk, reason="two sisters").status_code == 302
    assert Member.objects.get(pk=other.pk).is_active


def test_members_are_handed_over_on_screen(client):
    leaving, one = make.staff("clerk1"), make.staff("clerk2")
    make.member(clerk=leaving)
    signed_in(client, "store_manager")
    address = reverse("members:hand_over") + f"?from={leaving.code}"

    assert one.code in client.get(address).content.decode()
    assert client.post(address, form(to=[one.code])).status_code == 302
    assert Member.objects.get().clerk_id == one.pk


def test_a_customer_joins_without_signing_in_and_sees_her_card(client):
    address = reverse("members:join", args=[invite(actor=make.clerk())])
    page = client.get(address)
    assert (page.status_code, page["Referrer-Policy"]) == (200, "same-origin")
    answer = client.post(address, {"name": "周小雨", "phone": "13912340000", "agreed": "on", "sms": "on"})
    assert answer.status_code == 302
    assert "1391234" not in answer["Location"]

    done = client.post(reverse("members:join_code"), {"code": JoinRequest.objects.get().code})

    card = client.get(done["Location"])
    told = card.content.decode()
    assert "周**" in told
    assert not {"周小雨", "13912340000"} & set(re.findall(r"[\w]+", told))
    assert re.search(r'http-equiv="refresh" content="\d+"', told)
    secret = done["Location"].rsplit("/", 1)[1]
    assert client.post(reverse("members:own_consent", args=[secret]), {"channel": "sms"}).status_code == 302


def test_codes_for_one_phone_are_few(client):
    address = reverse("members:join", args=[invite(actor=make.clerk())])
    wanted = {"name": "周小雨", "phone": "13912340000", "agreed": "on"}
    for _ in range(3):
        assert client.post(address, wanted).status_code == 302

    assert client.post(address, wanted).status_code == 429
    assert JoinRequest.objects.count() == 3


def test_guessing_card_pages_ends(client):
    codes = [client.get(reverse("members:own_card", args=[f"guess{n}"])).status_code for n in range(32)]

    assert (codes[0], codes[-1]) == (404, 429)


def test_the_demonstrations_messages_exist_only_there(client, settings):
    settings.FACET_DEMO = False
    assert client.get(reverse("members:join_messages")).status_code == 404
    settings.FACET_DEMO = True
    assert client.get(reverse("members:join_messages")).status_code == 200


def test_the_card_page_link_is_shown_once_as_a_qr(client):
    clerk = signed_in(client, "clerk")
    member = make.member(clerk=clerk)

    page = post(client, "card_page_made", member.pk)

    assert "data:image/svg+xml" in page.content.decode()
    assert post(client, "card_page_ended", member.pk).status_code == 302
