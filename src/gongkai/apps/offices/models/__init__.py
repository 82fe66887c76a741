"""Records of offices: who exists, who supervises whom, who works there in which role."""

from gongkai.apps.offices.models.office import (
    GUIDE_CITATIONS,
    GUIDE_ELEMENTS,
    GUIDE_FIELDS,
    Gap,
    GuideElement,
    NumberPrefix,
    Office,
    OfficeName,
    OfficeQuerySet,
    Section,
    by_citation,
)
from gongkai.apps.offices.models.person import Appointment, AppointmentQuerySet, Person, Role

__all__ = [
    "GUIDE_CITATIONS",
    "GUIDE_ELEMENTS",
    "GUIDE_FIELDS",
    "Appointment",
    "AppointmentQuerySet",
    "Gap",
    "GuideElement",
    "NumberPrefix",
    "Office",
    "OfficeName",
    "OfficeQuerySet",
    "Person",
    "Role",
    "Section",
    "by_citation",
]
