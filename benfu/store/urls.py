"""Addresses of the store: the worker's shop and orders, the keeper's counter, the catalogue."""

from django.urls import path

from .pages import catalogue, counter, shop, stock

urlpatterns = [
    path("shop/", shop.goods, name="store-goods"),
    path("shop/<int:good>/", shop.good, name="store-good"),
    path("o/", shop.orders, name="store-orders"),
    path("o/<int:order>/", shop.order, name="store-order"),
    path("o/<int:order>/cancel/", shop.cancel, name="store-cancel"),
    path("c/scan/", counter.scan, name="store-scan"),
    path("c/scan/<int:order>/", counter.confirm, name="store-confirm"),
    path("c/shop/", stock.stock, name="store-stock"),
    path("c/shop/<str:kind>/", stock.enter, name="store-enter"),
    path("c/day/", stock.day, name="store-day"),
    path("c/goods/", catalogue.goods, name="store-catalogue"),
    path("c/goods/new/", catalogue.add, name="store-good-add"),
    path("c/goods/<int:good>/", catalogue.change, name="store-good-change"),
    path("c/goods/<int:good>/withdraw/", catalogue.withdraw, name="store-good-withdraw"),
]
