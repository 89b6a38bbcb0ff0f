"""The only place that writes what agencies share: who, about what, and what might come of it."""

from cooperation.services.adoptions import edit_adoption, record_adoption, record_measurement
from cooperation.services.candidates import (
    edit_candidate,
    identify_candidate,
    link_agreement,
    move_candidate,
    realise_by_agreement,
    return_to_agreed,
)
from cooperation.services.follow_ups import edit_follow_up, move_follow_up, plan_follow_up
from cooperation.services.moves import begin, finish, share
from cooperation.services.numbers import next_number
from cooperation.services.topics import (
    add_innovation,
    edit_innovation,
    end_innovation,
    indicator_named,
    topic_named,
)

__all__ = [
    "add_innovation",
    "begin",
    "edit_adoption",
    "edit_candidate",
    "edit_follow_up",
    "edit_innovation",
    "end_innovation",
    "finish",
    "identify_candidate",
    "indicator_named",
    "link_agreement",
    "move_candidate",
    "move_follow_up",
    "next_number",
    "plan_follow_up",
    "realise_by_agreement",
    "record_adoption",
    "record_measurement",
    "return_to_agreed",
    "share",
    "topic_named",
]
