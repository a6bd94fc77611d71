"""People ask the line in their own words, script and spelling, and find the shipped entries."""

import pytest

import faq
from faq import Outcome

ASKED = {
    "sq": [
        ("si të regjistrohemi për trajnimin e radhës", "training-sign-up"),
        ("si mund te regjistrohem ne forum", "forum-sign-up"),
        ("DUA TË FLAS ME NJË PERSON", "open-a-request"),
        ("dua te flas me dikend", "open-a-request"),
        ("kur do te marr pergjigje", "when-will-i-get-an-answer"),
        ("fshini te dhenat e mia ju lutem", "see-or-delete-your-data"),
        ("a mund te dergoj nje foto", "files-and-voice"),
        ("kush mund te kete mentor", "who-may-have-a-mentor"),
        ("ku eshte zyra e mbeshtetjes", "support-office"),
        ("si ta ndryshoj gjuhen", "languages-and-script"),
        ("nuk mund te vij ne forum", "when-you-cannot-come"),
        ("cka eshte maratona e ideve", "idea-marathons"),
    ],
    "sr_Latn": [
        ("kako da se prijavimo na sledeću obuku", "training-sign-up"),
        ("kako da se prijavim na forum", "forum-sign-up"),
        ("ZELIM DA PRICAM SA COVEKOM", "open-a-request"),
        ("koliko se čeka na odgovor", "when-will-i-get-an-answer"),
        ("obrisite moje podatke", "see-or-delete-your-data"),
        ("mogu li da pošaljem fotografiju", "files-and-voice"),
        ("ko moze da dobije mentora", "who-may-have-a-mentor"),
        ("gde je kancelarija za podrsku", "support-office"),
        ("како да променим писмо на ћирилицу", "languages-and-script"),
        ("не могу да дођем на форум", "when-you-cannot-come"),
        ("sta je maraton ideja", "idea-marathons"),
        ("ko može da dobije fasilitatora", "who-gets-facilitation"),
    ],
    "sr_Cyrl": [
        ("како да се пријавимо на следећу обуку", "training-sign-up"),
        ("kako da se prijavim na forum", "forum-sign-up"),
        ("колико се чека на одговор", "when-will-i-get-an-answer"),
        ("obrišite moje podatke", "see-or-delete-your-data"),
        ("gde je kancelarija za podrsku", "support-office"),
        ("шта је маратон идеја", "idea-marathons"),
    ],
    "tr": [
        ("bir sonraki eğitime nasıl kaydolabilirim", "training-sign-up"),
        ("foruma nasil kayit olurum", "forum-sign-up"),
        ("BİR İNSANLA KONUŞMAK İSTİYORUM", "open-a-request"),
        ("cevabim ne zaman gelir", "when-will-i-get-an-answer"),
        ("verilerimi silmek istiyorum", "see-or-delete-your-data"),
        ("fotograf gonderebilirmiyim", "files-and-voice"),
        ("kimler mentor alabilir", "who-may-have-a-mentor"),
        ("destek ofisiniz nerede", "support-office"),
        ("dili nasil degistiririm", "languages-and-script"),
        ("FORUMA GELEMIYORUM", "when-you-cannot-come"),
        ("fikir maratonlarina nasil katilabiliriz", "idea-marathons"),
        ("kapasite degerlendirmesi nedir", "capacity-assessment"),
    ],
    "eu": [
        ("nola eman izena hurrengo prestakuntzan", "training-sign-up"),
        ("foroan izena eman nahi dut", "forum-sign-up"),
        ("pertsona batekin hitz egin nahi dut", "open-a-request"),
        ("noiz jasoko dut erantzuna", "when-will-i-get-an-answer"),
        ("nire datuak ezabatu nahi ditut", "see-or-delete-your-data"),
        ("argazkiak bidal ditzaket?", "files-and-voice"),
        ("nork izan dezake mentorea", "who-may-have-a-mentor"),
        ("non dago laguntza bulegoa", "support-office"),
        ("nola aldatzen da hizkuntza", "languages-and-script"),
        ("ezin naiz foroara joan", "when-you-cannot-come"),
        ("zer dira ideia maratoiak", "idea-marathons"),
        ("nola dira lan-saio irekiak", "open-work-sessions"),
    ],
    "en": [
        ("how can we sign up for the next training", "training-sign-up"),
        ("How do I register for the forum?", "forum-sign-up"),
        ("I'D LIKE TO TALK TO A HUMAN", "open-a-request"),
        ("when will somebody reply", "when-will-i-get-an-answer"),
        ("please delete all my data", "see-or-delete-your-data"),
        ("can i send you fotos", "files-and-voice"),
        ("who can have a mentor", "who-may-have-a-mentor"),
        ("where's the support office", "support-office"),
        ("how to change the langauge", "languages-and-script"),
        ("i cannot come to the forum", "when-you-cannot-come"),
        ("what is an idea marathon", "idea-marathons"),
        ("explain the capacity assesment", "capacity-assessment"),
    ],
}
# So many entries does a person get to see.
SHOWN = {Outcome.ANSWER: 1, Outcome.CHOICE: 3, Outcome.NONE: 0}


@pytest.mark.parametrize(
    ("language", "query", "slug"),
    [(language, query, slug) for language, asked in ASKED.items() for query, slug in asked],
)
def test_a_question_is_answered_or_offered(
    shipped_index: faq.Index, language: str, query: str, slug: str
) -> None:
    answer = shipped_index.search(query, language)
    assert slug in {hit.slug for hit in answer.hits[: SHOWN[answer.outcome]]}, answer


@pytest.mark.parametrize("language", ASKED)
def test_most_questions_are_answered_at_once(shipped_index: faq.Index, language: str) -> None:
    answers = [shipped_index.search(query, language) for query, _ in ASKED[language]]
    answered = [answer for answer in answers if answer.outcome is Outcome.ANSWER]
    assert len(answered) >= 0.5 * len(answers)
