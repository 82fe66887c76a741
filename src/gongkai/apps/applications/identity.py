"""An applicant's identity as shown to those who may not read it, or have not opened it yet."""

from dataclasses import dataclass

from gongkai.apps.applications.models import Applicant


@dataclass(frozen=True)
class Identity:
    """What the panel shows: whole for whoever opened it, masked before and for others."""

    name: str
    kind: str
    number: str
    contact_name: str
    telephone: str
    email: str
    address: str


def whole(applicant: Applicant) -> Identity:
    """Return everything; whoever calls this has logged the reading."""
    return Identity(
        name=applicant.name,
        kind=applicant.get_identity_kind_display(),
        number=applicant.identity_number,
        contact_name=applicant.contact_name,
        telephone=applicant.telephone,
        email=applicant.email,
        address=applicant.address,
    )


def masked(applicant: Applicant) -> Identity:
    """Return the name, and of the rest no more than tells one thing from another."""
    name, at, host = applicant.email.partition("@")
    return Identity(
        name=applicant.name,
        kind=applicant.get_identity_kind_display(),
        number=_middle(applicant.identity_number, 3, 4),
        contact_name=_middle(applicant.contact_name, 1, 0),
        telephone=_middle(applicant.telephone, 0, 2),
        email=f"{_middle(name, 1, 0)}{at}{host}",
        address=_middle(applicant.address, 3, 0),
    )


def _middle(text: str, first: int, last: int) -> str:
    """Return the text with stars but for its ends; nothing but stars where it is short."""
    hidden = len(text) - first - last
    if hidden < first + last:
        return "*" * len(text)
    return text[:first] + "*" * hidden + text[len(text) - last :]
