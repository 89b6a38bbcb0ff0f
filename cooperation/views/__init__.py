from cooperation.views.agencies import agency, agency_list, agency_options
from cooperation.views.board import candidate_board, follow_up_board
from cooperation.views.candidates import (
    candidate,
    candidate_edit,
    candidate_list,
    candidate_move,
    candidate_new,
)
from cooperation.views.documents import document_check, document_list, verify
from cooperation.views.erasures import erasures
from cooperation.views.evidence import (
    adoption_evidence,
    adoption_evidence_new,
    follow_up_evidence,
    follow_up_evidence_new,
)
from cooperation.views.follow_ups import (
    follow_up,
    follow_up_edit,
    follow_up_list,
    follow_up_move,
    follow_up_new,
)
from cooperation.views.innovations import (
    innovation,
    innovation_edit,
    innovation_list,
    innovation_new,
)
from cooperation.views.letterheads import letterhead, letterhead_sample
from cooperation.views.results import adoption_edit, adoption_new, measurement_new

__all__ = [
    "adoption_edit",
    "adoption_evidence",
    "adoption_evidence_new",
    "adoption_new",
    "agency",
    "agency_list",
    "agency_options",
    "candidate",
    "candidate_board",
    "candidate_edit",
    "candidate_list",
    "candidate_move",
    "candidate_new",
    "document_check",
    "document_list",
    "erasures",
    "follow_up",
    "follow_up_board",
    "follow_up_edit",
    "follow_up_evidence",
    "follow_up_evidence_new",
    "follow_up_list",
    "follow_up_move",
    "follow_up_new",
    "innovation",
    "innovation_edit",
    "innovation_list",
    "innovation_new",
    "letterhead",
    "letterhead_sample",
    "measurement_new",
    "verify",
]
