"""Addresses of the pages about people."""

from django.urls import path

from .pages import cards, join, me, registrations, staff

urlpatterns = [
    path("join/", join.find, name="people-find"),
    path("join/<str:community>/", join.join, name="people-join"),
    path("me/", me.me, name="people-me"),
    path("me/card/", cards.card, name="people-card"),
    path("me/card/codes/", cards.card_codes, name="people-card-codes"),
    path("me/card/replace/", cards.replace_mine, name="people-card-replace-mine"),
    path("me/profile/", me.profile, name="people-profile"),
    path("me/identity/", me.identity_number, name="people-identity"),
    path("me/link/", me.link, name="people-link"),
    path("me/history/", me.history, name="people-history"),
    path("me/leave/", me.leave_community, name="people-leave"),
    path("c/people/", registrations.register, name="people-register"),
    path("c/people/qr/", registrations.poster, name="people-poster"),
    path("c/people/<int:registration>/", registrations.registration, name="people-registration"),
    path("c/people/<int:registration>/approve/", registrations.approve, name="people-approve"),
    path("c/people/<int:registration>/decline/", registrations.decline, name="people-decline"),
    path("c/people/<int:registration>/end/", registrations.end, name="people-end"),
    path("c/people/<int:registration>/phone/", registrations.phone, name="people-phone"),
    path("c/people/<int:registration>/identity/", registrations.identity_number, name="people-identity-number"),
    path("c/people/cards/", cards.print_cards, name="people-cards"),
    path("c/people/<int:registration>/card/", cards.replace, name="people-card-replace"),
    path("c/staff/", staff.staff, name="people-staff"),
    path("c/staff/new/", staff.add, name="people-staff-add"),
    path("c/staff/<int:person>/slip/", staff.slip, name="people-slip"),
    path("c/staff/duties/<int:duty>/end/", staff.end, name="people-staff-end"),
]
