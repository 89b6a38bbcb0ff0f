from django.urls import path

from agreements import views

urlpatterns = [
    path("", views.agreement_list, name="agreement_list"),
    path("new/", views.agreement_new, name="agreement_new"),
    path("clauses/", views.clause_list, name="clause_list"),
    path("clauses/new/", views.clause_new, name="clause_new"),
    path("clauses/<int:pk>/", views.clause, name="clause"),
    path("clauses/<int:pk>/end/", views.clause_end, name="clause_end"),
    path("templates/", views.template_list, name="template_list"),
    path("templates/new/", views.template_new, name="template_new"),
    path("templates/<int:pk>/", views.template_edit, name="template_edit"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("<int:pk>/edit/", views.agreement_edit, name="agreement_edit"),
    path("<int:pk>/draft/", views.agreement_articles, name="agreement_articles"),
    path("<int:pk>/draft/checks/", views.draft_checks, name="draft_checks"),
    path("<int:pk>/draft/preview/", views.draft_preview, name="draft_preview"),
    path("<int:pk>/redline/", views.agreement_redline, name="agreement_redline"),
    path("<int:pk>/blame/", views.agreement_blame, name="agreement_blame"),
    path("<int:pk>/move/", views.agreement_move, name="agreement_move"),
    path("<int:pk>/document/", views.agreement_document, name="agreement_document"),
    path("<int:pk>/clauses/", views.clause_choices, name="clause_choices"),
    path("<int:pk>/comments/", views.agreement_comment, name="agreement_comment"),
    path("<int:pk>/comments/<int:comment>/", views.comment_move, name="comment_move"),
    path("<int:pk>/review-steps/", views.review_steps, name="review_steps"),
    path("<int:pk>/parties/new/", views.party_new, name="party_new"),
    path("<int:pk>/parties/<int:party>/", views.party, name="party"),
    path("<int:pk>/parties/<int:party>/number/", views.party_number, name="party_number"),
    path("<int:pk>/parties/<int:party>/nip/", views.party_nip, name="party_nip"),
    path("<int:pk>/parties/<int:party>/remove/", views.party_remove, name="party_remove"),
]
