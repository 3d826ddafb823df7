"""The screens of catalog."""

from django.urls import path

from facet.catalog.web import board, categories, publications, reference, screen, styles, trend

app_name = "catalog"
urlpatterns = [
    path("board", board.board, name="board"),
    path("board/publish", board.publish, name="publish"),
    path("board/publish/<int:approval_id>", board.publish_approved, name="publish_approved"),
    path("board/confirm", board.confirm, name="confirm"),
    path("board/screen", screen.price_board, name="price_board"),
    path("board/history", publications.publications, name="publications"),
    path("board/history/<int:publication_id>", publications.publication, name="publication"),
    path("board/lines", reference.price_items, name="price_items"),
    path("board/lines/new", reference.price_item, name="price_item_new"),
    path("board/lines/<str:code>", reference.price_item, name="price_item"),
    path("trend", trend.trend, name="trend"),
    path("trend/sources", trend.sources, name="sources"),
    path("categories", categories.categories, name="categories"),
    path("categories/new", categories.category_new, name="category_new"),
    path("categories/<str:code>", categories.category, name="category"),
    path("categories/<str:code>/move", categories.category_move, name="category_move"),
    path("categories/<str:code>/withdraw", categories.category_withdraw, name="category_withdraw"),
    path("styles", styles.styles, name="styles"),
    path("styles/new", styles.style_new, name="style_new"),
    path("styles/<str:code>", styles.style, name="style"),
    path("styles/<str:code>/change", styles.style_edit, name="style_edit"),
    path("styles/<str:code>/withdraw", styles.style_withdraw, name="style_withdraw"),
    path("dictionaries", reference.dictionaries, name="dictionaries"),
    path("dictionaries/<str:kind>/new", reference.word, name="word_new"),
    path("dictionaries/<str:kind>/<str:code>/move", reference.word_move, name="word_move"),
    path("dictionaries/<str:kind>/<str:code>", reference.word, name="word"),
    path("purities", reference.purities, name="purities"),
    path("purities/new", reference.purity_new, name="purity_new"),
    path("purities/<int:purity_id>/end", reference.purity_end, name="purity_end"),
]
