"""The screens of audit."""

from django.urls import path

from facet.audit.web import events

app_name = "audit"
urlpatterns = [
    path("", events.events, name="events"),
    path("looks", events.looks, name="looks"),
    path("verify", events.verify, name="verify"),
    path("history/<str:subject_type>/<str:subject_id>", events.history, name="history"),
]
