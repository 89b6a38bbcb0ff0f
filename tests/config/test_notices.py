"""The bell: who is told what, here and by mail, and who is not."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from agreements.services import move, set_review_steps
from agreements.workflow import Action
from audit.recording import record
from config.digest import tell_due
from cooperation.models import NoticeDelivery, NoticeKind, NoticeWay
from cooperation.permissions import Role
from cooperation.services import edit_follow_up, plan_follow_up
from cooperation.services.notices import choose_ways, mark_read, unread_of
from tests.agreements.builders import Cast
from tests.builders import TEST, make_person
from tests.query_counts import queries_of
from tests.visits.page import client_of, text_of

pytestmark = pytest.mark.django_db
BELL = "/notices/"


@pytest.fixture
def cast(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cast = Cast()
    cast.candidate = cast.draft().candidate
    return cast


def promise(cast, *, by=None, days=30, **given):
    return plan_follow_up(
        candidate=cast.candidate,
        title="Kirim rancangan",
        unit=cast.depok,
        assignee=given.pop("assignee", cast.sari),
        due_on=cast.depok.today() + timedelta(days=days),
        by=by or cast.kerjasama,
        **given,
    )


def told(person) -> list[str]:
    rows = NoticeDelivery.objects.filter(user=person).select_related("notice").order_by("pk")
    return [row.notice.kind for row in rows]


def test_sari_is_told_what_was_given_to_her_and_nobody_else_is(cast):
    promise(cast)

    page = client_of(cast.sari).get(BELL)

    assert told(cast.sari) == ["assigned"]
    assert "A follow-up is given to you" in text_of(page)
    assert "Notices, 1 unread" in page.content.decode()
    for other in (cast.budi, cast.kerjasama, cast.partner, cast.tono):
        assert told(other) == []
        assert "Kirim rancangan" not in text_of(client_of(other).get(BELL))


def test_what_one_gives_oneself_is_no_news(cast):
    promise(cast, assignee=cast.kerjasama)

    assert told(cast.kerjasama) == []


def test_who_takes_over_is_told_and_for_the_first_one_it_is_settled(cast):
    follow_up = promise(cast)

    edit_follow_up(follow_up, by=cast.kerjasama, changes={"assignee": cast.budi})

    assert told(cast.budi) == ["assigned"]
    assert "settled since" in text_of(client_of(cast.sari).get(BELL))


def test_opening_one_leads_to_the_record_and_marks_it_read(cast):
    follow_up = promise(cast)
    client = client_of(cast.sari)
    row = NoticeDelivery.objects.get()
    assert unread_of(cast.sari) == 1

    answer = client.post(reverse("notice_open", args=[row.pk]))

    assert answer["Location"] == reverse("follow_up", args=[follow_up.pk])
    assert unread_of(cast.sari) == 0


def test_all_are_marked_read_at_once(cast):
    promise(cast)
    promise(cast)
    client = client_of(cast.sari)

    client.post(reverse("notices_read"))

    assert "unread" not in client.get(BELL).content.decode()


def test_nobody_opens_what_was_told_to_another(cast):
    promise(cast)
    row = NoticeDelivery.objects.get()

    answer = client_of(cast.budi).post(reverse("notice_open", args=[row.pk]))

    assert answer.status_code == 404
    row.refresh_from_db()
    assert row.read_at is None


def test_who_no_longer_sees_the_record_is_not_told_what_it_says(cast):
    promise(cast)
    held = cast.sari.memberships.get()
    held.ended_on = cast.depok.today()
    record(held, by=TEST)

    said = text_of(client_of(cast.sari).get(BELL))

    assert "Kirim rancangan" not in said
    assert "About a record that you no longer see." in said


def test_a_promise_is_told_when_it_is_due_and_when_it_is_late_each_once(cast):
    due, late = promise(cast, days=5), promise(cast, days=-1)
    promise(cast, days=30)

    for _day in range(2):
        tell_due()

    kinds = NoticeDelivery.objects.exclude(notice__kind="assigned")
    assert sorted(kinds.values_list("notice__kind", "notice__subject")) == [
        ("due", f"cooperation.followup:{due.pk}"),
        ("overdue", f"cooperation.followup:{late.pk}"),
    ]


def test_what_nobody_has_taken_on_concerns_the_unit(cast):
    follow_up = plan_follow_up(
        candidate=cast.candidate,
        title="Siapkan data",
        unit=cast.depok,
        due_on=cast.depok.today(),
        by=cast.kerjasama,
    )
    worker = make_person("dewi", cast.depok, Role.UNIT)

    tell_due()

    assert told(worker) == ["due"]
    assert f"/follow-ups/{follow_up.pk}/" in reverse("follow_up", args=[follow_up.pk])


def test_one_mail_says_all_of_it_and_nothing_that_is_settled(cast):
    cast.sari.email = "sari@example.go.id"
    record(cast.sari, by=TEST)
    promise(cast, days=3)
    given_away = promise(cast, days=60)
    edit_follow_up(given_away, by=cast.kerjasama, changes={"assignee": None, "title": "Lain"})

    tell_due()
    tell_due()

    sent = [message for message in mail.outbox if message.to == ["sari@example.go.id"]]
    assert len(sent) == 1
    assert sent[0].body.count("* ") == 2
    assert "Lain" not in sent[0].body
    assert BELL in sent[0].body


@pytest.mark.parametrize(
    ("way", "here", "mails"),
    [(NoticeWay.BOTH, 1, 1), (NoticeWay.BELL, 1, 0), (NoticeWay.NONE, 0, 0)],
)
def test_each_is_told_as_they_want(cast, way, here, mails):
    cast.sari.email = "sari@example.go.id"
    record(cast.sari, by=TEST)
    choose_ways(cast.sari, {NoticeKind.ASSIGNED: way})

    promise(cast)
    tell_due()

    assert (len(told(cast.sari)), len(mail.outbox)) == (here, mails)


def test_the_settings_are_chosen_on_the_page(cast):
    client = client_of(cast.sari)
    ways = dict.fromkeys(NoticeKind.values, NoticeWay.BOTH) | {"dates": NoticeWay.NONE}

    client.post(reverse("notice_settings"), ways)
    client.post(reverse("notice_settings"), ways | {"due": "nonsense"})

    assert cast.sari.notice_settings.get(kind="dates").way == NoticeWay.NONE
    assert cast.sari.notice_settings.get(kind="due").way == NoticeWay.BOTH


def test_initials_are_asked_one_after_the_other(cast):
    first, second = (make_person(n, cast.depok, Role.LEGAL) for n in ("satu", "dua"))
    agreement = cast.draft()
    set_review_steps(
        agreement,
        steps=[{"position": "Kabag", "person": first}, {"position": "Asisten", "person": second}],
        by=cast.budi,
    )

    move(agreement, Action.SUBMIT, by=cast.budi)
    assert (told(first), told(second)) == (["initials"], [])
    move(agreement, Action.INITIAL, by=first)

    assert (told(first), told(second)) == (["initials"], ["initials"])
    assert "A text waits for your initials" in text_of(client_of(second).get(BELL))


def test_a_text_that_comes_again_on_the_same_day_is_told_again(cast):
    first = make_person("satu", cast.depok, Role.LEGAL)
    agreement = cast.draft()
    set_review_steps(agreement, steps=[{"position": "Kabag", "person": first}], by=cast.budi)
    move(agreement, Action.SUBMIT, by=cast.budi)
    mark_read(first)
    assert unread_of(first) == 0

    move(agreement, Action.RETURN, by=first, why="Pasal 3")
    move(agreement, Action.SUBMIT, by=cast.budi)

    assert unread_of(first) == 1


def test_who_has_initialled_is_not_reminded_and_who_went_to_the_partner_reads_nothing(cast):
    first, second = (make_person(n, cast.depok, Role.LEGAL) for n in ("satu", "dua"))
    agreement = cast.draft()
    chain = [{"position": "Kabag", "person": first}, {"position": "Asisten", "person": second}]
    set_review_steps(agreement, steps=chain, by=cast.budi)
    move(agreement, Action.SUBMIT, by=cast.budi)
    move(agreement, Action.INITIAL, by=first)

    assert "settled since" in text_of(client_of(first).get(BELL))
    assert "settled since" not in text_of(client_of(second).get(BELL))

    held = second.memberships.get()
    held.ended_on = cast.depok.today()
    record(held, by=TEST)
    make_person("dua", cast.batang, Role.LEGAL)
    assert agreement.title not in text_of(client_of(second).get(BELL))


def test_those_who_wrote_it_are_told_what_the_partner_answered(cast):
    agreement = cast.walk(cast.draft(), Action.SUBMIT, Action.APPROVE)

    move(
        agreement,
        Action.PARTNER_CHANGES,
        by=cast.kerjasama,
        why="Pasal 3",
        facts={"evidence": "Surat"},
    )

    assert "answered" in told(cast.budi)
    assert told(cast.kerjasama).count("answered") == 0
    assert "Partner wants changes" in text_of(client_of(cast.budi).get(BELL))


def test_more_notices_cost_no_more_queries(cast):
    client = client_of(cast.sari)
    promise(cast)
    one = queries_of(lambda: client.get(BELL))
    for _more in range(6):
        promise(cast)

    assert queries_of(lambda: client.get(BELL)) == one
    assert one <= 12
