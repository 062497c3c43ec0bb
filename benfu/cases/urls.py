"""Pages of cases: the reporter's own, and the staff's."""

from django.urls import path, re_path

from .pages import console, export, mine, moves

NUMBER = r"(?P<number>(?:\d{4}-)?\d{1,18})"

urlpatterns = [
    path("r/", mine.my_reports, name="cases-mine"),
    re_path(rf"^r/{NUMBER}/$", mine.progress, name="cases-progress"),
    re_path(rf"^r/{NUMBER}/words/$", mine.add_words, name="cases-add-words"),
    re_path(rf"^r/{NUMBER}/photo/$", mine.add_photo, name="cases-add-photo"),
    path("c/cases/", console.case_list, name="cases-list"),
    path("c/cases/export/", export.export, name="cases-export"),
    re_path(rf"^c/cases/{NUMBER}/$", console.case_page, name="cases-case"),
    path("c/cases/<int:case_id>/preview/", console.preview, name="cases-preview"),
    path("c/cases/<int:case_id>/<str:move>/", moves.make, name="cases-move"),
]
