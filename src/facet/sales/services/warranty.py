"""Warranties are made of what was sold, signed once, and never changed."""

import secrets
from datetime import datetime
from uuid import UUID

from facet.inventory import selectors as inventory_selectors
from facet.kernel import signing
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.rules.areas import area_name
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import Sale, SaleLine, Warranty
from facet.sales.rules.warranty import TOKEN_BYTES, Stated, statement
from facet.sales.selectors.warranty import lines_to_warrant


@unit_of_work
def issue_warranties(*, sale_id: UUID, at: datetime) -> int:
    """Sign a statement for each sold piece of a ticket that has none. Gives how many. Locks: the ticket.

    Idempotent: the outbox may tell of one sale twice, and printing asks again.
    """
    return warrant(sale_id=sale_id, at=at)


@joins_unit_of_work
def warrant(*, sale_id: UUID, at: datetime) -> int:
    """The step of `issue_warranties` that printing takes, too. Queries: 1, or 9 with something to sign."""
    if not lines_to_warrant(sale_id):
        return 0
    Sale.objects.select_for_update().get(pk=sale_id)
    lines = lines_to_warrant(sale_id)
    if not lines:
        return 0
    store = organisation_selectors.store_by_id(lines[0].sale.store_id)
    pieces = inventory_selectors.pieces_on_paper([line.piece_id for line in lines if line.piece_id])
    chain = organisation_selectors.chain_facts()
    made = [_signed(line, _stated(line, pieces[line.piece_id or 0], store=store, chain=chain), at) for line in lines]
    Warranty.objects.bulk_create(made)
    return len(made)


def _stated(
    line: SaleLine,
    piece: inventory_selectors.PieceOnPaper,
    *,
    store: StoreRow,
    chain: organisation_selectors.ChainFacts,
) -> Stated:
    """The name is the line's (what the receipt said), the rest is the piece's."""
    return Stated(
        chain=chain.name, chain_en=chain.name_en, tag=line.code, name=line.name, name_en=line.name_en,
        metal=piece.metal, fineness_e4=piece.fineness_e4, gross_weight_mg=piece.gross_weight_mg,
        net_weight_mg=line.weight_mg or piece.net_weight_mg,
        stones=tuple((each.kind, each.count, each.carat_mct) for each in piece.stones),
        certificates=piece.certificates, city=area_name(f"{store.admin_code[:4]}00") if store.admin_code else "",
        sold_on=line.sale.business_date,
    )  # fmt: skip


def _signed(line: SaleLine, stated: Stated, at: datetime) -> Warranty:
    text = statement(stated)
    signature = signing.sign(text)
    return Warranty(
        line=line, token=secrets.token_urlsafe(TOKEN_BYTES), statement=text, signature=signature.text,
        key_number=signature.key_number, issued_at=at,
    )  # fmt: skip
