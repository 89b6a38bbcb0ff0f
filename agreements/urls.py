from django.urls import path

from agreements import views

urlpatterns = [
    path("", views.agreement_list, name="agreement_list"),
    path("new/", views.agreement_new, name="agreement_new"),
    path("<int:pk>/", views.agreement, name="agreement"),
    path("<int:pk>/edit/", views.agreement_edit, name="agreement_edit"),
    path("<int:pk>/articles/", views.agreement_articles, name="agreement_articles"),
    path("<int:pk>/move/", views.agreement_move, name="agreement_move"),
    path("<int:pk>/document/", views.agreement_document, name="agreement_document"),
    path("<int:pk>/parties/new/", views.party_new, name="party_new"),
    path("<int:pk>/parties/<int:party>/", views.party, name="party"),
    path("<int:pk>/parties/<int:party>/number/", views.party_number, name="party_number"),
    path("<int:pk>/parties/<int:party>/nip/", views.party_nip, name="party_nip"),
    path("<int:pk>/parties/<int:party>/remove/", views.party_remove, name="party_remove"),
]
