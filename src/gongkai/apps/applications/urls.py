"""Public addresses of applications: applying, the receipt, the status of one's own case."""

from django.urls import path

from gongkai.apps.applications.views import public

urlpatterns = [
    path("apply/new/", public.choose, name="apply-choose"),
    path("apply/new/<slug:slug>/", public.Apply.as_view(), name="apply-form"),
    path("apply/receipt/", public.receipt, name="apply-receipt"),
    path("apply/status/", public.Status.as_view(), name="apply-status"),
    path("apply/status/<uuid:key>/", public.case, name="apply-case"),
    path("apply/status/<uuid:key>/correction/", public.hand_in_correction, name="apply-correction"),
    path("apply/status/<uuid:key>/withdraw/", public.withdraw, name="apply-withdraw"),
    path("apply/status/<uuid:key>/close/", public.close_case, name="apply-case-close"),
    path("apply/status/<uuid:key>/files/<uuid:file_key>/", public.file, name="apply-file"),
    path("apply/lost-code/", public.lost_code, name="apply-lost-code"),
]
