"""What the legal section keeps at hand: how it numbers, and wording and a template of its own."""

from agreements import services
from agreements.clauses import ClauseType
from agreements.models import AgreementKind
from config.demo.people import DEPOK
from config.demo.scene import Scene

PILOT = [
    ClauseType.PURPOSE,
    ClauseType.OBJECT,
    ClauseType.SCOPE,
    ClauseType.RIGHTS_AND_DUTIES,
    ClauseType.LICENCE,
    ClauseType.TERM,
    ClauseType.FUNDING,
    ClauseType.MONITORING,
    ClauseType.FORCE_MAJEURE,
    ClauseType.DISPUTES,
    ClauseType.CHANGES,
    ClauseType.CLOSING,
]


def equip_desk(scene: Scene) -> None:
    depok, budi = scene.agencies[DEPOK], scene.people["hukum.depok"]
    services.arrange_numbers(
        owner=depok, pattern="CONTOH/{seq:3}/{unit}/{year}", unit="KS", by=budi
    )
    _reserve(scene)
    services.add_clause(
        owner=depok,
        clause_type=ClauseType.LICENCE,
        name="Aplikasi milik daerah",
        heading="Lisensi dan Replikasi",
        body=(
            "Kode sumber tetap milik PIHAK KESATU.\n"
            "PIHAK KEDUA menggunakan dan mengubahnya untuk pelayanan sendiri, tanpa biaya lisensi."
        ),
        note="Contoh untuk peragaan.",
        by=budi,
    )
    services.add_template(
        owner=depok,
        kind=AgreementKind.COOPERATION_AGREEMENT,
        name="Uji coba aplikasi",
        clause_types=PILOT,
        by=budi,
    )


def _reserve(scene):
    """One number is kept for a paper to come; another was taken by mistake and stays in sight."""
    depok, budi = scene.agencies[DEPOK], scene.people["hukum.depok"]
    taken, _kept = (
        services.reserve_number(owner=depok, purpose=purpose, by=budi)
        for purpose in ("Nota kesepahaman Diskominfo", "Nota kesepahaman Dinas Kesehatan")
    )
    services.void_number(taken, by=budi, why="Terambil dua kali untuk naskah yang sama.")
