"""The only place that writes visits."""

from visits.services.discussions import (
    add_discussion,
    add_innovation_shown,
    add_quoted_value,
    change_discussion,
    change_quoted_value,
    remove_discussion,
    remove_innovation_shown,
    remove_quoted_value,
)
from visits.services.editing import add_stop, change_stop, edit_visit, remove_stop
from visits.services.files import attach_file, remove_attachment
from visits.services.moves import move
from visits.services.outcomes import open_candidate_from, set_outcome
from visits.services.papers import READY, issue_paper, paper_for, prepare_paper
from visits.services.parties import (
    add_delegation,
    add_host,
    add_participant,
    change_delegation,
    change_host,
    change_participant,
    remove_delegation,
    remove_host,
    remove_participant,
)
from visits.services.registering import log_visit

__all__ = [
    "READY",
    "add_delegation",
    "add_discussion",
    "add_host",
    "add_innovation_shown",
    "add_participant",
    "add_quoted_value",
    "add_stop",
    "attach_file",
    "change_delegation",
    "change_discussion",
    "change_host",
    "change_participant",
    "change_quoted_value",
    "change_stop",
    "edit_visit",
    "issue_paper",
    "log_visit",
    "move",
    "open_candidate_from",
    "paper_for",
    "prepare_paper",
    "remove_attachment",
    "remove_delegation",
    "remove_discussion",
    "remove_host",
    "remove_innovation_shown",
    "remove_participant",
    "remove_quoted_value",
    "remove_stop",
    "set_outcome",
]
