"""How quick stock answers: 3,000 pieces on every run, 100,000 in `make proof`. Source: P29, decisions.md §5."""

import statistics
import time

import pytest
from django.db import connection

from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.rules.starting_words import WORDS
from facet.inventory import selectors, services
from facet.inventory.rules.receiving import PieceIn, StoneIn
from facet.inventory.services import Occasion, ReceiveRequest
from facet.inventory.tests.factories import AT, actor, board, catalogue, in_work, store
from facet.inventory.web.lists import PIECES
from facet.kernel.listing.paging import read_page
from facet.kernel.listing.query import read_query
from facet.kernel.testing.counts import tries
from facet.organisation import selectors as organisation_selectors

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]

PROOF = tries(0, proof=1) == 1
COUNT = 100_000 if PROOF else 3_000
STORES = 8
FORMS = [code for code, _, _ in WORDS[DictionaryKind.FORM]][:12]
KINDS = ("gold-plain", "gold-heritage", "gold-5g", "diamond-ring", "diamond-necklace", "karat-plain", "silver-fine")
CHUNK = 1_000
LIMITS = {"scan": 30, "search by tag": 30, "search by name": 30, "where": 30, "list": 200, "stock": 600, "matrix": 600}


def fill():
    """Pieces spread over stores, categories and forms, as a chain has them."""
    stores = [store(f"S{number:02}", f"店{number}") for number in range(1, STORES + 1)]
    for each in stores:
        board(each)
    known = {row.code: row for row in organisation_selectors.stores_of(actor(), "inventory.view_pieces")}
    for start in range(0, COUNT, CHUNK):
        code = f"S{start // CHUNK % STORES + 1:02}"
        pieces = tuple(one(number) for number in range(start, start + CHUNK))
        request = ReceiveRequest(store=code, pieces=pieces, batch="B")
        occasion = Occasion(actor=actor(), at=AT, document="R")
        in_work(lambda request=request, code=code, occasion=occasion: services.put_into_stock(
            request, store=known[code], occasion=occasion
        ))  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return stores


def one(number):
    kind = KINDS[number % len(KINDS)]
    stones = (StoneIn(kind="diamond", carat_mct=300),) if kind.startswith("diamond") else ()
    return PieceIn(
        tag=f"G{number:07}", category=kind, form=FORMS[number % len(FORMS)], gross_weight_mg=3_000 + number % 40_000,
        tag_price_cents=500_000 if stones else None, stones=stones,
    )  # fmt: skip


def p95(ask, times=61):
    """Milliseconds that 95 of 100 questions stay below; the first is not counted."""
    ask(0)
    spent = []
    for number in range(1, times):
        begun = time.perf_counter()
        ask(number)
        spent.append((time.perf_counter() - begun) * 1_000)
    return statistics.quantiles(spent, n=20)[-1]


def listed(query):
    asked = read_query(PIECES, actor(), query)
    return lambda _: read_page(PIECES, asked, asked.narrow(selectors.pieces_queryset(actor())))


def test_stock_answers_within_its_figures():
    catalogue()
    stores = fill()
    viewer, here = actor(), stores[0].pk
    tags = [f"G{number * 4_987 % COUNT:07}" for number in range(61)]
    found = {
        "scan": p95(lambda n: selectors.piece_card(viewer, tags[n])),
        "search by tag": p95(lambda n: selectors.search_pieces(viewer, tags[n][:5], store_id=here)),
        "search by name": p95(
            lambda n: selectors.search_pieces(viewer, ("手镯", "zsjz", "ring")[n % 3], store_id=here)
        ),
        "where": p95(lambda n: selectors.where_is(viewer, tags[n])),
        "list": max(p95(listed({})), p95(listed({"sort": "-net"})), p95(listed({"search": "手镯"}))),
        "stock": p95(lambda _: selectors.stock_by_store(viewer, at=AT), times=21),
        "matrix": p95(lambda _: selectors.stock_matrix(viewer, at=AT), times=21),
    }
    print(f"\n{COUNT} pieces, {connection.vendor}, p95 in ms:", {name: round(ms, 1) for name, ms in found.items()})
    assert selectors.search_pieces(viewer, "zsjz", store_id=here)
    if not PROOF:
        return  # a busy machine says nothing about 3,000
    assert {name: ms for name, ms in found.items() if ms > LIMITS[name]} == {}
