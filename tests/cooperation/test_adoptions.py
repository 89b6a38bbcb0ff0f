"""The last link of the thread: who uses what since when, and what was measured."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from cooperation.models import Adoption, Measurement
from cooperation.permissions import NotPermitted
from cooperation.services import (
    edit_adoption,
    indicator_named,
    record_adoption,
    record_measurement,
)

SINCE = date(2023, 5, 2)


def indicator_of(towns):
    return indicator_named(owner=towns.depok, name="Lama layanan izin", unit="hari", by=towns.dewi)


def test_the_adopter_uses_the_innovation_of_the_candidate_under_its_own_name(towns):
    adoption = record_adoption(
        towns.candidate(),
        by=towns.dewi,
        local_name="Sahabat Litbang",
        status="in_use",
        started_on=SINCE,
    )

    assert (adoption.adopter, adoption.innovation) == (towns.batang, towns.innovation)
    assert str(adoption) == "Sahabat Litbang"


def test_without_an_innovation_there_is_nothing_to_adopt(towns):
    with pytest.raises(ValidationError) as refused:
        record_adoption(towns.candidate(innovation=None), by=towns.dewi)

    assert "innovation" in refused.value.message_dict


def test_what_is_in_use_says_since_when_and_does_not_stop_before(towns):
    candidate = towns.candidate()

    with pytest.raises(ValidationError) as without_start:
        record_adoption(candidate, by=towns.dewi, status="in_use")
    adoption = record_adoption(candidate, by=towns.dewi, status="in_use", started_on=SINCE)
    with pytest.raises(ValidationError) as too_early:
        edit_adoption(
            adoption, by=towns.dewi, changes={"status": "stopped", "ended_on": date(2023, 5, 1)}
        )

    assert "started_on" in without_start.value.message_dict
    assert "ended_on" in too_early.value.message_dict


def test_a_value_of_the_candidates_indicator_is_measured_at_the_adopter(towns):
    candidate = towns.candidate(indicator=indicator_of(towns))

    measured = record_measurement(
        candidate, value=Decimal("7.5"), measured_on=SINCE, source="Laporan", by=towns.dewi
    )

    assert (measured.indicator, measured.agency) == (candidate.indicator, towns.batang)


def test_one_day_has_one_value(towns):
    candidate = towns.candidate(indicator=indicator_of(towns))
    facts = {"measured_on": SINCE, "source": "Laporan", "by": towns.dewi}
    record_measurement(candidate, value=Decimal("7.5"), **facts)

    with pytest.raises(ValidationError) as refused:
        record_measurement(candidate, value=Decimal("8"), **facts)

    assert "measured_on" in refused.value.message_dict


def test_what_was_measured_is_named(towns):
    with pytest.raises(ValidationError) as refused:
        record_measurement(
            towns.candidate(), value=Decimal(1), measured_on=SINCE, source="x", by=towns.dewi
        )

    assert "indicator" in refused.value.message_dict


@pytest.mark.parametrize("name", ["budi", "ratna", "lestari", "tono"])
def test_only_the_cooperation_section_and_units_record_results(towns, name):
    candidate = towns.offered()

    with pytest.raises(NotPermitted):
        record_adoption(candidate, by=getattr(towns, name))


def test_a_stranger_sees_no_result(towns):
    candidate = towns.offered(towns.candidate(indicator=indicator_of(towns)))
    adoption = record_adoption(candidate, by=towns.dewi)
    record_measurement(candidate, value=Decimal(1), measured_on=SINCE, source="x", by=towns.dewi)

    assert list(Adoption.objects.visible_to(towns.lestari)) == [adoption]
    assert not Adoption.objects.visible_to(towns.tono).exists()
    assert not Measurement.objects.visible_to(towns.tono).exists()
