"""What the staff side shows of items: their addresses and the entry in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from gongkai.apps.publishing.permissions import sees_items
from gongkai.apps.publishing.views import dropping, listing, reviewing, writing


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("items/", listing.items, name="items"),
        path("items/new/", writing.write_new, name="item_new"),
        path("items/<int:pk>/", reviewing.item_page, name="item_page"),
        path("items/<int:pk>/edit/", writing.write_version, name="item_edit"),
        path("items/<int:pk>/submit/", writing.submit, name="item_submit"),
        path("items/<int:pk>/decide/", reviewing.decide, name="item_decide"),
        path("items/<int:pk>/recall/", reviewing.recall, name="item_recall"),
        path("items/<int:pk>/withdraw/", reviewing.withdraw, name="item_withdraw"),
        path("items/<int:pk>/drop/", dropping.drop, name="item_drop"),
        path("items/<int:pk>/preview/", reviewing.preview, name="item_preview"),
        path("items/<int:pk>/files/<uuid:key>/", reviewing.file, name="item_staff_file"),
    ]


class ItemsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return sees_items(request.user)


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return ItemsMenuItem(
        "信息发布", reverse("items"), name="items", icon_name="doc-full", order=110
    )
