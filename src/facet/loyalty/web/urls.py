"""The screens of loyalty."""

from django.urls import path

from facet.loyalty.web import adjust, entries, grades, programme, simulator

app_name = "loyalty"
urlpatterns = [
    path("entries", entries.entries, name="entries"),
    path("entries/<int:entry_id>", entries.entry, name="entry"),
    path("adjust", adjust.adjust, name="adjust"),
    path("programme", programme.programme, name="programme"),
    path("programme/draft", programme.draft, name="draft"),
    path("programme/<int:number>/publish", programme.publish, name="publish"),
    path("simulator", simulator.simulator, name="simulator"),
    path("grades", grades.grades, name="grades"),
    path("grades/regrade", grades.regrade, name="regrade"),
]
