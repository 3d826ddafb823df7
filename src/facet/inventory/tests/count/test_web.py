"""The screens and the API of counting: the same acts by hand and by program."""

import io
import json
from datetime import timedelta
from uuid import uuid4

import openpyxl
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from facet.inventory import services
from facet.inventory.models import CountPlan, CountScan, Piece, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.count.acts import boss, close, opened, scan, tray
from facet.inventory.tests.factories import AT, actor, bearer, category, key, person, piece, store
from facet.kernel.clock import now

pytestmark = pytest.mark.django_db
COUNTER = (InventoryPermission.VIEW_PIECES, InventoryPermission.STOCKTAKE, InventoryPermission.VIEW_STOCKTAKES)


@pytest.fixture
def here():
    return store()


@pytest.fixture
def counter(here, client):
    client.force_login(person(*COUNTER, scope="store", home=here))
    return client


@pytest.fixture
def manager(here, client):
    who = person(home=here, switches=("cost",))
    may_settle()
    client.force_login(who)
    return client


def may_settle():
    """Every role may settle whatever differs."""
    limits = apps.get_model("organisation", "RoleLimit")
    for role in apps.get_model("organisation", "Role").objects.all():
        limits.objects.get_or_create(role=role, name="stocktake_cents", defaults={"value": 10**9})


def url(name, *args):
    return reverse(f"inventory:{name}", args=args)


def send(client, count, *codes, **facts):
    at = now().isoformat()
    scans = [{"client_id": str(uuid4()), "code": code, "scanned_at": at, **facts} for code in codes]
    body = json.dumps({"scans": scans, "sent_at": at, "device": "平板"})
    return client.post(url("stocktake_scans", count), body, content_type="application/json")


def test_two_taps_begin_a_count_and_the_page_counts(counter, here):
    piece("G1", here)
    page = counter.get(url("stocktake_open"))
    sent = {"store": "S01", "name": page.context["form"]["name"].value(), "operation_id": uuid4(), "is_blind": ""}
    answer = counter.post(url("stocktake_open"), sent)
    count = Stocktake.objects.get()
    assert answer.url == url("stocktake_count", count.pk)
    shown = counter.get(answer.url).content.decode()
    assert "/ 1" in shown
    answers = send(counter, count.pk, "G1", "G1", "NONE").json()["answers"]
    assert [each["answer"] for each in answers] == ["found", "already", "unknown"]
    assert "stk-row--ok" in answers[0]["html"]
    assert 'data-present="1"' in counter.get(url("stocktake_progress", count.pk)).content.decode()


def test_a_blind_count_hides_the_books_until_it_is_closed(counter, here):
    piece("G1", here)
    count = opened(is_blind=True)
    assert "/ 1" not in counter.get(url("stocktake_count", count)).content.decode()
    assert ">G1<" not in counter.get(url("stocktake_report", count)).content.decode()
    assert counter.get(url("stocktake_sheet", count)).status_code == 422
    close(count)
    assert ">G1<" in counter.get(url("stocktake_report", count)).content.decode()


def test_without_scripts_a_code_is_a_plain_form(counter, here):
    piece("G1", here)
    count = opened()
    sent = {"code": "g1", "operation_id": uuid4()}
    for _ in range(2):
        assert counter.post(url("stocktake_scans", count), sent).status_code == 302
    assert CountScan.objects.count() == 1


def test_the_page_is_told_in_words_when_scans_are_refused(counter, here):
    count = opened()
    services.cancel_stocktake(actor=boss(), operation=key(), stocktake_id=count, reason="x", at=AT)
    answer = send(counter, count, "G1")
    assert answer.status_code == 409
    assert answer.json()["refused"]
    odd = counter.post(url("stocktake_scans", count), "[", content_type="application/json")
    assert odd.status_code == 409


def test_an_rfid_file_is_scans(counter, here):
    piece("G1", here, epc="E2801160600002")
    piece("G2", here)
    count = opened(at=now())
    content = b"epc,rssi\nE2801160600002,-40\nG2,-50\nG2,-51\n"
    sent = {"file": SimpleUploadedFile("r.csv", content), "operation_id": uuid4()}
    assert counter.post(url("stocktake_file", count), sent).status_code == 302
    assert CountScan.objects.filter(piece__isnull=False).count() == 2
    counter.post(
        url("stocktake_file", count), {"file": SimpleUploadedFile("r.csv", b"\xff\xfe"), "operation_id": uuid4()}
    )
    assert CountScan.objects.count() == 2


def test_the_report_is_closed_and_settled_on_screen(manager, here):
    piece("G1", here)
    piece("G2", here)
    count = opened(at=now() - timedelta(minutes=5))
    scan(count, "G1", at=now() - timedelta(minutes=4))
    assert manager.post(url("stocktake_close", count), {"operation_id": uuid4()}).status_code == 302
    page = manager.get(url("stocktake_report", count))
    assert b"24,500.00" in page.content
    digest = page.context["found"].digest
    refused = manager.post(
        url("stocktake_settle", count), {"operation_id": uuid4(), "digest": digest, "act:G2": "book"}
    )
    assert refused.status_code == 422
    sent = {"operation_id": uuid4(), "digest": digest, "act:G2": "book", "reason:G2": "监控已看"}
    assert manager.post(url("stocktake_settle", count), sent).status_code == 302
    assert Piece.objects.get(tag="G2").state == "lost"
    assert "监控已看" in manager.get(url("stocktake_report", count)).content.decode()
    assert Stocktake.objects.get().number.encode() in manager.get(url("stocktake")).content


