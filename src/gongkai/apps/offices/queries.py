"""What other apps and views read about offices and people."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, QuerySet
from wagtail.models import ModelLogEntry

from gongkai.apps.offices.models import Office, OfficeQuerySet, Person


def offices() -> OfficeQuerySet:
    """Return every office, in order."""
    return OfficeQuerySet(Office).in_order()


def own_government() -> Office | None:
    """Return the government this site belongs to: the first one nobody here supervises."""
    return offices().filter(kind=Office.Kind.GOVERNMENT, supervisor=None).first()


def guide_of(slug: str) -> OfficeQuerySet:
    """Return the office of this address, or nothing."""
    return offices().filter(slug=slug).select_related("supervisor")


def offices_but(office: Office | None) -> OfficeQuerySet:
    """Return every office except this one."""
    return offices().exclude(pk=office.pk) if office else offices()


def guides_updated_on() -> date | None:
    """Return the latest day on which any guide changed."""
    latest: date | None = offices().aggregate(latest=Max("guide_updated_on"))["latest"]
    return latest


def people_within_reach(person: Person | AnonymousUser | None) -> QuerySet[Person]:
    """Return the accounts this person may be let to: those of superusers only as one of them."""
    people = Person.objects.all()
    if person is None or person.is_superuser:
        return people
    return people.filter(is_superuser=False)


def changed_meanwhile(stored: Office | Person) -> str:
    """Return the sentence for someone whose copy of this is older than what is stored."""
    last = ModelLogEntry.objects.for_instance(stored).order_by("-timestamp").first()
    who = str(last.user) if last and last.user else "有人"
    what, kept = (
        (stored.name, "您填写的内容都还在")
        if isinstance(stored, Office)
        else (f"{stored}的账号", "您填写的内容除密码外都还在")
    )
    return (
        f"在您填写期间，{who}已经修改并保存了{what}。{kept}："
        "请另开一页对照现在的内容，核对以后再保存一次，就以您的为准。"
    )


def has_demonstration_accounts() -> bool:
    """Return whether accounts with printed passwords exist."""
    return Person.objects.filter(is_demonstration=True).exists()


def has_open_demonstration_accounts() -> bool:
    """Return whether anyone could sign in with a printed password."""
    return Person.objects.filter(is_demonstration=True, is_active=True).exists()
