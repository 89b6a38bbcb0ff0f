"""Regions, affairs and agencies: public to everybody who is signed in."""

from rest_framework import serializers

from api.shapes.base import AgencyRef
from cooperation.models import Agency, FormerName, GovernmentAffair, Region


class RegionRef(serializers.ModelSerializer):
    class Meta:
        model = Region
        fields = ["id", "code", "name"]


class RegionShape(serializers.ModelSerializer):
    parent = RegionRef(read_only=True)

    class Meta:
        model = Region
        fields = [
            "id",
            "code",
            "name",
            "alias",
            "type",
            "parent",
            "is_autonomous",
            "valid_from",
            "valid_to",
        ]


class AffairShape(serializers.ModelSerializer):
    class Meta:
        model = GovernmentAffair
        fields = ["id", "code", "name", "group"]


class AffairRef(serializers.ModelSerializer):
    class Meta:
        model = GovernmentAffair
        fields = ["id", "code", "name"]


class FormerNameShape(serializers.ModelSerializer):
    class Meta:
        model = FormerName
        fields = ["name", "until", "note"]


class AgencyShape(serializers.ModelSerializer):
    parent = AgencyRef(read_only=True)
    region = RegionRef(read_only=True)
    former_names = FormerNameShape(many=True, read_only=True)

    class Meta:
        model = Agency
        fields = [
            "id",
            "version",
            "code",
            "kind",
            "name",
            "short_name",
            "former_names",
            "parent",
            "region",
            "time_zone",
            "ended_on",
            "seat",
            "address",
            "phone",
            "email",
            "website",
        ]
