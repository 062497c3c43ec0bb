"""Addresses of recruitment."""

from django.urls import path

from .pages import mine, office

urlpatterns = [
    path("recruit/", mine.mine, name="recruitment-mine"),
    path("recruit/calls/<int:call>/apply/", mine.apply, name="recruitment-apply"),
    path("recruit/applications/<int:application>/withdraw/", mine.withdraw, name="recruitment-withdraw"),
    path("recruit/appointments/<int:appointment>/resign/", mine.resign_mine, name="recruitment-resign"),
    path("recruit/appointments/<int:appointment>/letter/", mine.certificate, name="recruitment-letter"),
    path("c/recruit/", office.office, name="recruitment-office"),
    path("c/recruit/new/", office.new_call, name="recruitment-new"),
    path("c/recruit/letters/", office.letters, name="recruitment-letters"),
    path("c/recruit/<int:call>/", office.call, name="recruitment-call"),
    path("c/recruit/<int:call>/close/", office.close, name="recruitment-close"),
    path("c/recruit/<int:call>/appoint/", office.appoint_chosen, name="recruitment-appoint-all"),
    path("c/recruit/<int:call>/<int:application>/", office.interview, name="recruitment-interview"),
    path("c/recruit/appointments/<int:appointment>/renew/", office.renew_appointment, name="recruitment-renew"),
    path("c/recruit/appointments/<int:appointment>/dismiss/", office.dismiss_appointment, name="recruitment-dismiss"),
    path("c/people/<int:registration>/appoint/", office.appoint_worker, name="recruitment-appoint"),
]
