"""The whole demo, from the first agency to the last signature, in one go."""

from random import Random

from django.db import transaction

from accounts.models import User
from audit.recording import Command
from config.demo.crowd import PLANS
from config.demo.legal_desk import equip_desk
from config.demo.letterheads import dress_papers
from config.demo.people import ACCOUNTS, DEPOK, seat_people
from config.demo.places import found_agencies
from config.demo.pursuit import pursue
from config.demo.scene import Scene
from config.demo.signings import tell_signing, tell_signings
from config.demo.story import tell_adoption, tell_candidate, tell_outcomes, tell_visit
from config.demo.subjects import show_innovations
from config.demo.telling import tell
from cooperation.models import GovernmentAffair, Region
from cooperation.services.reference import load_affairs, load_regions

BY = Command("seed_demo")
SAME_DICE = 2022  # the same numbers on every machine


def was_given() -> bool:
    """Whether the demo is here. It comes whole or not at all, so one account tells."""
    return User.objects.filter(username=ACCOUNTS[0].username, is_demo=True).exists()


@transaction.atomic
def give() -> None:
    """Put the demo on an empty stage. An interruption leaves it empty."""
    if not Region.objects.exists():
        load_regions()
        load_affairs()
    scene = _set_stage()
    dress_papers(scene)
    visit = tell_visit(scene)
    candidate = tell_candidate(scene, tell_outcomes(scene, visit))
    tell_signings(scene, candidate)
    tell_adoption(scene, candidate)
    dice = Random(SAME_DICE)  # noqa: S311 - invented head counts, no secrets
    for plan in PLANS:
        for idea, opened in tell(scene, plan, dice):
            tell_signing(scene, idea, pursue(scene, idea, opened))
    equip_desk(scene)


def _set_stage() -> Scene:
    agencies = found_agencies(by=BY)
    scene = Scene(
        today=agencies[DEPOK].today(),
        people=seat_people(agencies, by=BY),
        agencies=agencies,
        affairs={affair.code: affair for affair in GovernmentAffair.objects.all()},
    )
    show_innovations(scene)
    return scene
