"""Every act on an application: check, change, log, in one transaction."""

from gongkai.apps.applications.actions.case import (
    assign,
    close,
    read_identity,
    renew_query_code,
)
from gongkai.apps.applications.actions.intake import (
    Confirmation,
    ConfirmedBy,
    ConfirmedWith,
    VoidReason,
    confirm,
    file_application,
    reasons_to_void,
    register,
    take_in,
    void,
)
from gongkai.apps.applications.actions.recording import FILED, ChangedMeanwhile, Paper
from gongkai.apps.applications.actions.reply import (
    DATED_BY,
    decide,
    deliver_reply,
    draft_reply,
    return_reply,
    sign_reply,
    submit_reply,
)

__all__ = [
    "DATED_BY",
    "FILED",
    "ChangedMeanwhile",
    "Confirmation",
    "ConfirmedBy",
    "ConfirmedWith",
    "Paper",
    "VoidReason",
    "assign",
    "close",
    "confirm",
    "decide",
    "deliver_reply",
    "draft_reply",
    "file_application",
    "read_identity",
    "reasons_to_void",
    "register",
    "renew_query_code",
    "return_reply",
    "sign_reply",
    "submit_reply",
    "take_in",
    "void",
]
