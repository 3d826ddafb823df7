"""Addresses around salespeople: commission, targets, visits."""

from django.urls import path

from facet.sales.web import commission, targets, visits

PEOPLE = [
    path("commission", commission.commission, name="commission"),
    path("commission/lines", commission.commission_entries, name="commission_entries"),
    path("commission/plans", commission.commission_plans, name="commission_plans"),
    path("targets", targets.targets, name="targets"),
    path("visit", visits.visit, name="visit"),
    path("visits", visits.receptions, name="receptions"),
    path("asked-for", visits.asked_for, name="asked_for"),
]
