"""Reference data: dictionaries, lines of the board, grades of purity, trade prices, legal names."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from facet.catalog import selectors, services
from facet.catalog.api import schemas
from facet.catalog.api.schemas.common import Code
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules import naming
from facet.catalog.rules.categories import DictionaryKind
from facet.catalog.rules.naming import Grade
from facet.catalog.selectors import PurityFacts
from facet.kernel import clock
from facet.kernel.clock import now
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.interface import RowId
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS

router = Router(tags=["catalog"])
LONGEST_SERIES = 400  # days


@router.get("/dictionaries/{kind}", response={200: list[schemas.WordOut]} | PROBLEMS, operation_id="list_words")
def list_words(request: HttpRequest, kind: DictionaryKind) -> Any:
    """The words of one dictionary, retired ones too."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    return selectors.words(str(kind))


@router.post("/dictionaries/{kind}", response={201: schemas.IdOut} | PROBLEMS, operation_id="create_word")
def create_word(request: HttpRequest, kind: DictionaryKind, payload: schemas.NewWordIn) -> Any:
    """Add a word; a ring size carries its circumference."""
    pk = services.save_word(
        actor=request.auth,
        kind=str(kind),
        code=payload.code,
        request=payload.wanted(),
        is_new=True,
        at=now(),
    )
    return Status(201, {"id": pk})


@router.put("/dictionaries/{kind}/{code}", response={200: schemas.IdOut} | PROBLEMS, operation_id="edit_word")
def edit_word(request: HttpRequest, kind: DictionaryKind, code: Code, payload: schemas.WordIn) -> Any:
    """Change a word, or retire it."""
    pk = services.save_word(
        actor=request.auth,
        kind=str(kind),
        code=code,
        request=payload.wanted(),
        is_new=False,
        at=now(),
    )
    return {"id": pk}


@router.post(
    "/dictionaries/{kind}/{code}/move", response={200: list[schemas.WordOut]} | PROBLEMS, operation_id="move_word"
)
def move_word(request: HttpRequest, kind: DictionaryKind, code: Code, payload: schemas.WordMoveIn) -> Any:
    """Move a word one place up or down; gives the dictionary in its new order."""
    services.move_word(actor=request.auth, kind=str(kind), code=code, up=payload.to == "up", at=now())
    return selectors.words(str(kind))


@router.get("/price-items", response={200: list[schemas.PriceItemOut]} | PROBLEMS, operation_id="list_price_items")
def list_price_items(request: HttpRequest) -> Any:
    """The lines of the board in their order."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    return selectors.price_items()


@router.post("/price-items", response={201: schemas.IdOut} | PROBLEMS, operation_id="create_price_item")
def create_price_item(request: HttpRequest, payload: schemas.NewPriceItemIn) -> Any:
    """Add a line to the board."""
    actor = request.auth
    pk = services.save_price_item(actor=actor, code=payload.code, request=payload.wanted(), is_new=True, at=now())
    return Status(201, {"id": pk})


@router.put("/price-items/{code}", response={200: schemas.IdOut} | PROBLEMS, operation_id="edit_price_item")
def edit_price_item(request: HttpRequest, code: Code, payload: schemas.PriceItemIn) -> Any:
    """Change a line of the board; a withdrawn one keeps its past prices."""
    actor = request.auth
    return {"id": services.save_price_item(actor=actor, code=code, request=payload.wanted(), is_new=False, at=now())}


@router.get("/purities", response={200: list[schemas.PurityOut]} | PROBLEMS, operation_id="list_purities")
def list_purities(request: HttpRequest) -> Any:
    """The whole dated purity table."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    return [_purity(row) for row in selectors.purities()]


@router.post("/purities", response={201: schemas.IdOut} | PROBLEMS, operation_id="add_purity")
def add_purity(request: HttpRequest, payload: schemas.PurityIn) -> Any:
    """Add a grade from a day on; the same grade's older row ends on that day."""
    grade = Grade(str(payload.metal), payload.fineness_e4, payload.legal_name, payload.legal_name_en, payload.mark)
    pk = services.add_purity(
        actor=request.auth,
        grade=grade,
        valid_from=payload.valid_from,
        source=payload.source,
        at=now(),
    )
    return Status(201, {"id": pk})


@router.post("/purities/{purity_id}/end", response={200: schemas.IdOut} | PROBLEMS, operation_id="end_purity")
def end_purity(request: HttpRequest, purity_id: RowId, payload: schemas.PurityEndIn) -> Any:
    """Let a grade end; pieces named by it keep their name."""
    actor = request.auth
    pk = services.end_purity(actor=actor, purity_id=purity_id, valid_until=payload.valid_until, at=now())
    return {"id": pk}


@router.get("/market-prices", response={200: list[schemas.MarketPriceOut]} | PROBLEMS, operation_id="market_series")
def market_series(request: HttpRequest, span: Query[schemas.MarketSpanIn]) -> Any:
    """What the trade paid, by day; missing days are missing. At most 400 days."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    if not 0 <= (span.last - span.first).days < LONGEST_SERIES:
        raise Invalid(field="last", reason=gettext_noop("must be 0 to 399 days after the first day"))
    series = selectors.market_series(str(span.series), first=span.first, last=span.last)
    return [{"on": on, "value_cents": value} for on, value in series.items()]


@router.post("/market-prices", response={201: schemas.CountOut} | PROBLEMS, operation_id="record_market_prices")
def record_market_prices(request: HttpRequest, payload: schemas.MarketPricesIn) -> Any:
    """Write down what the trade paid; a day's older value is corrected."""
    quotes = [each.wanted() for each in payload.prices]
    changed = services.record_market_prices(actor=request.auth, quotes=quotes, at=now())
    return Status(201, {"changed": changed})


@router.get("/legal-name", response={200: schemas.LegalNameOut} | PROBLEMS, operation_id="legal_name")
def legal_name(request: HttpRequest, asked: Query[schemas.LegalNameIn]) -> Any:
    """What a piece may be called today: purity, metal, gem, kind, and nothing else."""
    require(request.auth, CatalogPermission.VIEW_CATALOG)
    words = {(word.kind, word.code): word for word in selectors.words()}
    form, gem = words.get(("form", asked.form)), words.get(("gem", asked.gem))
    for code, word in ((asked.form, form), (asked.gem, gem)):
        if code and word is None:
            raise NotFound(key=code)
    table = selectors.grades_on(clock.local_date(now(), "Asia/Shanghai"))
    facts: dict[str, Any] = {"metal": str(asked.metal), "fineness_e4": asked.fineness_e4, "table": table}
    return {
        "name": naming.legal_name(kind=form.name if form else "", gem=gem.name if gem else "", **facts),
        "name_en": naming.legal_name_en(kind=form.name_en if form else "", gem=gem.name_en if gem else "", **facts),
    }


def _purity(row: PurityFacts) -> dict[str, Any]:
    grade = {name: getattr(row.grade, name) for name in Grade.__slots__}
    return grade | {"id": row.id, "valid_from": row.valid_from, "valid_until": row.valid_until, "source": row.source}
