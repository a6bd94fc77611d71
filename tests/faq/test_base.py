"""Finding one's way in a base: by slug, by topic, and where a translation is missing."""

import faq
from faq.base import TopicCard


def test_an_entry_is_read_with_all_its_fields(base: faq.Base) -> None:
    entry = base.get("opening-hours", "sr_Latn")
    assert entry is not None
    assert (entry.topic, entry.language, entry.title) == (
        "visits",
        "sr_Latn",
        "Kada radi kancelarija?",
    )
    assert entry.answer.startswith("Kancelarija radi %(office_hours)s.\n\n- Dođite")
    assert entry.phrasings[1] == "da li radite subotom"
    assert (entry.tags, entry.related) == (("kancelarija", "vreme"), ("where-to-find-us",))


def test_what_nobody_translated_is_found_in_english_only_when_asked_for(base: faq.Base) -> None:
    assert base.get("where-to-find-us", "tr") is None
    found = base.find("where-to-find-us", "tr")
    assert found is not None
    assert found.language == "en"


def test_what_there_is_in_the_language_wins_over_english(base: faq.Base) -> None:
    found = base.find("opening-hours", "tr")
    assert found is not None
    assert found.title == "Ofis ne zaman açık?"


def test_an_unknown_slug_is_absent(base: faq.Base) -> None:
    assert base.get("no-such-thing", "en") is None
    assert base.find("no-such-thing", "en") is None


def test_topics_come_in_their_order_with_english_titles_where_needed(base: faq.Base) -> None:
    assert base.topics("sr_Latn") == (faq.Topic("money", "Novac"), faq.Topic("visits", "Posete"))
    assert base.topics("tr") == (faq.Topic("money", "Money"), faq.Topic("visits", "Ziyaretler"))


def test_a_topic_lists_every_entry_by_title(base: faq.Base) -> None:
    titles = [entry.title for entry in base.in_topic("money", "sr_Latn")]
    assert titles == ["Da li plaćate putovanje?", "Kako se podnosi izveštaj o grantu?"]
    titles = [entry.title for entry in base.in_topic("visits", "tr")]
    assert titles == ["Ofis ne zaman açık?", "Where do we find you?"]


def test_an_unknown_topic_is_empty(base: faq.Base) -> None:
    assert base.in_topic("no-such-topic", "en") == ()


def test_a_base_knows_its_languages(base: faq.Base) -> None:
    assert base.languages == {"en", "sr_Latn", "sr_Cyrl", "tr"}
    assert len(base.entries) == 15


def test_an_entry_carries_nothing_but_its_words_unless_its_file_says_so(base: faq.Base) -> None:
    entry = base.get("opening-hours", "en")
    assert entry is not None
    assert (entry.service, entry.flow, entry.file, entry.place) == ("", "", "", None)


def test_a_topic_without_titles_is_shown_by_its_slug() -> None:
    assert TopicCard("visits", 0, {}).in_language("tr") == faq.Topic("visits", "visits")
    assert TopicCard("visits", 0, {"tr": "Ziyaretler"}).in_language("tr").title == "Ziyaretler"
