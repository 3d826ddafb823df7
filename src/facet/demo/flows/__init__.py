"""Building the demonstration: many transactions, each short, in an order that can be taken up again."""

from facet.demo.flows.build import build

__all__ = ["build"]
