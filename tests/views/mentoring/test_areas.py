"""Areas are found in what people type: inflected, in both scripts, without marks."""

import pytest

from desk.languages import Language
from desk.mentoring.areas import Area
from handlers.views.mentoring import areas
from tests.world import CATALOGUES

OURS = {
    "sq": {
        Area.FINANCE: ("Financa", "buxhet", "kontabilitet", "raport financiar", "fatura"),
        Area.PEOPLE: ("Stafi dhe vullnetarët", "vullnetarë", "punonjës", "ekip"),
        Area.STRATEGY: ("Strategji", "plan strategjik"),
        Area.ENTERPRISE: ("Ndërmarrje sociale", "plan biznesi"),
        Area.LAW: ("Ligj", "statut", "avokat"),
    },
    "sr": {
        Area.FINANCE: ("Finansije", "budžet", "računovodstvo", "finansijski izveštaj"),
        Area.PEOPLE: ("Zaposleni i volonteri", "volonteri", "ljudski resursi"),
        Area.STRATEGY: ("Strategija", "strateški plan"),
        Area.MEDIA: ("Mediji", "novinari", "saopštenje"),
        Area.LAW: ("Pravo", "ugovor", "građansko pravo"),
    },
    "tr": {
        Area.FINANCE: ("Finans", "bütçe", "muhasebe", "mali rapor"),
        Area.PEOPLE: ("Çalışanlar ve gönüllüler", "gönüllü", "insan kaynakları"),
        Area.STRATEGY: ("Strateji", "stratejik plan"),
        Area.FUNDRAISING: ("Kaynak geliştirme", "bağışçı", "proje teklifi"),
    },
    "eu": {
        Area.FINANCE: ("Finantzak", "aurrekontu", "kontabilitate", "diru-kontu"),
        Area.PEOPLE: ("Langileak eta boluntarioak", "boluntario", "giza baliabide"),
        Area.STRATEGY: ("Estrategia", "plan estrategiko"),
        Area.EQUALITY: ("Genero-berdintasuna", "emakume", "berdintasun"),
    },
}


@pytest.mark.parametrize(
    ("language", "typed", "first"),
    [
        ("sq", "Na duhet ndihmë me buxhetin e projektit", Area.FINANCE),
        ("sq", "raportin financiar nuk e dime", Area.FINANCE),
        ("sq", "si ti mbajme vullnetaret", Area.PEOPLE),
        ("sq", "hartimi i planit strategjik", Area.STRATEGY),
        ("sq", "a është kjo sipas ligjit?", Area.LAW),
        ("sr", "treba nam pomoć oko budžeta", Area.FINANCE),
        ("sr", "треба нам помоћ око буџета", Area.FINANCE),
        ("sr", "racunovodstvom se niko ne bavi", Area.FINANCE),
        ("sr", "pisanje finansijskih izvestaja", Area.FINANCE),
        ("sr", "Како да нађемо волонтере", Area.PEOPLE),
        ("sr", "strateskog plana nemamo", Area.STRATEGY),
        ("sr", "razgovor sa novinarima", Area.MEDIA),
        ("sr", "gradjansko pravo", Area.LAW),
        ("sr", "gradansko pravo", Area.LAW),
        ("tr", "bütçemizi nasıl hazırlayalım", Area.FINANCE),
        ("tr", "butcemizi nasil hazirlayalim", Area.FINANCE),
        ("tr", "GÖNÜLLÜLERİMİZ dağıldı", Area.PEOPLE),
        ("tr", "bagiscilara mektup", Area.FUNDRAISING),
        ("tr", "stratejik planımız yok", Area.STRATEGY),
        ("eu", "aurrekontuarekin laguntza behar dugu", Area.FINANCE),
        ("eu", "boluntarioekin lan egiteko", Area.PEOPLE),
        ("eu", "plan estrategikoa idatzi nahi dugu", Area.STRATEGY),
        ("eu", "emakumeentzako tailerra", Area.EQUALITY),
    ],
)
def test_an_area_is_found_in_inflected_words(language: str, typed: str, first: Area) -> None:
    assert areas.found(typed, OURS[language], language)[:1] == [first]


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        ("sq", "Mirëdita"),
        ("sq", "plani"),
        ("sr", "Dobar dan, imamo pitanje"),
        ("sr", "izveštaj"),
        ("tr", "kolay gelsin"),
        ("tr", "rapor"),
        ("eu", "kaixo"),
        ("eu", ""),
        ("sq", "🎉 ?!"),
    ],
)
def test_what_speaks_of_no_area_finds_none(language: str, typed: str) -> None:
    """One word of a wording of two is not enough."""
    assert areas.found(typed, OURS[language], language) == []


def test_of_several_areas_the_one_with_more_wordings_comes_first() -> None:
    typed = "buxheti, faturat dhe kontabiliteti, pastaj vullnetarët"
    assert areas.found(typed, OURS["sq"], "sq") == [Area.FINANCE, Area.PEOPLE]


@pytest.mark.parametrize("language", Language)
def test_every_area_is_found_by_all_that_the_catalogue_calls_it(language: Language) -> None:
    _ = CATALOGUES.texts(language)
    known = areas.phrasings(_)
    assert len({wordings[0] for wordings in known.values()}) == len(Area)
    for area, wordings in known.items():
        assert len(wordings) >= 4
        for wording in wordings:
            assert area in areas.found(wording, known, language), wording


@pytest.mark.parametrize("language", Language)
def test_an_area_is_known_by_its_name_in_any_language_and_by_its_own(language: Language) -> None:
    every = [CATALOGUES.texts(one) for one in Language]
    for area in Area:
        assert areas.called(areas.name(area, CATALOGUES.texts(language)).upper(), every) is area
        assert areas.called(area.value, every) is area
    assert areas.called("nothing of the kind", every) is None
