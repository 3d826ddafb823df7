"""Works of the demonstration: sets in three states, four works, notes at the laboratory and the factory."""

from datetime import datetime, timedelta

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.inventory.services.outside import OutsideIn, OutsideItem, send_outside
from facet.inventory.services.outside_receive import BackItem, OutsideReceipt, receive_outside
from facet.inventory.services.sets import SetIn, make_set
from facet.inventory.services.works import WorkIn, work_pieces
from facet.inventory.services.works_steps import PartIn
from facet.inventory.services.works_undo import undo_work
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor

LAB, FACTORY = "P006", "P002"


def work_on_goods(actors: dict[str, Actor], *, at: datetime) -> None:
    """Each step once; a small house without such pieces has fewer of them."""
    for step in (_sets, _split, _waits, _undone, _mounted, _laboratory, _factory):
        if selectors.is_done(name := f"works:{step.__name__}"):
            continue
        step(actors, at)
        services.claim(name, at=at)
        let_others_write()


def _key(name: str) -> OperationKey:
    return OperationKey.of_job("demo.works", name)


def _sets(actors: dict[str, Actor], at: datetime) -> None:
    rings = selectors.shown_tags("S01", category="diamond-ring", count=8)[4:]
    necklaces = selectors.shown_tags("S01", category="diamond-necklace", count=6)[3:]
    gold = selectors.shown_tags("S01", category="gold-3d", count=5)[3:]
    offers = (
        (
            "SET-LF-01",
            "龙凤对戒项链套装",
            "Dragon and phoenix set",
            "together",
            [*rings[:1], *necklaces[:1]],
            1_288_000,
        ),
        ("SET-XY-02", "星月钻饰套装", "Star and moon set", "singly", [*rings[1:2], *necklaces[1:2]], 998_000),
        ("SET-JX-03", "吉祥金饰两件套", "Lucky gold pair", "together", gold, None),
    )
    for tag, name, name_en, policy, tags, cents in offers:
        if len(tags) == 2:
            request = SetIn(
                store="S01", tag=tag, name=name, name_en=name_en, policy=policy, tags=tuple(tags), price_cents=cents
            )
            made = at - timedelta(days=2, hours=3)
            make_set(actor=actors["manager1"], operation=_key(tag), request=request, at=made)


def _cut(actors: dict[str, Actor], tag: str, *, lost_mg: int, reason: str, note: str, at: datetime) -> str:
    """A chain cut in two, a third and the rest."""
    gross = selectors.gross_of(tag)
    first = gross // 3 // 10 * 10
    parts = (PartIn(gross_weight_mg=first), PartIn(gross_weight_mg=gross - first - lost_mg))
    request = WorkIn(
        store="S01", kind="split", tags=(tag,), parts=parts, loss_reason=reason, fee_cents=6_000, note=note
    )
    return work_pieces(actor=actors["manager1"], operation=_key(f"cut{tag}"), request=request, at=at).number


def _chains(first: int) -> list[str]:
    return selectors.shown_tags("S01", category="gold-plain", count=12)[first : first + 1]


def _split(actors: dict[str, Actor], at: datetime) -> None:
    for tag in _chains(6):
        _cut(
            actors, tag, lost_mg=10, reason="cutting", note="客人要短款，余下做手链", at=at - timedelta(days=1, hours=5)
        )


def _waits(actors: dict[str, Actor], at: datetime) -> None:
    for tag in _chains(7):
        lost = selectors.gross_of(tag) * 3 // 100
        _cut(actors, tag, lost_mg=lost, reason="filing", note="搭扣断了，锉掉重焊", at=at - timedelta(hours=2))


def _undone(actors: dict[str, Actor], at: datetime) -> None:
    for tag in _chains(8):
        number = _cut(actors, tag, lost_mg=0, reason="", note="", at=at - timedelta(hours=6))
        undo_work(actor=actors["manager1"], operation=_key(f"undo{tag}"), number=number, reason="剪错链子了",
                  at=at - timedelta(hours=5))  # fmt: skip


def _mounted(actors: dict[str, Actor], at: datetime) -> None:
    settings = selectors.shown_tags("S01", category="karat-plain", count=1)
    stones = selectors.shown_tags("S01", category="diamond-loose", count=1)
    for setting, stone in zip(settings, stones, strict=False):  # a small chain may have no such setting
        carats, count = selectors.stones_of(stone)
        part = PartIn(
            gross_weight_mg=selectors.gross_of(setting) + selectors.gross_of(stone), carat_mct=carats,
            stone_count=count, legal_name="18K金钻石戒指", tag_price_cents=2_680_000,
        )  # fmt: skip
        request = WorkIn(store="S01", kind="combine", tags=(setting, stone), parts=(part,), fee_cents=38_000,
                         note="镶嵌定制款，四爪")  # fmt: skip
        work_pieces(actor=actors["manager1"], operation=_key("mounted"), request=request, at=at - timedelta(hours=4))


def _out(actors: dict[str, Actor], kind: str, purpose: str, tags: list[str], *, sent: datetime, days: int) -> str:
    request = OutsideIn(
        kind=kind, store="S01", partner=LAB if kind == "lab" else FACTORY, purpose=purpose,
        expected_on=(sent + timedelta(days=days)).date(), items=tuple(OutsideItem(tag=tag) for tag in tags),
        seal=f"FQ{sent:%m%d}", note="加急" if days < 4 else "",
    )  # fmt: skip
    return send_outside(actor=actors["manager1"], operation=_key(f"{kind}{purpose}{days}"), request=request, at=sent)


def _laboratory(actors: dict[str, Actor], at: datetime) -> None:
    stones = selectors.shown_tags("S01", category="diamond-loose", count=8)
    if len(stones) < 8:
        return
    back = _out(actors, "lab", "grading", stones[1:4], sent=at - timedelta(days=9), days=5)
    items = tuple(BackItem(tag=tag, certificate=f"SC{tag[-6:]}") for tag in stones[1:4])
    receipt = OutsideReceipt(number=back, items=items, fee_cents=45_000)
    receive_outside(actor=actors["manager1"], operation=_key("labback"), receipt=receipt, at=at - timedelta(days=4))
    _out(actors, "lab", "recheck", stones[4:6], sent=at - timedelta(days=8), days=6)  # late by now
    set_ring = selectors.shown_tags("S01", category="diamond-necklace", count=6)[4:5]  # its set lies apart meanwhile
    _out(actors, "lab", "identification", [*stones[6:8], *set_ring], sent=at - timedelta(hours=8), days=5)


def _factory(actors: dict[str, Actor], at: datetime) -> None:
    rings = selectors.shown_tags("S01", category="karat-plain", count=4)[1:]
    if len(rings) < 3:
        return
    back = _out(actors, "factory", "resize", rings[:1], sent=at - timedelta(days=7), days=6)
    grown = BackItem(tag=rings[0], weight_mg=selectors.gross_of(rings[0]) + 95, is_changed=True, remark="加大两号")
    receipt = OutsideReceipt(number=back, items=(grown,), fee_cents=8_000)
    receive_outside(actor=actors["manager1"], operation=_key("factoryback"), receipt=receipt, at=at - timedelta(days=1))
    _out(actors, "factory", "polish", rings[1:3], sent=at - timedelta(days=1), days=3)
