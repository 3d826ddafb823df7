"""Facet (棱面): the system a jewelry chain runs on."""

__version__ = "0.1.0"
