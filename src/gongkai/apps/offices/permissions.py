"""Who may do what with offices. Roles over time and by office come with the desk."""

from django.contrib.auth.models import AnonymousUser

from gongkai.apps.offices.models import OfficeQuerySet, Person
from gongkai.apps.offices.queries import offices

ADMINISTRATORS = "系统管理员"
SUPERVISORS = "主管部门"
CLERKS = "经办人"


def may_administer_offices(person: Person | AnonymousUser) -> bool:
    return person.is_active and person.has_perm("offices.change_office")


def offices_watched_by(person: Person) -> OfficeQuerySet:
    """Return the offices whose guide concerns this person: all, those below, or the own one."""
    if may_administer_offices(person):
        return offices()
    if person.office is not None and person.groups.filter(name=SUPERVISORS).exists():
        return offices().of_and_below(person.office)
    return offices().filter(people=person)
