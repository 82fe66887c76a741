"""What is done with a case beside its answer: who handles it, a new query code, identity read, the archive."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from gongkai.apps.applications.actions.recording import (
    begin_act,
    finish_act,
    move,
    refuse_blank,
)
from gongkai.apps.applications.models import Applicant, Application
from gongkai.apps.applications.permissions import HANDLERS, may_read_identity
from gongkai.apps.applications.query_code import hash_of, new_code
from gongkai.apps.offices.models import Person, Section
from gongkai.apps.offices.permissions import has_role
from gongkai.apps.records.actions import record
from gongkai.apps.records.refusals import Refused
from gongkai.law.application_stages import Act, Stage


@transaction.atomic
def assign(
    application: Application,
    *,
    handler: Person | None,
    section: Section | None,
    seen: int,
    by: Person,
    at: datetime,
) -> Application:
    """Return the application with the person and the section that handle it; None is nobody."""
    application = begin_act(Act.ASSIGN, application, seen=seen, by=by)
    if handler is not None and not has_role(handler, application.office, *HANDLERS):
        raise Refused(f"没有指定经办人：{handler}在{application.office}没有办理申请的职务。")
    if section is not None and (
        section.office_id != application.office_id or section.closed_on is not None
    ):
        raise Refused("没有指定经办人：这个科室不在本机关，或者已经撤销。")
    application.handler, application.section = handler, section
    named = "、".join(str(each) for each in (section, handler) if each)
    text = f"由{named}办理。" if named else "不再指定经办人。"
    finish_act(Act.ASSIGN, application, text, by=by, at=at)
    return application


@transaction.atomic
def renew_query_code(
    application: Application, *, verified: str, seen: int, by: Person, at: datetime
) -> str:
    """Return the new query code, told once; the old one opens nothing any more.

    `verified` says how the clerk made sure that the person asking is the applicant.
    """
    application = begin_act(Act.RENEW_QUERY_CODE, application, seen=seen, by=by)
    verified = refuse_blank(Act.RENEW_QUERY_CODE, verified, "怎样核实了申请人的身份")
    code = new_code()
    application.query_code_hash = hash_of(code, application.number)
    text = "核实申请人身份，换发查询码。"
    public = "本机关核实身份后换发了查询码，原来的查询码作废"
    finish_act(
        Act.RENEW_QUERY_CODE, application, text, note=verified, public_text=public, by=by, at=at
    )
    return code


@transaction.atomic
def read_identity(application: Application, *, by: Person, at: datetime) -> Applicant:
    """Return who applied, for someone whose role needs it; each reading is logged."""
    if not may_read_identity(by, application):
        raise PermissionDenied
    text = f"{application.number}：查看申请人的身份和联系方式。"
    record("read_identity", application, text, by=by, office=application.office, at=at)
    return application.applicant


@transaction.atomic
def take_list(count: int, *, by: Person, at: datetime) -> None:
    """Write into the log that a list of applications left the program."""
    record("take_list", by, f"导出申请列表，{count} 件。", by=by, at=at)


@transaction.atomic
def close(application: Application, *, seen: int, by: Person, at: datetime) -> Application:
    """Return the application, put into the archive after its reply was delivered."""
    application = begin_act(Act.CLOSE, application, seen=seen, by=by)
    move(application, Stage.CLOSED)
    finish_act(Act.CLOSE, application, "归档。", by=by, at=at)
    return application
