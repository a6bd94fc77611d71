"""In what an organisation may be helped. Their names and the words people use for them are views'.

The first seven are the dimensions by which an organisation is assessed, the next seven those of its
advocacy; the last are what organisations ask for besides.
"""

from enum import StrEnum


class Area(StrEnum):
    GOVERNANCE = "governance"
    STRATEGY = "strategy"
    PEOPLE = "people"  # staff and volunteers
    FINANCE = "finance"
    PROGRAMMES = "programmes"
    PUBLIC = "public"  # relations with the public and with constituents
    LEARNING = "learning"

    GOALS = "goals"
    EVIDENCE = "evidence"
    ALLIANCES = "alliances"
    INSTITUTIONS = "institutions"  # those who decide
    MEDIA = "media"
    PARTICIPATION = "participation"  # of citizens
    RESOURCES = "resources"

    FUNDRAISING = "fundraising"
    LEADERSHIP = "leadership"
    QUALITY = "quality"
    EQUALITY = "equality"
    ACCESSIBILITY = "accessibility"
    DIVERSITY = "diversity"
    INNOVATION = "innovation"
    ENTERPRISE = "enterprise"  # social entrepreneurship
    DIGITAL = "digital"
    LAW = "law"
