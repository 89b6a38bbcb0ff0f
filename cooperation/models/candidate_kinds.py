"""What a candidate may be called, and how much it presses."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CandidateKind(models.TextChoices):
    ADOPTION = "adoption", _("Adoption of an innovation")
    KNOWLEDGE_SHARING = "knowledge_sharing", _("Knowledge sharing")
    JOINT_PROGRAMME = "joint_programme", _("Joint programme")
    DATA_EXCHANGE = "data_exchange", _("Data exchange")
    OTHER = "other", _("Other")


class CooperationKind(models.TextChoices):
    """The kinds of PP 28/2018; see the domain brief §1.2."""

    KSDD_MANDATORY = "ksdd_mandatory", _("Mandatory cooperation between regions (KSDD wajib)")
    KSDD_VOLUNTARY = "ksdd_voluntary", _("Voluntary cooperation between regions (KSDD sukarela)")
    KSDPK = "ksdpk", _("Cooperation with a third party (KSDPK)")
    SYNERGY = "synergy", _("Synergy with central government")
    FOREIGN_GOVERNMENT = "foreign_government", _("With a foreign local government (KSDPL)")
    FOREIGN_INSTITUTION = "foreign_institution", _("With a foreign institution (KSDLL)")
    INFORMAL = "internal_or_informal", _("Without a legal instrument")


class Priority(models.TextChoices):
    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")
    LOW = "low", _("Low")
