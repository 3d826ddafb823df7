"""The screen that prints tags: from a scan, from picked rows, after receiving; and for programs."""

import json
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from facet.audit.models import Event
from facet.inventory.models import Piece
from facet.inventory.rules.tag_labels import TAG_SIZE
from facet.inventory.tests import factories
from facet.organisation.models import Policy

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client: Client) -> Client:
    here = factories.store()
    factories.piece("G1", here)
    factories.piece("G2", here)
    client.force_login(factories.person(home=here))
    return client


def test_picked_rows_come_with_their_tags_and_are_drawn(client: Client) -> None:
    ids = list(Piece.objects.values_list("pk", flat=True))
    page = client.post(reverse("inventory:tags"), {"row": ids})
    assert page.context["form"].initial["tags"] == "G1\nG2"

    shown = client.post(reverse("inventory:tags"), {"tags": "g1 G2", "size": "dumbbell"})
    assert shown.content.decode().count('class="tl tl--dumbbell"') == 2
    assert not Event.objects.filter(action="inventory.tags_printed").exists()


def test_printing_gives_the_file_and_the_desk_keeps_its_printer(client: Client) -> None:
    printed = client.post(
        reverse("inventory:tags"), {"tags": "G1", "size": "dumbbell", "right": "0.3", "down": "-0.2", "print": "1"}
    )
    assert printed["Content-Type"] == "application/pdf"
    assert printed.content.startswith(b"%PDF")
    assert Event.objects.filter(action="inventory.tags_printed").count() == 1
    again = client.get(reverse("inventory:tags"), {"tags": "G2"}).context["form"].initial
    assert (again["size"], again["right"], again["down"], again["tags"]) == ("dumbbell", "0.3", "-0.2", "G2")


def test_a_desk_starts_with_the_stores_usual_label(client: Client) -> None:
    assert client.get(reverse("inventory:tags")).context["form"].initial["size"] == TAG_SIZE.default == "rat_tail"
    Policy.objects.create(
        name=TAG_SIZE.key, value="dumbbell", valid_from=date(2020, 1, 1), set_by="test", set_at=datetime.now(tz=UTC)
    )
    assert client.get(reverse("inventory:tags")).context["form"].initial["size"] == "dumbbell"


WRONG = [{"tags": ""}, {"tags": "NOSUCH"}, {"tags": "G1", "size": "poster"}, {"tags": "G1", "right": "9"}]


@pytest.mark.parametrize("wrong", WRONG)
def test_mistakes_are_said_and_nothing_is_noted(client: Client, wrong: dict[str, str]) -> None:
    answer = client.post(reverse("inventory:tags"), {"size": "card", "print": "1", **wrong})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Event.objects.filter(action="inventory.tags_printed").exists()


def test_without_the_right_nobody_prints(client: Client) -> None:
    client.force_login(factories.person("inventory.view_pieces"))
    assert client.get(reverse("inventory:tags")).status_code == 403


def test_programs_get_the_same_file(client: Client) -> None:
    headers = factories.bearer()
    answer = client.post(
        "/api/v1/tag-labels",
        json.dumps({"tags": ["G1", "G2"], "size": "rat_tail"}),
        "application/json",
        headers=headers,
    )
    assert answer.status_code == 200, answer.content
    assert answer.content.startswith(b"%PDF")
    refused = client.post(
        "/api/v1/tag-labels", json.dumps({"tags": ["NOSUCH"], "size": "card"}), "application/json", headers=headers
    )
    assert refused.status_code == 404
