from visits.views.calendar import visit_calendar
from visits.views.detail import visit, visit_edit, visit_move
from visits.views.lists import visit_list
from visits.views.log import visit_new
from visits.views.papers import (
    file,
    file_new,
    file_remove,
    issued,
    memorandum,
    paper,
    paper_head,
    paper_issue,
    paper_new,
)
from visits.views.parts import part_edit, part_new, part_remove
from visits.views.suggesting import topic_options
from visits.views.talks import (
    candidate_of_topic,
    figure,
    figure_new,
    figure_remove,
    outcome,
    shown_new,
    shown_remove,
)

__all__ = [
    "candidate_of_topic",
    "figure",
    "figure_new",
    "figure_remove",
    "file",
    "file_new",
    "file_remove",
    "issued",
    "memorandum",
    "outcome",
    "paper",
    "paper_head",
    "paper_issue",
    "paper_new",
    "part_edit",
    "part_new",
    "part_remove",
    "shown_new",
    "shown_remove",
    "topic_options",
    "visit",
    "visit_calendar",
    "visit_edit",
    "visit_list",
    "visit_move",
    "visit_new",
]
