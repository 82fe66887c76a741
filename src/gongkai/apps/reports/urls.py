"""Staff addresses of annual reports, under /staff/annual-reports/."""

from django.urls import path

from gongkai.apps.reports.views import listing, staff

app_name = "annual_reports"
urlpatterns = [
    path("", listing.index, name="index"),
    path("begin/", listing.begin, name="begin"),
    path("<int:pk>/", staff.ReportView.as_view(), name="report"),
    path("<int:pk>/report.<str:kind>", staff.download, name="download"),
]
