"""Which kinds of agreement and of clause there are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AgreementKind(TextChoices):
    JOINT_AGREEMENT = "joint_agreement", "Kesepakatan Bersama (KB)"
    COOPERATION_AGREEMENT = "cooperation_agreement", "Perjanjian Kerja Sama (PKS)"
    SYNERGY_NOTE = "synergy_note", "Nota Kesepakatan"
    WORK_PLAN = "work_plan", "Rencana Kerja"
    LETTER_OF_INTENT = "letter_of_intent", "Pernyataan Kehendak (LoI)"
    FOREIGN_MOU = "foreign_mou", "Naskah Kerja Sama Luar Negeri (MoU)"
    ADDENDUM = "addendum", "Adendum"
    STATEMENT = "statement", "Surat Pernyataan Replikasi"


class ClauseType(TextChoices):
    """What an article is about; the checklists below ask for some of them."""

    DEFINITIONS = "definitions", _("Definitions")
    LEGAL_BASIS = "legal_basis", _("Legal basis")
    PURPOSE = "purpose", _("Purpose and aim")
    OBJECT = "object", _("Object")
    SCOPE = "scope", _("Scope")
    CARRYING_OUT = "carrying_out", _("Carrying out")
    WORKING_GROUP = "working_group", _("Working group")
    RIGHTS_AND_DUTIES = "rights_and_duties", _("Rights and duties")
    ACTIVITIES = "activities", _("Activities and schedule")
    RESULTS = "results", _("Results and rights in them")
    LICENCE = "licence", _("Licence and replication")
    TERM = "term", _("Term")
    FUNDING = "funding", _("Funding")
    MONITORING = "monitoring", _("Monitoring and evaluation")
    SANCTIONS = "sanctions", _("Sanctions")
    FORCE_MAJEURE = "force_majeure", _("Force majeure")
    LETTERS = "letters", _("Correspondence")
    DISPUTES = "disputes", _("Settlement of disputes")
    CHANGES = "changes", _("Amendments")
    ENDING = "ending", _("Ending")
    AMENDED = "amended", _("What is amended")
    UNCHANGED = "unchanged", _("What stays as it is")
    STATED = "stated", _("What is stated")
    MISCELLANEOUS = "miscellaneous", _("Other provisions")
    CLOSING = "closing", _("Closing")


PRINTED_KINDS = {
    "joint_agreement": "Kesepakatan Bersama",
    "cooperation_agreement": "Perjanjian Kerja Sama",
    "synergy_note": "Nota Kesepakatan",
    "work_plan": "Rencana Kerja",
    "letter_of_intent": "Pernyataan Kehendak",
    "foreign_mou": "Naskah Kerja Sama",
    "addendum": "Adendum",
    "statement": "Surat Pernyataan",
}
# In years, where regulation sets one (Permendagri 25/2020 art. 13 and 32); a setting for the rest.
TERM_CAPS = {"letter_of_intent": 1, "foreign_mou": 5}
TERM_UNITS = {"year": "tahun", "month": "bulan", "day": "hari kalender"}
