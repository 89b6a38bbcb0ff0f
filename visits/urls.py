from django.urls import path

from visits import views

urlpatterns = [
    path("", views.visit_list, name="visit_list"),
    path("calendar/", views.visit_calendar, name="visit_calendar"),
    path("new/", views.visit_new, name="visit_new"),
    path("topics/options/", views.topic_options, name="topic_options"),
    path("<int:pk>/", views.visit, name="visit"),
    path("<int:pk>/edit/", views.visit_edit, name="visit_edit"),
    path("<int:pk>/move/", views.visit_move, name="visit_move"),
    path("<int:pk>/memorandum/", views.memorandum, name="visit_memorandum"),
    path("<int:pk>/issued/<int:part>/", views.issued, name="visit_issued"),
    path("<int:pk>/papers/<slug:kind>/", views.paper, name="visit_paper"),
    path("<int:pk>/papers/<slug:kind>/new/", views.paper_new, name="visit_paper_new"),
    path("<int:pk>/papers/<slug:kind>/head/", views.paper_head, name="visit_paper_head"),
    path("<int:pk>/papers/<slug:kind>/issue/", views.paper_issue, name="visit_paper_issue"),
    path("<int:pk>/files/new/", views.file_new, name="visit_file_new"),
    path("<int:pk>/files/<int:file>/", views.file, name="visit_file"),
    path("<int:pk>/files/<int:file>/remove/", views.file_remove, name="visit_file_remove"),
    path("<int:pk>/discussions/<int:part>/outcome/", views.outcome, name="visit_outcome"),
    path(
        "<int:pk>/discussions/<int:part>/candidate/",
        views.candidate_of_topic,
        name="visit_candidate_new",
    ),
    path("<int:pk>/discussions/<int:part>/figures/", views.figure_new, name="visit_figure_new"),
    path("<int:pk>/discussions/<int:part>/shown/", views.shown_new, name="visit_shown_new"),
    path("<int:pk>/figures/<int:part>/", views.figure, name="visit_figure"),
    path("<int:pk>/figures/<int:part>/remove/", views.figure_remove, name="visit_figure_remove"),
    path("<int:pk>/shown/<int:part>/remove/", views.shown_remove, name="visit_shown_remove"),
    # The parts by their names in the code: hosts, delegations, participants, stops, discussions.
    path("<int:pk>/<slug:kind>/new/", views.part_new, name="visit_part_new"),
    path("<int:pk>/<slug:kind>/<int:part>/", views.part_edit, name="visit_part"),
    path("<int:pk>/<slug:kind>/<int:part>/remove/", views.part_remove, name="visit_part_remove"),
]
