"""The agencies of the demo. They exist; what the demo tells of them beyond the story does not."""

from dataclasses import dataclass, field

from audit.recording import Command
from config.demo.people import BAPPEDA_BATANG, BAPPEDA_DEPOK, BATANG, DEPOK, TEGAL
from cooperation.models import Agency, AgencyKind, Region
from cooperation.services.agencies import add_agency

GOVERNMENT, UNIT = AgencyKind.REGIONAL_GOVERNMENT, AgencyKind.UNIT


@dataclass(frozen=True)
class Place:
    """An agency to add; a unit names its parent instead of a region."""

    code: str
    name: str
    short_name: str
    region: str = ""
    parent: str = ""
    kind: AgencyKind = GOVERNMENT
    letterhead: dict = field(default_factory=dict)


def _government(code, name, short_name, region, **letterhead):
    letterhead.setdefault("seat", name.split(maxsplit=2)[-1])
    return Place(code, name, short_name, region, letterhead=letterhead)


def _unit(code, name, short_name, parent, kind=UNIT, **letterhead):
    return Place(code, name, short_name, parent=parent, kind=kind, letterhead=letterhead)


# A parent stands before its units.
PLACES = [
    _government(
        DEPOK,
        "Pemerintah Kota Depok",
        "Pemkot Depok",
        "32.76",
        address="Jalan Margonda Raya Nomor 54, Depok",
        website="www.depok.go.id",
    ),
    _unit(
        BAPPEDA_DEPOK,
        "Badan Perencanaan Pembangunan Daerah Kota Depok",
        "Bappeda Kota Depok",
        DEPOK,
        seat="Depok",
        address="Gedung Dibaleka II, Jalan Margonda Raya Nomor 54, Depok",
    ),
    _unit("dinkes-depok", "Dinas Kesehatan Kota Depok", "Dinkes Kota Depok", DEPOK),
    _unit("bkd-depok", "Badan Keuangan Daerah Kota Depok", "BKD Kota Depok", DEPOK),
    _unit("dinsos-depok", "Dinas Sosial Kota Depok", "Dinsos Kota Depok", DEPOK),
    _unit(
        "diskominfo-depok",
        "Dinas Komunikasi dan Informatika Kota Depok",
        "Diskominfo Kota Depok",
        DEPOK,
    ),
    _unit(
        "dpmptsp-depok",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kota Depok",
        "DPMPTSP Kota Depok",
        DEPOK,
    ),
    _unit(
        "dlhk-depok",
        "Dinas Lingkungan Hidup dan Kebersihan Kota Depok",
        "DLHK Kota Depok",
        DEPOK,
    ),
    _government(
        BATANG,
        "Pemerintah Kabupaten Batang",
        "Pemkab Batang",
        "33.25",
        address="Jalan R.A. Kartini Nomor 1, Batang",
        website="www.batangkab.go.id",
    ),
    _unit(
        BAPPEDA_BATANG,
        "Badan Perencanaan Pembangunan Daerah Kabupaten Batang",
        "Bappeda Kabupaten Batang",
        BATANG,
        seat="Batang",
    ),
    _government(TEGAL, "Pemerintah Kota Tegal", "Pemkot Tegal", "33.76"),
    _government("pemkot-bogor", "Pemerintah Kota Bogor", "Pemkot Bogor", "32.71"),
    _government("pemkot-bekasi", "Pemerintah Kota Bekasi", "Pemkot Bekasi", "32.75"),
    _government("pemkot-bandung", "Pemerintah Kota Bandung", "Pemkot Bandung", "32.73"),
    _government("pemkab-garut", "Pemerintah Kabupaten Garut", "Pemkab Garut", "32.05"),
    _government("pemkab-sumedang", "Pemerintah Kabupaten Sumedang", "Pemkab Sumedang", "32.11"),
    _government("pemkab-klaten", "Pemerintah Kabupaten Klaten", "Pemkab Klaten", "33.10"),
    _government("pemkab-kendal", "Pemerintah Kabupaten Kendal", "Pemkab Kendal", "33.24"),
    _government("pemkab-brebes", "Pemerintah Kabupaten Brebes", "Pemkab Brebes", "33.29"),
    _government("pemkab-pemalang", "Pemerintah Kabupaten Pemalang", "Pemkab Pemalang", "33.27"),
    _government("pemkot-pekalongan", "Pemerintah Kota Pekalongan", "Pemkot Pekalongan", "33.75"),
    _government("pemkot-surakarta", "Pemerintah Kota Surakarta", "Pemkot Surakarta", "33.72"),
    _government("pemkot-semarang", "Pemerintah Kota Semarang", "Pemkot Semarang", "33.74"),
    _government("pemkab-sleman", "Pemerintah Kabupaten Sleman", "Pemkab Sleman", "34.04"),
    _government("pemkab-sidoarjo", "Pemerintah Kabupaten Sidoarjo", "Pemkab Sidoarjo", "35.15"),
    _government(
        "pemkab-banyuwangi", "Pemerintah Kabupaten Banyuwangi", "Pemkab Banyuwangi", "35.10"
    ),
    _government("pemkot-surabaya", "Pemerintah Kota Surabaya", "Pemkot Surabaya", "35.78"),
    _government("pemkot-padang", "Pemerintah Kota Padang", "Pemkot Padang", "13.71"),
    _government("pemkot-banjarmasin", "Pemerintah Kota Banjarmasin", "Pemkot Banjarmasin", "63.71"),
    _government("pemkot-makassar", "Pemerintah Kota Makassar", "Pemkot Makassar", "73.71"),
    _government("pemkot-ambon", "Pemerintah Kota Ambon", "Pemkot Ambon", "81.71"),
    Place(
        "dprd-kendal",
        "Dewan Perwakilan Rakyat Daerah Kabupaten Kendal",
        "DPRD Kabupaten Kendal",
        "33.24",
        kind=AgencyKind.COUNCIL,
    ),
    _unit(
        "komisi-b-dprd-kendal",
        "Komisi B DPRD Kabupaten Kendal",
        "Komisi B DPRD Kendal",
        "dprd-kendal",
        AgencyKind.COUNCIL_COMMISSION,
    ),
    Place(
        "tp-pkk-sidoarjo",
        "Tim Penggerak PKK Kabupaten Sidoarjo",
        "TP PKK Sidoarjo",
        "35.15",
        kind=AgencyKind.COMMUNITY,
        letterhead={"seat": "Sidoarjo"},
    ),
    Place("undip", "Universitas Diponegoro", "Undip", "33.74", kind=AgencyKind.UNIVERSITY),
    Place(
        "kemendagri",
        "Kementerian Dalam Negeri",
        "Kemendagri",
        kind=AgencyKind.MINISTRY,
    ),
    Place(
        "bpmp-jabar",
        "Balai Penjaminan Mutu Pendidikan Provinsi Jawa Barat",
        "BPMP Jawa Barat",
        "32",
        kind=AgencyKind.MINISTRY_REGIONAL,
    ),
    Place(
        "desa-ponggok",
        "Pemerintah Desa Ponggok, Kabupaten Klaten",
        "Desa Ponggok",
        "33.10",
        kind=AgencyKind.VILLAGE,
    ),
]


def found_agencies(*, by: Command) -> dict[str, Agency]:
    """Add them all and return them by code."""
    regions = {region.code: region for region in Region.objects.all()}
    agencies: dict[str, Agency] = {}
    for place in PLACES:
        agencies[place.code] = add_agency(
            name=place.name,
            kind=place.kind,
            short_name=place.short_name,
            code=place.code,
            parent=agencies[place.parent] if place.parent else None,
            region=regions[place.region] if place.region else None,
            sure=True,  # Kota Tegal and Kabupaten Tegal are two
            by=by,
            **place.letterhead,
        )
    return agencies
