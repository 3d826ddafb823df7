"""Writes of the demonstration, each portion in a transaction of its own."""

from facet.demo.services.acts import begin, finish, is_complete
from facet.demo.services.board import write_boards, write_market
from facet.demo.services.bulk import fill_lots, write_bulk_sales
from facet.demo.services.contacts import write_contacts, write_needs_and_wishes
from facet.demo.services.credit import share_phones, write_card_changes, write_credit
from facet.demo.services.files import Portion, open_files
from facet.demo.services.house import open_house
from facet.demo.services.persons import write_persons
from facet.demo.services.rewards import write_referrers
from facet.demo.services.selling import write_commission, write_plan, write_targets, write_visits
from facet.demo.services.shelves import open_lots, put_up_shelves, write_styles
from facet.demo.services.spending import last_birthdays, members_with_points, write_cards, write_coupons
from facet.demo.services.stock import write_deliveries
from facet.demo.services.tickets import Desk, write_tickets
from facet.demo.services.today import claim, keep_requests_open, open_tasks
from facet.demo.services.views import share_views

__all__ = [
    "write_commission",
    "write_plan",
    "write_targets",
    "write_visits",
    "Desk",
    "Portion",
    "begin",
    "claim",
    "fill_lots",
    "finish",
    "is_complete",
    "keep_requests_open",
    "open_files",
    "last_birthdays",
    "members_with_points",
    "open_house",
    "open_lots",
    "open_tasks",
    "put_up_shelves",
    "write_boards",
    "write_bulk_sales",
    "share_phones",
    "share_views",
    "write_card_changes",
    "write_cards",
    "write_contacts",
    "write_coupons",
    "write_credit",
    "write_deliveries",
    "write_market",
    "write_needs_and_wishes",
    "write_persons",
    "write_referrers",
    "write_styles",
    "write_tickets",
]
