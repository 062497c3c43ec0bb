"""Addresses of the doors and of one's own account."""

from django.urls import path

from . import console_pages, journal_pages, pages

urlpatterns = [
    path("login/", pages.sign_in, name="identity-login"),
    path("login/code/", pages.enter_code, name="identity-code"),
    path("login/code/again/", pages.send_again, name="identity-code-again"),
    path("logout/", pages.sign_out, name="identity-logout"),
    path("me/data/", pages.my_data, name="identity-my-data"),
    path("me/data/file/", pages.my_data_file, name="identity-my-data-file"),
    path("me/data/consents/<slug:code>/", pages.change_consent, name="identity-consent"),
    path("me/data/sessions/end/", pages.end_other_sessions, name="identity-end-sessions"),
    path("me/data/tokens/<int:token>/end/", pages.end_token, name="identity-end-token"),
    path("me/password/", pages.first_password, name="identity-first-password"),
    path("me/data/leave/", pages.leave, name="identity-leave"),
    path("c/login/", console_pages.sign_in, name="identity-staff-login"),
    path("c/login/code/", console_pages.second_step, name="identity-staff-code"),
    path("c/second-factor/", console_pages.second_factor, name="identity-second-factor"),
    path("c/account/", console_pages.own_account, name="identity-account"),
    path("c/codes/", console_pages.read_code, name="identity-read-code"),
    path("c/journal/failed/", journal_pages.failed_tellings, name="identity-failed-tellings"),
    path("c/journal/failed/<int:telling>/replay/", journal_pages.replay_telling, name="identity-replay-telling"),
    path("c/journal/failed/<int:telling>/discard/", journal_pages.discard_telling, name="identity-discard-telling"),
]
