"""The digital warranty: signed by itself, open to whoever holds the code, silent about people."""

import json
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.urls import reverse

from facet.kernel.models import Delivery, OutboxEvent
from facet.sales import services
from facet.sales.flows.warranty import HEARS
from facet.sales.models import Sale, Warranty
from facet.sales.rules.warranty import LIMITS
from facet.sales.tests import factories
from facet.sales.tests.returns.test_returning import back, bring

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


@pytest.fixture(autouse=True)
def _fresh_windows():
    cache.clear()


@pytest.fixture
def shop():
    return factories.shop()


@pytest.fixture
def warranty(shop):
    sale = shop.sell("G1", at=NOW).sale
    services.issue_warranties(sale_id=sale.pk, at=NOW)
    return Warranty.objects.get()


def page(client, warranty):
    return client.get(reverse("warranty:page", args=[warranty.token]))


def test_a_sale_signs_by_itself_once_however_often_it_is_told(shop):
    sale = shop.sell("G1", "D1", at=NOW).sale
    event = OutboxEvent.objects.get(name="sales.sale_completed")
    assert Delivery.objects.filter(event=event, consumer=HEARS.key).exists()
    for _ in range(2):
        HEARS.hear(event)
    assert services.issue_warranties(sale_id=sale.pk, at=NOW) == 0
    assert Warranty.objects.count() == 2
    assert len({each.token for each in Warranty.objects.all()}) == 2


def test_the_page_needs_no_sign_in_and_names_nobody(client, shop, warranty):
    answer = page(client, warranty)
    text = answer.content.decode()

    assert answer.status_code == 200
    assert "shield-check" in text
    assert "28.36" in text
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Cache-Control"] == "private, no-cache"
    sale = Sale.objects.get()
    for secret in (shop.member.name, shop.member.number, "138", sale.number, "28,870", shop.clerk.name):
        assert str(secret) not in text + warranty.statement


def test_it_speaks_english_too(client, warranty):
    text = client.get(
        reverse("warranty:page", args=[warranty.token]), headers={"accept-language": "en"}
    ).content.decode()
    assert "Genuine and valid" in text
    assert "Fine gold bangle" in text


def test_a_piece_that_came_back_is_no_longer_warranted(client, shop):
    sold = shop.sell("D1").sale
    services.issue_warranties(sale_id=sold.pk, at=factories.AT)
    warranty = Warranty.objects.get(line__code="D1")
    assert "shield-check" in page(client, warranty).content.decode()
    bring(shop, back(sold), tenders=(factories.paid("wechat", sold.due_cents),))

    text = page(client, warranty).content.decode()
    assert "shield-check" not in text
    assert "arrow-back-up" in text


def test_a_statement_changed_in_the_database_is_not_ours(client, warranty):
    Warranty.objects.all()._raw_delete(Warranty.objects.db)
    Warranty.objects.create(
        line=warranty.line, token=warranty.token, statement=warranty.statement.replace("9990", "9999"),
        signature=warranty.signature, key_number=warranty.key_number, issued_at=NOW,
    )  # fmt: skip
    assert "alert-triangle" in page(client, warranty).content.decode()


def test_unknown_codes_look_alike_and_guessing_ends(client, warranty):
    guesses = LIMITS["unknown"][0]
    for number in range(guesses + 1):
        answer = client.get(reverse("warranty:page", args=[f"guess{number}"]))
        assert answer.status_code == 404
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
    blocked = page(client, warranty)
    assert blocked.status_code == 429
    assert blocked["Retry-After"]


def test_the_file_is_checked_without_us(client, warranty, tmp_path, capsys):
    given = client.get(reverse("warranty:file", args=[warranty.token]))
    keys = client.get(reverse("warranty:keys"))
    assert keys["Cache-Control"] == "public, max-age=86400"
    paper, ring = tmp_path / "warranty.json", tmp_path / "keys.json"
    paper.write_bytes(given.content)
    ring.write_bytes(keys.content)

    call_command("warranty", "verify", str(paper), keys=str(ring))
    assert "genuine" in capsys.readouterr().out

    changed = json.loads(given.content)
    changed["statement"] = changed["statement"].replace("28360", "29360")
    paper.write_text(json.dumps(changed))
    with pytest.raises(CommandError, match="NOT GENUINE"):
        call_command("warranty", "verify", str(paper), keys=str(ring))


@pytest.mark.parametrize("rubbish", ["", "{}", "[1]", '{"statement": 1, "signature": "", "key": 1}'])
def test_rubbish_is_no_warranty(tmp_path, rubbish):
    file = tmp_path / "w.json"
    file.write_text(rubbish)
    with pytest.raises(CommandError, match="no warranty file"):
        call_command("warranty", "verify", str(file))
