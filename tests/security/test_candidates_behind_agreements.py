"""An agreement that is shared tells nothing of the candidate behind it, which is not."""

from agreements.filters import AgreementFilter
from agreements.models import Agreement
from tests.builders import make_affair, make_candidate, make_topic


class Asked:
    def __init__(self, user):
        self.user = user


def found(user, **asked):
    rows = Agreement.objects.visible_to(user)
    return list(AgreementFilter(asked, queryset=rows, request=Asked(user)).qs)


def test_a_partner_cannot_find_out_about_which_affair_the_hidden_candidate_is(cast):
    topic = make_topic(cast.depok, affair=make_affair("1.02", "Kesehatan"))
    candidate = make_candidate(cast.depok, adopter=cast.batang, status="agreed", topic=topic)
    agreement = cast.walk(cast.draft(candidate=candidate), "submit", "approve")

    assert found(cast.budi, affair="1.02") == [agreement]
    assert found(cast.partner) == [agreement]
    assert found(cast.partner, affair="1.02") == []
