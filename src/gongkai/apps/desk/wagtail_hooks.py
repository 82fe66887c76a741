"""The desk's entry in the menu, before all others."""

from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    return MenuItem("工作台", reverse("wagtailadmin_home"), name="desk", icon_name="home", order=1)
