"""Who promised what to whom, as the reader's own office sees it: ours, and theirs."""

from dataclasses import dataclass, field

from cooperation.models import Candidate, FollowUp
from cooperation.permissions import current_memberships


@dataclass
class Promises:
    ours: list[FollowUp] = field(default_factory=list)
    theirs: list[FollowUp] = field(default_factory=list)

    @property
    def sides(self) -> list[tuple[str, list[FollowUp]]]:
        return [("ours", self.ours), ("theirs", self.theirs)]

    def __bool__(self):
        return bool(self.ours or self.theirs)


def promises_of(candidates: list[Candidate], user) -> Promises:
    """The follow-ups of these candidates, already read as far as this person may see them."""
    offices = [held.agency for held in current_memberships(user)]
    told = Promises()
    for candidate in candidates:
        for row in candidate.follow_ups.all():
            is_ours = any(row.unit.is_within(office) for office in offices)
            (told.ours if is_ours else told.theirs).append(row)
    return told
