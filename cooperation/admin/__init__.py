"""Reference data and users for administrators. Records with a workflow are not here."""

from cooperation.admin.people import (
    HoldingAdmin,
    KeyAdmin,
    MembershipAdmin,
    OfficialAdmin,
    PersonAdmin,
)
from cooperation.admin.records import Site
from cooperation.admin.reference import AffairAdmin, AgencyAdmin, CodeAdmin, RegionAdmin

site = Site(name="admin")
for page in [
    RegionAdmin,
    AffairAdmin,
    CodeAdmin,
    AgencyAdmin,
    OfficialAdmin,
    HoldingAdmin,
    PersonAdmin,
    MembershipAdmin,
    KeyAdmin,
]:
    site.register(page.record, page)

__all__ = ["site"]
