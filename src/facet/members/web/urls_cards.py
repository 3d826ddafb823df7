"""The screens of cards, credit, joining, merging and hand-over."""

from django.urls import path

from facet.members.web import cards, credit, handover, join, levels, merging

card_urls = [
    path("cards", cards.cards, name="cards"),
    path("cards/issue", cards.issue_card, name="issue_card"),
    path("cards/replace", cards.replace_card, name="replace_card"),
    path("cards/types", cards.card_types, name="card_types"),
    path("cards/types/new", cards.card_type, name="card_type_new"),
    path("cards/types/<int:type_id>", cards.card_type, name="card_type"),
    path("cards/levels/<int:level>", levels.price_level, name="price_level"),
    path("<int:member_id>/cards/<int:card_id>/<slug:do>", cards.change_card, name="change_card"),
    path("<int:member_id>/card-page", cards.card_page_made, name="card_page_made"),
    path("<int:member_id>/card-page/end", cards.card_page_ended, name="card_page_ended"),
    path("credit", credit.credit_limits, name="credit_limits"),
    path("credit/limit", credit.credit_limit, name="credit_limit"),
    path("credit/repay", credit.credit_repayments, name="credit_repayments"),
    path("<int:member_id>/credit", credit.credit, name="credit"),
    path("<int:member_id>/credit.pdf", credit.credit_pdf, name="credit_pdf"),
    path("<int:member_id>/credit/write-off", credit.write_off, name="write_off"),
    path("<int:member_id>/credit/<int:entry_id>/undo", credit.undo_repayment, name="undo_repayment"),
    path("merge", merging.merge, name="merge"),
    path("merge/<int:one>/<int:other>", merging.merge_two, name="merge_two"),
    path("merge/<int:merge_id>/undo", merging.unmerge, name="unmerge"),
    path("hand-over", handover.hand_over, name="hand_over"),
    path("public", handover.public, name="public"),
    path("<int:member_id>/claim", handover.claim, name="claim"),
    path("invite", join.invite, name="invite"),
    path("join/code", join.join_code, name="join_code"),
    path("join/messages", join.demo_messages, name="join_messages"),
    path("join/<str:invitation>", join.join, name="join"),
    path("card/<str:secret>", join.own_card, name="own_card"),
    path("card/<str:secret>/consent", join.own_consent, name="own_consent"),
]
