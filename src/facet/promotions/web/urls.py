"""The screens of promotions."""

from django.urls import path

from facet.promotions.web import calendar, draft, page, preview

app_name = "promotions"
urlpatterns = [
    path("", page.promotions, name="promotions"),
    path("new", draft.draft_new, name="draft_new"),
    path("calendar", calendar.calendar, name="calendar"),
    path("preview", preview.preview, name="preview"),
    path("<slug:code>", page.promotion, name="promotion"),
    path("<slug:code>/draft", draft.draft, name="draft"),
    path("<slug:code>/ask", page.ask, name="ask"),
    path("<slug:code>/publish", page.publish, name="publish"),
    path("<slug:code>/stop", page.stop, name="stop"),
]
