from django.urls import path

from cooperation import views

urlpatterns = [
    path("candidates/", views.candidate_list, name="candidate_list"),
    path("candidates/board/", views.candidate_board, name="candidate_board"),
    path("candidates/new/", views.candidate_new, name="candidate_new"),
    path("candidates/<int:pk>/", views.candidate, name="candidate"),
    path("candidates/<int:pk>/edit/", views.candidate_edit, name="candidate_edit"),
    path("candidates/<int:pk>/move/", views.candidate_move, name="candidate_move"),
    path("candidates/<int:pk>/follow-ups/new/", views.follow_up_new, name="follow_up_new"),
    path("candidates/<int:pk>/adoptions/new/", views.adoption_new, name="adoption_new"),
    path("candidates/<int:pk>/measurements/new/", views.measurement_new, name="measurement_new"),
    path("adoptions/<int:pk>/edit/", views.adoption_edit, name="adoption_edit"),
    path("follow-ups/", views.follow_up_list, name="follow_up_list"),
    path("follow-ups/board/", views.follow_up_board, name="follow_up_board"),
    path("follow-ups/<int:pk>/", views.follow_up, name="follow_up"),
    path("follow-ups/<int:pk>/edit/", views.follow_up_edit, name="follow_up_edit"),
    path("follow-ups/<int:pk>/move/", views.follow_up_move, name="follow_up_move"),
    path("innovations/", views.innovation_list, name="innovation_list"),
    path("innovations/new/", views.innovation_new, name="innovation_new"),
    path("innovations/<int:pk>/", views.innovation, name="innovation"),
    path("innovations/<int:pk>/edit/", views.innovation_edit, name="innovation_edit"),
    path("agencies/", views.agency_list, name="agency_list"),
    path("agencies/options/", views.agency_options, name="agency_options"),
    path("agencies/<int:pk>/", views.agency, name="agency"),
    path("agencies/<int:pk>/letterhead/", views.letterhead, name="letterhead"),
    path("agencies/<int:pk>/letterhead/sample/", views.letterhead_sample, name="letterhead_sample"),
    path("erasures/", views.erasures, name="erasures"),
    path("documents/", views.document_list, name="document_list"),
    path("documents/check/", views.document_check, name="document_check"),
    path("verify/<slug:token>/", views.verify, name="verify"),
]
