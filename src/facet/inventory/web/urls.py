"""The screens of inventory."""

from django.urls import path

from facet.inventory.web import change, lots, photos, pieces, places, receive, stock, trend

app_name = "inventory"
urlpatterns = [
    path("pieces/", pieces.piece_list, name="pieces"),
    path("pieces/receive/", receive.receive, name="receive"),
    path("pieces/move/", pieces.move, name="move"),
    path("pieces/<str:tag>/", pieces.piece, name="piece"),
    path("pieces/<str:tag>/move/", pieces.move, name="move"),
    path("pieces/<str:tag>/edit/", change.edit, name="edit"),
    path("pieces/<str:tag>/price/", change.reprice, name="reprice_piece"),
    path("pieces/<str:tag>/tag/", change.retag, name="retag"),
    path("pieces/<str:tag>/withdraw/", change.withdraw, name="withdraw"),
    path("pieces/<str:tag>/restore/", change.restore, name="restore"),
    path("pieces/<str:tag>/trend/", trend.price_trend, name="price_trend"),
    path("pieces/<str:tag>/photo/", photos.add, name="add_photo"),
    path("pieces/<str:tag>/tab/<str:key>/", pieces.tab, name="piece_tab"),
    path("photos/<str:sha256>/", photos.show, name="photo"),
    path("movements/", pieces.movement_list, name="movements"),
    path("where/", pieces.where, name="where"),
    path("stock/", stock.stock, name="stock"),
    path("lots/", lots.lot_list, name="lots"),
    path("lots/new/", lots.open_lot, name="lot_open"),
    path("lots/<str:sku>/", lots.lot, name="lot"),
    path("lots/<str:sku>/receive/", lots.receive, name="lot_receive"),
    path("lots/<str:sku>/count/", lots.count, name="lot_count"),
    path("places/", places.place_list, name="places"),
    path("places/new/", places.add, name="place_add"),
    path("places/<int:place_id>/", places.change, name="place"),
]
