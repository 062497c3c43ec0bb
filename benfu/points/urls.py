"""Addresses of points: the worker's, the published rules, the staff's."""

from django.urls import path

from .pages import appeals, awards, drafts

urlpatterns = [
    path("pts/", awards.statement, name="points-statement"),
    path("pts/rules/", awards.rules, name="points-rules"),
    path("pts/rules/<str:version>/", awards.rules, name="points-rules-version"),
    path("pts/<int:decision>/", awards.why, name="points-why"),
    path("pts/unpaid/", appeals.no_points, name="points-unpaid"),
    path("pts/appeals/", appeals.mine, name="points-my-appeals"),
    path("pts/appeals/<int:appeal>/", appeals.appeal, name="points-appeal"),
    path("pts/<int:decision>/appeal/", appeals.ask_about_decision, name="points-appeal-decision"),
    path("pts/reports/<uuid:report_id>/appeal/", appeals.ask_about_report, name="points-appeal-report"),
    path("c/points/appeals/", appeals.of_area, name="points-appeals"),
    path("c/points/appeals/<int:appeal>/", appeals.answer, name="points-appeal-answer"),
    path("c/points/", awards.awards, name="points-awards"),
    path("c/points/<int:decision>/", awards.why_for_staff, name="points-award"),
    path("c/points/drafts/", drafts.drafts, name="points-drafts"),
    path("c/points/drafts/new/", drafts.new_draft, name="points-draft-new"),
    path("c/points/drafts/<int:draft>/", drafts.draft, name="points-draft"),
    path("c/points/drafts/<int:draft>/change/", drafts.change_draft, name="points-draft-change"),
    path("c/points/drafts/<int:draft>/publish/", drafts.publish_draft, name="points-draft-publish"),
    path("c/points/drafts/<int:draft>/discard/", drafts.discard_draft, name="points-draft-discard"),
]
