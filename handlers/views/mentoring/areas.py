"""What the areas of help are called, the words people use for them, and an area found by those."""

from collections.abc import Iterable, Mapping, Sequence

import faq
from desk.mentoring.areas import Area
from faq.grams import runs
from handlers.texts import N_, Texts

NAMES: Mapping[Area, str] = {
    Area.GOVERNANCE: N_("Governance"),
    Area.STRATEGY: N_("Strategy and planning"),
    Area.PEOPLE: N_("Staff and volunteers"),
    Area.FINANCE: N_("Finance"),
    Area.PROGRAMMES: N_("Projects and programmes"),
    Area.PUBLIC: N_("Relations with the public"),
    Area.LEARNING: N_("Learning and evaluation"),
    Area.GOALS: N_("Advocacy: goals"),
    Area.EVIDENCE: N_("Advocacy: evidence"),
    Area.ALLIANCES: N_("Advocacy: alliances"),
    Area.INSTITUTIONS: N_("Advocacy: institutions"),
    Area.MEDIA: N_("Advocacy: media"),
    Area.PARTICIPATION: N_("Advocacy: participation"),
    Area.RESOURCES: N_("Advocacy: resources"),
    Area.FUNDRAISING: N_("Fundraising"),
    Area.LEADERSHIP: N_("Leadership"),
    Area.QUALITY: N_("Quality"),
    Area.EQUALITY: N_("Gender equality"),
    Area.ACCESSIBILITY: N_("Accessibility"),
    Area.DIVERSITY: N_("Diversity and inclusion"),
    Area.INNOVATION: N_("Innovation"),
    Area.ENTERPRISE: N_("Social enterprise"),
    Area.DIGITAL: N_("Digital tools"),
    Area.LAW: N_("Law"),
}
# Translated by what people type in that language, not word by word: commas part the wordings.
WORDS: Mapping[Area, str] = {
    Area.GOVERNANCE: N_(
        "governance, board, assembly, statute, management board, decision making, "
        "conflict of interest, internal rules"
    ),
    Area.STRATEGY: N_("strategy, strategic plan, vision, mission, planning, work plan"),
    Area.PEOPLE: N_(
        "staff, volunteers, human resources, team, recruitment, contracts of employment, burnout"
    ),
    Area.FINANCE: N_(
        "budget, accounting, bookkeeping, financial report, invoices, audit, tax, procurement, "
        "cash flow"
    ),
    Area.PROGRAMMES: N_(
        "project, project cycle, project management, activities, logical framework, "
        "narrative report, beneficiaries"
    ),
    Area.PUBLIC: N_(
        "public relations, visibility, website, newsletter, annual report, community, "
        "constituents, brand"
    ),
    Area.LEARNING: N_("learning, evaluation, monitoring, indicators, lessons learnt, training"),
    Area.GOALS: N_("advocacy, advocacy plan, campaign, policy change, lobbying"),
    Area.EVIDENCE: N_("research, survey, analysis, data, policy brief, evidence"),
    Area.ALLIANCES: N_("alliance, network, coalition, partnership, partners, cooperation"),
    Area.INSTITUTIONS: N_(
        "municipality, ministry, parliament, government, institutions, decision makers, mayor"
    ),
    Area.MEDIA: N_("media, press, journalists, press release, television, interview"),
    Area.PARTICIPATION: N_(
        "public hearing, citizens, participation, petition, consultation, public debate"
    ),
    Area.RESOURCES: N_("resources for advocacy, advocacy budget, advocacy team"),
    Area.FUNDRAISING: N_(
        "fundraising, donors, donations, proposal, application, grant proposal, crowdfunding, "
        "sponsors"
    ),
    Area.LEADERSHIP: N_("leadership, leader, director, coaching, succession, delegation"),
    Area.QUALITY: N_("quality, standards, procedures, certification, quality management"),
    Area.EQUALITY: N_("gender, gender equality, women, gender based violence, feminism"),
    Area.ACCESSIBILITY: N_(
        "accessibility, disability, wheelchair, sign language, easy language, ramp"
    ),
    Area.DIVERSITY: N_("diversity, inclusion, minorities, Roma, discrimination, youth, returnees"),
    Area.INNOVATION: N_("innovation, new ideas, design thinking, prototype, pilot"),
    Area.ENTERPRISE: N_(
        "social enterprise, business plan, sales, cooperative, market, products, own income"
    ),
    Area.DIGITAL: N_(
        "digital tools, social media, Facebook, computer, software, data protection, "
        "online safety, artificial intelligence"
    ),
    Area.LAW: N_("law, legal advice, registration, contract, licence, lawyer, regulations"),
}

Phrasings = Mapping[Area, Sequence[str]]

# Of the runs of letters of a word of ours, so many are in an inflected form of it.
_ALIKE = 0.6


def name(area: Area, _: Texts) -> str:
    return _.label(NAMES[area])


def names(areas: Iterable[Area], _: Texts) -> str:
    """In the order in which areas are always listed."""
    wanted = frozenset(areas)
    return ", ".join(name(area, _) for area in Area if area in wanted)


def phrasings(_: Texts) -> Phrasings:
    """Each area's name, and the words that people use for it."""
    return {
        area: (name(area, _), *filter(None, map(str.strip, _.label(WORDS[area]).split(","))))
        for area in Area
    }


def found(text: str, known: Phrasings, language: str) -> list[Area]:
    """The areas that a text speaks of, the one that it speaks of most first.

    A wording is met where each of its words is, inflected or not, in any script, without marks.
    """
    typed = [_runs(word) for word in _words(text, language)]
    scores = {
        area: sorted((_score(words, typed, language) for words in wordings), reverse=True)
        for area, wordings in known.items()
    }
    met = [area for area, best in scores.items() if best and best[0] >= _ALIKE]
    return sorted(met, key=lambda area: scores[area][:3], reverse=True)


def called(text: str, every: Iterable[Texts]) -> Area | None:
    """By its own name in any of the languages, or by what the program calls it."""
    wanted = faq.fold(text)
    for area in Area:
        if wanted in {faq.fold(area), *(faq.fold(name(area, _)) for _ in every)}:
            return area
    return None


def _words(text: str, language: str) -> list[str]:
    return faq.searched(faq.fold(text), language).split()


def _runs(word: str) -> frozenset[str]:
    return frozenset(runs(word))


def _score(wording: str, typed: Sequence[frozenset[str]], language: str) -> float:
    """How well the word of it is met that is met least."""
    parts = [_runs(word) for word in _words(wording, language)]
    return min(
        (max((_held(part, word) for word in typed), default=0.0) for part in parts), default=0.0
    )


def _held(part: frozenset[str], word: frozenset[str]) -> float:
    return len(part & word) / len(part)
