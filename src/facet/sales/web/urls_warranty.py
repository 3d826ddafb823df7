"""The public pages of the digital warranty: short addresses, because they stand in printed codes."""

from django.urls import path

from facet.sales.web import warranty

app_name = "warranty"
urlpatterns = [
    path("w/key", warranty.keys, name="keys"),
    path("w/<str:token>", warranty.page, name="page"),
    path("w/<str:token>/file", warranty.file, name="file"),
]
