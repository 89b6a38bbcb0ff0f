"""Who is bound, and whether those who sign may do so."""

import re
from collections import defaultdict

from django.db.models import Q
from django.utils.translation import gettext as _

from agreements.checks.problem import Problem, Weight
from agreements.models import AgreementKind
from cooperation.models import AgencyKind, CooperationKind, OfficeHolding

FEWEST_PARTIES = 2
# PP 28/2018 art. 2: a region is bound by its head; anybody else signs on a mandate.
HEAD_OF_REGION = re.compile(
    r"((pj|plt|plh|pjs)\.\s*|(penjabat|pelaksana tugas|pelaksana harian)\s+(sementara\s+)?)?"
    r"(gubernur|bupati|wali\s?kota)\b(?!.*\bsekretaris\b)",
    re.IGNORECASE,
)
GOVERNMENTS = frozenset({AgencyKind.REGIONAL_GOVERNMENT, AgencyKind.UNIT})
FOREIGN = frozenset({CooperationKind.FOREIGN_GOVERNMENT, CooperationKind.FOREIGN_INSTITUTION})


def bound(agreement, parties):
    if len(parties) < FEWEST_PARTIES:
        yield Problem(
            "too_few_parties",
            _("An agreement has at least two parties."),
            _("Add the other party."),
        )
    if not any(party.agency.is_within(agreement.owner) for party in parties):
        yield Problem(
            "no_own_party",
            _("%s is not among the parties.") % agreement.owner,
            _("Add it, or one of its units."),
        )
    if agreement.cooperation_kind in FOREIGN and not agreement.council_required:
        yield Problem(
            "council_needed",
            _("Cooperation with a foreign body always needs the council."),
            _("Say in the head of the text that the council must approve."),
        )


def signing(agreement, parties):
    holdings = _holdings(agreement, parties)
    day = agreement.dated_on or agreement.owner.today()
    for party in parties:
        if not (party.signatory_name and party.signatory_title):
            yield Problem(
                "no_signatory",
                _("%s has no signatory yet.") % party,
                _("Write who signs, with name and position."),
                party=party,
            )
            continue
        held = holdings[party.agency_id, party.signatory_name.casefold()]
        if held and not any(_held_on(one, day) for one in held):
            yield Problem(
                "not_in_office",
                _("%(name)s is not in office at %(agency)s on that day.")
                % {"name": party.signatory_name, "agency": party},
                _("Write who signs now, or say in the note why this is right."),
                Weight.NEEDS_REASON,
                party=party,
            )
        yield from _mandate(agreement, party)


def _mandate(agreement, party):
    is_head = HEAD_OF_REGION.match(party.signatory_title)
    if party.agency.kind not in GOVERNMENTS or is_head or party.power_of_attorney_number:
        return
    if agreement.kind == AgreementKind.JOINT_AGREEMENT:
        yield Problem(
            "no_authority",
            _("%(name)s signs for %(agency)s, and is not its head.")
            % {"name": party.signatory_name, "agency": party},
            _("A joint agreement is signed by the head of the region: correct it, or say why."),
            Weight.NEEDS_REASON,
            party=party,
        )
    elif agreement.kind == AgreementKind.COOPERATION_AGREEMENT:
        yield Problem(
            "no_power_of_attorney",
            _("%(name)s signs for %(agency)s without a power of attorney.")
            % {"name": party.signatory_name, "agency": party},
            _("Write its number and day, or say in the note why there is none."),
            Weight.NEEDS_REASON,
            party=party,
        )


def _holdings(agreement, parties):
    """What the owner's house knows of the offices of those who sign, by agency and name."""
    known = defaultdict(list)
    names = Q()
    for party in parties:
        if party.signatory_name:
            names |= Q(agency=party.agency_id, official__name__iexact=party.signatory_name)
    if names:
        house = agreement.owner.lineage[0]
        rows = OfficeHolding.objects.filter(names, official__owner__path__startswith=f"{house}/")
        for holding in rows.select_related("official"):
            known[holding.agency_id, holding.official.name.casefold()].append(holding)
    return known


def _held_on(holding, day):
    begun = holding.starts_on is None or holding.starts_on <= day
    return begun and (holding.ends_on is None or holding.ends_on >= day)
