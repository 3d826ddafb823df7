"""Letters over a real socket: the paper arrives, a failure is told and can be repeated, no transaction is open."""

import pytest
from django.db import connection
from django.template.loader import render_to_string

from facet.purchasing.errors import LinkOver, NoAddress, OrderNotPossible, SendingFailed
from facet.purchasing.flows import sending
from facet.purchasing.models import OrderSending, PurchaseOrder
from facet.purchasing.rules.orders import link_digest
from facet.purchasing.selectors import order_by_link
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, approved, key, order
from facet.purchasing.tests.mailbox import mailbox

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings):
    with mailbox() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 2
        yield server


@pytest.fixture
def shop():
    here = make.store()
    make.supplier()
    return here


def send(number, operation=None, who=None, secrets=None):
    def link(secret):
        assert not connection.in_atomic_block  # D7: nobody waits for a mail server under a lock
        if secrets is not None:
            secrets.append(secret)
        return f"https://house.example/purchasing/supplier/{secret}/"

    return sending.send_purchase_order(
        actor=who or actor(), operation=operation or key(), number=number, link=link, at=AT
    )


def test_the_paper_arrives_with_prices_and_a_link(shop, post):
    number, secrets = approved(), []
    assert send(number, secrets=secrets) == "sent"
    [letter] = post.letters
    [paper] = list(letter.iter_attachments())
    assert (letter["To"], paper.get_filename()) == ("orders@jinyi.example", f"{number}.pdf")
    assert (paper.get_content_type(), paper.get_content()[:5]) == ("application/pdf", b"%PDF-")
    assert secrets[0] in letter.get_body().get_content()
    page = order_by_link(link_digest(secrets[0]), at=AT)
    text = render_to_string("purchasing/order_paper.html", {"page": page, "address": ""})
    assert number in text
    assert "16,670.96" in text  # 16,424.96 metal and 246.00 labour


def test_the_same_act_sends_one_letter_and_a_new_one_ends_the_old_link(shop, post):
    number, once, secrets = approved(), key(), []
    send(number, operation=once, secrets=secrets)
    assert send(number, operation=once) == "sent"
    assert len(post.letters) == 1
    send(number, secrets=secrets)
    assert len(post.letters) == 2
    with pytest.raises(LinkOver):
        order_by_link(link_digest(secrets[0]), at=AT)


def test_a_refused_letter_is_told_and_can_be_sent_again(shop, post):
    number = approved()
    post.refuses = True
    with pytest.raises(SendingFailed, match="refused"):
        send(number)
    assert PurchaseOrder.objects.get().state == "approved"
    assert OrderSending.objects.get().state == "failed"
    post.refuses = False
    assert send(number) == "sent"
    assert list(OrderSending.objects.order_by("attempt").values_list("attempt", "state")) == [
        (1, "failed"),
        (2, "sent"),
    ]


def test_nobody_answers(shop, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # discard: nothing listens
    number = approved()
    with pytest.raises(SendingFailed, match="does not answer"):
        send(number)
    assert PurchaseOrder.objects.get().sent_at is None


def test_what_is_not_sent(shop, post):
    with pytest.raises(OrderNotPossible):
        send(order())
    make.supplier(email="")
    with pytest.raises(NoAddress):
        send(approved())
    assert not post.letters
    assert not OrderSending.objects.exists()


def test_without_a_mail_server_the_letter_is_a_file_that_the_page_tells_of(shop, settings, tmp_path, client):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    client.force_login(make.person())
    number = approved()
    page = client.post(f"/purchasing/orders/{number}/send/", {"operation_id": str(key().id)}, follow=True)
    [letter] = tmp_path.iterdir()
    assert f"{number}.pdf" in letter.read_text()
    assert "letters/" in page.content.decode()


def test_an_installation_that_was_given_no_mail_server_says_so(shop, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", ""
    with pytest.raises(SendingFailed) as refused:
        send(approved())
    assert refused.value.facts["reason"] == sending.NOT_SET
