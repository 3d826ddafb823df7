"""The addresses of selling without the server."""

from django.urls import path

from facet.sales.web import conflicts, pending

PENDING = [
    path("till/pending", pending.pending_till, name="pending_till"),
    path("till/pending/prices", pending.prices, name="pending_prices"),
    path("till/pending/sales", pending.sync, name="pending_sync"),
    path("till/worker.js", pending.worker, name="pending_worker"),
    path("conflicts", conflicts.conflicts, name="conflicts"),
    path("conflicts/<uuid:pending_id>", conflicts.settle, name="settle_conflict"),
]
