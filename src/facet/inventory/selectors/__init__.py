"""Everything that reads stock. The viewer comes first."""

from facet.inventory.selectors.allocation import SharedPiece, arrived_lately, propose_allocation
from facet.inventory.selectors.batches import RIGHTS as BATCH_RIGHTS
from facet.inventory.selectors.batches import (
    BatchChoice,
    BatchPage,
    batches_queryset,
    list_piece_batches,
    piece_batch_page,
    preview_batch,
    tags_to_withdraw,
)
from facet.inventory.selectors.cards import PieceCard, StoneLine, find_pieces, piece_card
from facet.inventory.selectors.costing import aged_pieces, cost_by_part, stock_measures, styles_by_sale
from facet.inventory.selectors.count_plans import PlanRow, count_plans
from facet.inventory.selectors.count_report import (
    CountProgress,
    CountReport,
    Difference,
    count_progress,
    counts_queryset,
    get_stocktake,
    list_stocktakes,
    stocktake_row,
)
from facet.inventory.selectors.count_sheet import CountSheet, SheetLine, count_sheet
from facet.inventory.selectors.described import PieceOnPaper, StoneOnPaper, pieces_on_paper
from facet.inventory.selectors.for_sale import LotForSale, PieceForSale, lots_for_sale, pieces_for_sale, tags_of
from facet.inventory.selectors.handover import TrayRow, place_to_weigh, trays, weigh_tray
from facet.inventory.selectors.home import (
    UNPLACED,
    Arrivals,
    Heap,
    aged_stock,
    arrivals,
    last_day_of_the_aged,
    on_the_road,
    unplaced,
)
from facet.inventory.selectors.lists import lots_queryset, movements_queryset, pieces_queryset
from facet.inventory.selectors.losses import list_losses
from facet.inventory.selectors.lots import LotFacts, LotPage, LotRow, lot_page, lot_rows, lots_named
from facet.inventory.selectors.metal import (
    ClosingRow,
    ExposureRow,
    MetalAccountRow,
    MetalEntryRow,
    closed_days,
    list_metal_accounts,
    metal_account,
    metal_closings,
    metal_exposure,
)
from facet.inventory.selectors.metal_leaks import Leak, find_leaks
from facet.inventory.selectors.minimum import LimitRow, Source, list_minimums, shortage_of, source_for
from facet.inventory.selectors.monitor import StockCell, StockQuery, find_stock
from facet.inventory.selectors.month_book import LockRow, MonthBook, month_book
from facet.inventory.selectors.page import PiecePage, TagPrice, piece_page, price_history
from facet.inventory.selectors.places import PlaceRow, list_places
from facet.inventory.selectors.prices import todays_prices
from facet.inventory.selectors.proposals import Owned, Proposal, Proposals, proposals_for
from facet.inventory.selectors.repricing import (
    RepricedPiece,
    RepricingPage,
    list_repricings,
    preview_repricing,
    repricing_page,
    repricings_queryset,
    tags_of_style,
    tags_to_reprice,
)
from facet.inventory.selectors.search import PieceHit, search_pieces
from facet.inventory.selectors.stock import (
    Amount,
    StockMatrix,
    StoreStock,
    stock_by_store,
    stock_matrix,
    stock_overview,
)
from facet.inventory.selectors.tag_labels import TagLabel, tag_labels, tags_picked
from facet.inventory.selectors.tell_first import ToTell, tell_first, tell_first_queryset
from facet.inventory.selectors.transfer import (
    TransferLineRow,
    TransferPage,
    list_transfers,
    on_the_road_queryset,
    transfer_page,
    transfers_named,
    transfers_queryset,
)
from facet.inventory.selectors.trend import PriceDay, price_trend
from facet.inventory.selectors.where import LotSighting, Sighting, WhereIs, where_is

__all__ = [
    "BATCH_RIGHTS", "BatchChoice", "BatchPage", "batches_queryset", "list_piece_batches", "piece_batch_page",
    "preview_batch", "tags_to_withdraw",
    "RepricedPiece", "RepricingPage", "list_repricings", "preview_repricing", "repricing_page", "repricings_queryset",
    "tags_of_style", "tags_to_reprice",
    "aged_pieces", "cost_by_part", "list_losses", "stock_measures", "styles_by_sale",
    "LockRow", "MonthBook", "month_book", "ClosingRow", "ExposureRow", "Leak", "MetalAccountRow", "MetalEntryRow",
    "closed_days", "find_leaks",
    "list_metal_accounts", "metal_account", "metal_closings", "metal_exposure",
    "CountProgress", "CountReport", "CountSheet", "Difference", "PlanRow", "SheetLine", "count_plans", "count_progress",
    "count_sheet", "counts_queryset", "get_stocktake", "list_stocktakes", "stocktake_row",
    "TrayRow", "place_to_weigh", "trays", "weigh_tray",
    "SharedPiece", "arrived_lately", "propose_allocation",
    "LimitRow", "Source", "StockCell", "StockQuery", "find_stock", "list_minimums", "shortage_of",
    "source_for",
    "TransferLineRow", "TransferPage", "list_transfers", "on_the_road_queryset", "transfer_page", "transfers_named",
    "transfers_queryset",
    "Amount", "Arrivals", "Heap", "LotFacts", "LotForSale", "LotPage", "LotRow", "LotSighting", "Owned",
    "PieceCard",
    "PieceForSale", "PieceHit", "PiecePage", "PlaceRow", "PriceDay", "Proposal", "Proposals", "Sighting",
    "StockMatrix", "StoneLine", "StoreStock", "TagPrice", "ToTell", "UNPLACED", "WhereIs", "aged_stock", "arrivals",
    "find_pieces", "last_day_of_the_aged", "list_places", "lot_page", "lot_rows", "lots_for_sale", "lots_named",
    "lots_queryset", "movements_queryset", "on_the_road", "piece_card", "piece_page", "pieces_for_sale",
    "pieces_queryset",
    "price_history", "price_trend", "proposals_for", "search_pieces", "stock_by_store", "stock_matrix",
    "stock_overview", "tags_of",
    "PieceOnPaper", "StoneOnPaper", "TagLabel", "pieces_on_paper", "tag_labels", "tags_picked",
    "tell_first", "tell_first_queryset", "todays_prices", "unplaced", "where_is",
]  # fmt: skip
