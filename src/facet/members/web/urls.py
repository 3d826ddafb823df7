"""The screens of members."""

from django.urls import path

from facet.members.web import change, page, people

app_name = "members"
urlpatterns = [
    path("", people.members, name="list"),
    path("archive", people.archived_members, name="archived"),
    path("add", people.add, name="add"),
    path("duplicates", people.duplicates, name="duplicates"),
    path("search", people.search, name="search"),
    path("areas", people.areas_like, name="areas"),
    path("<int:member_id>", page.member, name="member"),
    path("<int:member_id>/timeline", page.timeline, name="timeline"),
    path("<int:member_id>/tab/<str:key>", page.tab, name="tab"),
    path("<int:member_id>/reveal", page.reveal, name="reveal"),
    path("<int:member_id>/edit", change.edit, name="edit"),
    path("<int:member_id>/archive", change.archive, name="archive"),
    path("<int:member_id>/restore", change.restore, name="restore"),
    path("<int:member_id>/clerk", change.clerk, name="clerk"),
    path("<int:member_id>/ask", change.ask, name="ask"),
    path("<int:member_id>/consent", change.consent, name="consent"),
    path("<int:member_id>/relation", change.relation, name="relation"),
    path("<int:member_id>/relation/<int:relation_id>/remove", change.remove_relation, name="remove_relation"),
]