def test_who_counted_is_told_and_gets_no_button(manager, here):
    piece("G1", here)
    count = opened(at=now(), name="我自己盘")
    send(manager, count, "NONE")
    manager.post(url("stocktake_close", count), {"operation_id": uuid4()})
    page = manager.get(url("stocktake_report", count))
    assert page.context["counted_myself"]
    assert url("stocktake_settle", count) not in page.content.decode()


def test_the_sheet_is_paper_pdf_and_spreadsheet(manager, here):
    piece("G1", here)
    count = opened()
    assert b"G1" in manager.get(url("stocktake_sheet", count)).content
    assert manager.get(url("stocktake_sheet_file", count, "pdf")).content.startswith(b"%PDF")
    book = openpyxl.load_workbook(io.BytesIO(manager.get(url("stocktake_sheet_file", count, "xlsx")).content))
    assert [cell.value for cell in book.active[2]][1:5] == ["G1", "足金手镯", 28.36, 1]
    assert manager.get(url("stocktake_sheet_file", count, "exe")).status_code == 404


def test_a_plan_is_kept_and_calls_once(manager, here):
    tray(here, "C01-1")
    category()
    sent = {
        "store": "S01", "name": "黄金柜每日", "places": ["C01"], "categories": ["gold-bangle"], "every_days": 1,
        "next_on": "2026-11-21", "is_blind": "on", "is_active": "on", "operation_id": uuid4(),
    }  # fmt: skip
    assert manager.post(url("stocktake_plan_new"), sent).status_code == 302
    plan = CountPlan.objects.get()
    for _ in range(2):
        assert services.call_for_counts(actor=actor(), on=AT.date(), at=AT) == 1
    task = apps.get_model("organisation", "Task").objects.get()
    assert (task.url, task.done_at) == (f"/inventory/stocktake/new/?plan={plan.pk}", None)
    asked = manager.get(task.url)
    assert asked.context["form"]["places"].value() == ["C01"]
    count = opened("C01", name="黄金柜每日", plan_id=plan.pk)
    task.refresh_from_db()
    plan.refresh_from_db()
    assert (task.done_at, plan.next_on.isoformat()) == (AT, "2026-11-22")
    assert services.call_for_counts(actor=actor(), on=plan.next_on, at=AT) == 0, "it is being counted"
    assert manager.get(url("stocktake_plan", plan.pk)).status_code == 200
    assert "黄金柜每日" in manager.get(url("stocktake_plans")).content.decode()
    [told] = manager.get("/api/v1/stocktakes/plans", headers=bearer()).json()
    assert (told["id"], told["store_code"], told["places"], told["next_on"]) == (plan.pk, "S01", ["C01"], "2026-11-22")
    assert count


def test_programs_count_from_opening_to_approval(client, here):
    piece("G1", here)
    piece("G2", here)

    def call(path, body, who):
        return client.post(f"/api/v1/stocktakes{path}", json.dumps(body), content_type="application/json", headers=who)

    counter = bearer()
    made = call("", {"store": "S01", "name": "早盘", "is_blind": False}, counter)
    assert made.status_code == 201, made.content
    count = made.json()["id"]
    at = now().isoformat()
    batch = {"scans": [{"client_id": str(uuid4()), "code": "G1", "scanned_at": at}], "sent_at": at}
    first, again = call(f"/{count}/scans", batch, counter), call(f"/{count}/scans", batch, counter)
    assert first.json() == again.json()
    assert first.json()[0]["answer"] == "found"
    closed = call(f"/{count}/close", {}, {**counter, "Idempotency-Key": str(uuid4())}).json()
    assert (closed["present"], closed["expected"], closed["differences"]) == (1, 2, 1)
    seen = client.get(f"/api/v1/stocktakes/{count}", headers=counter).json()
    assert [(each["code"], each["verdict"], each["cost_cents"]) for each in seen["differences"]] == [
        ("G2", "missing", None)
    ]
    boss_ = bearer()
    may_settle()
    done = call(f"/{count}/approval", {"reason": "已查监控", "digest": closed["digest"]}, boss_)
    assert done.status_code == 200, done.content
    assert done.json() == {"booked": 1, "left": 0, "value_cents": 2_450_000}
    assert [each["state"] for each in client.get("/api/v1/stocktakes", headers=counter).json()] == ["approved"]
    again = call(f"/{count}/cancellation", {"reason": "x"}, bearer())
    assert (again.status_code, again.json()["code"]) == (409, "inventory.count_not_open")


def test_programs_of_another_store_learn_nothing(client, here):
    elsewhere = store("S02", "湖滨店")
    count = opened()
    stranger = bearer(*COUNTER, InventoryPermission.APPROVE_STOCKTAKE, scope="store", home=elsewhere)
    at = now().isoformat()
    body = {"scans": [{"client_id": str(uuid4()), "code": "G1", "scanned_at": at}], "sent_at": at}
    for path, sent in (("scans", body), ("close", {}), ("approval", {}), ("cancellation", {"reason": "x"})):
        stranger["Idempotency-Key"] = str(uuid4())
        address = f"/api/v1/stocktakes/{count}/{path}"
        assert (
            client.post(address, json.dumps(sent), content_type="application/json", headers=stranger).status_code == 404
        )
    assert client.get(f"/api/v1/stocktakes/{count}", headers=stranger).status_code == 404
    assert client.get("/api/v1/stocktakes", headers=stranger).json() == []
    reader = bearer(InventoryPermission.VIEW_PIECES)
    assert client.get("/api/v1/stocktakes", headers=reader).status_code == 403
