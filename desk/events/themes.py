"""What an event is about, and what people subscribe to. Names are views'."""

from enum import StrEnum


class Theme(StrEnum):
    """The programmes' own themes. What organisations learn goes by the areas of mentoring as well,
    so that one interest is one word: their values are the same where both know it.
    """

    PARTICIPATION = "participation"  # of citizens, in local decisions
    CONSENSUS = "consensus"  # public disputes and agreement
    PARTNERSHIP = "partnership"
    ADVOCACY = "advocacy"
    PUBLIC = "public"  # relations with the public and with constituents

    CAREERS = "careers"  # counselling
    ELDERLY = "elderly"  # care for the elderly
    COMMUNITY_CENTRES = "community_centres"  # of the Roma and Egyptian communities
    WASTE = "waste"  # in towns
    CHILDREN = "children"  # with special needs
    WOMEN_YOUTH = "women_youth"

    GOOD_PRACTICE = "good_practice"
    INNOVATION = "innovation"  # social
    ENTERPRISE = "enterprise"  # social entrepreneurship
    ACCESSIBILITY = "accessibility"
    DIVERSITY = "diversity"  # cultural
    QUALITY = "quality"
    LEADERSHIP = "leadership"
    FUNDRAISING = "fundraising"
    MANAGEMENT = "management"  # new models of it
    EQUALITY = "equality"
