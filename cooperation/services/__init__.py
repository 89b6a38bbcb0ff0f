"""The only place that writes what agencies share: who, about what, and what might come of it."""

from cooperation.services.adoptions import edit_adoption, record_adoption, record_measurement
from cooperation.services.agencies import SimilarAgency, add_agency, edit_agency, end_agency
from cooperation.services.candidates import (
    edit_candidate,
    identify_candidate,
    link_agreement,
    move_candidate,
    realise_by_agreement,
    return_to_agreed,
)
from cooperation.services.erasures import approve_erasure, ask_erasure, refuse_erasure
from cooperation.services.evidence import bring_evidence
from cooperation.services.files import check_upload, files_taken_back
from cooperation.services.follow_ups import edit_follow_up, move_follow_up, plan_follow_up
from cooperation.services.indexing import catch_up, start_anew
from cooperation.services.letterheads import arrange_letterhead
from cooperation.services.moves import begin, finish, share
from cooperation.services.numbers import next_number
from cooperation.services.papers import Facts, Sources, drawn, drawn_again, foot_of, keep_paper
from cooperation.services.people import (
    add_official,
    deactivate_person,
    edit_official,
    edit_person,
    end_membership,
    end_office,
    grant_membership,
    hold_office,
    invite_person,
    reactivate_person,
    set_personal_detail,
)
from cooperation.services.topics import (
    add_innovation,
    edit_innovation,
    end_innovation,
    indicator_named,
    topic_named,
)

__all__ = [
    "Facts",
    "SimilarAgency",
    "Sources",
    "add_agency",
    "add_innovation",
    "add_official",
    "approve_erasure",
    "arrange_letterhead",
    "ask_erasure",
    "begin",
    "bring_evidence",
    "catch_up",
    "check_upload",
    "deactivate_person",
    "drawn",
    "drawn_again",
    "edit_adoption",
    "edit_agency",
    "edit_candidate",
    "edit_follow_up",
    "edit_innovation",
    "edit_official",
    "edit_person",
    "end_agency",
    "end_innovation",
    "end_membership",
    "end_office",
    "files_taken_back",
    "finish",
    "foot_of",
    "grant_membership",
    "hold_office",
    "identify_candidate",
    "indicator_named",
    "invite_person",
    "keep_paper",
    "link_agreement",
    "move_candidate",
    "move_follow_up",
    "next_number",
    "plan_follow_up",
    "reactivate_person",
    "realise_by_agreement",
    "record_adoption",
    "record_measurement",
    "refuse_erasure",
    "return_to_agreed",
    "set_personal_detail",
    "share",
    "start_anew",
    "topic_named",
]
