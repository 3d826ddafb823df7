"""Papers of the demonstration: the chain's words on its slips, and one store with a printer of its own."""

from datetime import date, datetime

from facet.demo.services.acts import HOUSE
from facet.kernel.operations import OperationKey
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.rules.print_layouts import Layout

_SLIP = ("head", "facts", "goods", "totals", "member", "warranty", "foot", "signs", "parts")
_CARD = ("head", "name", "weights", "stones", "certificates", "sold", "foot", "code", "stamp")
_CARE = "凭卡终身免费清洗、检查镶口 / 按克计价的黄金按重量换款"
_CARE_EN = "Cleaning and checking of settings for life / Gold by weight is exchanged by weight"


def lay_papers_out(*, at: datetime, on: date) -> None:
    """Three wordings. Run again, nothing changes."""
    slip = Layout(form="slip", paper="three_part", blocks=_SLIP, foot=_CARE, foot_en=_CARE_EN)
    card = Layout(form="warranty_card", paper="a7", blocks=_CARD, foot=_CARE, foot_en=_CARE_EN)
    _set(slip, note="", store_id=None, at=at, on=on)
    _set(card, note="", store_id=None, at=at, on=on)
    first, *_ = organisation_selectors.stores_of(HOUSE)
    small = Layout(form="slip", paper="a5", font="large", blocks=_SLIP[:-1], foot=_CARE, foot_en=_CARE_EN)
    _set(small, note="这家店用激光打印机", store_id=first.id, at=at, on=on)


def _set(layout: Layout, *, note: str, store_id: int | None, at: datetime, on: date) -> None:
    wanted = services.LayoutIn(layout=layout, valid_from=on, store_id=store_id, note=note)
    key = OperationKey.of_job("demo.papers", f"{layout.form}:{store_id}")
    services.set_print_layout(actor=HOUSE, operation=key, request=wanted, at=at)
