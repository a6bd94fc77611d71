"""Canned replies: which words a member reads, what is filled in, and what is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.canned import (
    FACTS,
    MOST_FILLED,
    MOST_WRITTEN,
    Canned,
    ChangedMeanwhile,
    Draft,
    Filled,
    NoLanguage,
    NoSuchReply,
    Reply,
    Text,
    TooMuch,
    UnknownPlaceholders,
    Version,
    bare,
    check,
    fill,
    gathered,
    is_slug,
    ordered,
    title_of,
    units,
)
from desk.languages import Language
from tests.desk.stores import MORNING, later

EN, TR, SR, CYRILLIC = Language.EN, Language.TR, Language.SR_LATN, Language.SR_CYRL


def text_of(html: str = "Hello", language: Language = EN, slug: str = "hello") -> Text:
    return Text(slug, language, "general", html, 900, MORNING)


def reply_of(topic: str = "general", slug: str = "hello", **texts: str) -> Reply:
    return Reply(slug, topic, {Language(name): html for name, html in texts.items()})


@dataclass
class KnownReplies:
    rows: dict[tuple[str, Language], Text] = field(default_factory=dict)
    drafts: dict[tuple[int, str], Draft] = field(default_factory=dict)

    async def all(self) -> list[Text]:
        return list(self.rows.values())

    async def of(self, slug: str, *, locked: bool = False) -> list[Text]:  # noqa: ARG002
        return [text for text in self.rows.values() if text.slug == slug]

    async def write(self, text: Text, before: str | None) -> bool:
        known = self.rows.get((text.slug, text.language))
        if (known and known.html) != before:
            return False
        self.rows[text.slug, text.language] = text
        return True

    async def delete(self, slug: str, languages: Sequence[Language]) -> None:
        for language in languages:
            del self.rows[slug, language]

    async def draft(self, message_id: int, group: str) -> Draft | None:
        return self.drafts.get((message_id, group))

    async def begun(self, slug: str) -> str | None:
        topics = [d.topic for _, d in sorted(self.drafts.items()) if d.slug == slug]
        return topics[-1] if topics else None

    async def keep(self, draft: Draft) -> None:
        self.drafts[draft.message_id, draft.group_name] = draft

    async def drop(self, message_id: int, group: str) -> None:
        self.drafts.pop((message_id, group), None)


# Which words


def test_a_member_reads_their_own_language_where_it_is_written() -> None:
    reply = reply_of(en="Hello", tr="Merhaba")
    assert reply.version(TR) == Version(TR, "Merhaba", is_asked=True)


def test_where_it_is_not_english_comes_first_and_then_any() -> None:
    assert reply_of(sq="Tung", en="Hello").version(TR) == Version(EN, "Hello", is_asked=False)
    assert reply_of(eu="Kaixo").version(TR) == Version(Language.EU, "Kaixo", is_asked=False)


def test_cyrillic_is_made_from_latin_and_what_is_no_word_of_a_text_stays() -> None:
    html = 'Zdravo, {name}: <a href="https://linja.example/a">ovde</a>, <code>kod</code>'
    made = 'Здраво, {name}: <a href="https://linja.example/a">овде</a>, <code>kod</code>'
    assert reply_of(sr_Latn=html).version(CYRILLIC) == Version(CYRILLIC, made, is_asked=True)


def test_latin_is_made_from_cyrillic_where_only_that_is_written() -> None:
    html = '<a href="https://сајт.example/{number}">Овде</a>, {name} &amp; љубав'
    made = '<a href="https://сајт.example/{number}">Ovde</a>, {name} &amp; ljubav'
    assert reply_of(sr_Cyrl=html).in_language(SR) == made


def test_each_script_that_is_written_is_read_as_it_was_written() -> None:
    reply = reply_of(sr_Latn="Dobar dan", sr_Cyrl="Добро јутро")
    assert reply.in_language(SR) == "Dobar dan"
    assert reply.in_language(CYRILLIC) == "Добро јутро"


@pytest.mark.parametrize("words", ["thank", "THANK you", "Faleminderit kerkesa", "bold move", ""])
def test_a_reply_is_found_by_words_of_its_title_and_its_texts(words: str) -> None:
    reply = reply_of(slug="thank-you", sq="Faleminderit, kërkesa", en="A <b>b</b>old move")
    assert reply.has(words.lower().split())


@pytest.mark.parametrize("words", ["thanks", "href", "faleminderit budget"])
def test_a_reply_is_not_found_by_others(words: str) -> None:
    reply = reply_of(slug="thank-you", sq='<a href="https://a.example">Faleminderit</a>')
    assert not reply.has(words.split())


def test_what_a_request_is_about_comes_first_then_what_is_general() -> None:
    topics = ["grants", "forums", "mentoring"]
    replies = [reply_of(topic, slug=topic) for topic in ("mentoring", "gone", "general", "grants")]
    assert [r.slug for r in ordered(replies, topics)] == ["general", "grants", "mentoring", "gone"]
    first = ordered(replies, topics, "mentoring")
    assert [r.slug for r in first] == ["mentoring", "general", "grants", "gone"]


def test_texts_of_one_name_are_one_reply_in_the_topic_that_it_was_given_first() -> None:
    moved = replace(text_of("Merhaba", TR), topic="grants", changed_at=later(hours=1))
    (reply,) = gathered([moved, text_of()])
    assert reply == Reply("hello", "general", {TR: "Merhaba", EN: "Hello"})


@pytest.mark.parametrize("word", ["a", "thank-you", "2-budget-rules-9", "a" * 24])
def test_a_name_has_small_letters_digits_and_hyphens(word: str) -> None:
    assert is_slug(word)


@pytest.mark.parametrize("word", ["", "-a", "a-", "a--b", "ë", "A", "a:b", "a" * 25])
def test_no_other_name_is_one(word: str) -> None:
    assert not is_slug(word)


def test_a_name_reads_as_a_title() -> None:
    assert title_of("thank-you") == "Thank you"


# What is filled in


def test_facts_are_filled_in_as_words_and_not_as_formatting() -> None:
    filled = fill("<b>Dear {name}</b>, {name}: {number}", {"name": "A<b> & co", "number": "7"})
    assert filled == Filled("<b>Dear A&lt;b&gt; &amp; co</b>, A&lt;b&gt; &amp; co: 7", ())
    assert bare(filled.html) == "Dear A<b> & co, A<b> & co: 7"


def test_a_fact_cannot_fill_in_another() -> None:
    assert fill("{name} {number}", {"name": "{number}", "number": "7"}).html == "{number} 7"


def test_what_nothing_is_known_for_is_named_once_and_stays() -> None:
    filled = fill("{hours} {name} {hours} {service}", {"name": "Ane", "hours": ""})
    assert filled == Filled("{hours} Ane {hours} {service}", ("hours", "service"))


def test_braces_that_hold_no_name_are_braces() -> None:
    assert fill("{} { name } {a b}", {}) == Filled("{} { name } {a b}", ())


@given(st.text(max_size=50), st.sampled_from(FACTS))
def test_whatever_a_fact_says_is_read_as_it_is(fact: str, name: str) -> None:
    assert bare(fill(f"<i>{{{name}}}</i>", {name: fact or "x"}).html) == (fact or "x")


def test_what_grows_too_long_when_it_is_filled_does_not_fit() -> None:
    assert fill("<b>{name}</b>", {"name": "x" * MOST_FILLED}).fits
    assert not fill("<b>{name}</b>", {"name": "x" * (MOST_FILLED + 1)}).fits


# What is refused


def test_an_unknown_placeholder_is_named() -> None:
    check(" ".join(f"{{{name}}}" for name in FACTS))
    with pytest.raises(UnknownPlaceholders) as refused:
        check("{nmae} {name} {офис}")
    assert refused.value.names == ("nmae", "офис")


def test_a_placeholder_that_formatting_runs_through_is_refused() -> None:
    check("<b>{name}</b>")
    with pytest.raises(UnknownPlaceholders) as refused:
        check("{<b>name</b>}")
    assert refused.value.names == ("name",)


def test_a_text_is_measured_as_telegram_does() -> None:
    check("<b>" + "&amp;" * MOST_WRITTEN + "</b>")
    assert units("👍") == 2
    with pytest.raises(TooMuch) as refused:
        check("👍" * (MOST_WRITTEN // 2 + 1))
    assert refused.value.most == MOST_WRITTEN


# Writing and deleting


async def test_a_reply_to_a_message_is_the_text_it_is_about() -> None:
    canned = Canned(KnownReplies())
    await canned.begin(4, "hello", "grants")
    draft = await canned.write_in(5, "hello", EN)
    assert draft == Draft(5, "hello", "grants", EN, None)
    await canned.write(draft, "Hello", 900, MORNING)
    assert (await canned.get("hello")).texts == {EN: "Hello"}
    assert await canned.draft(5) == replace(draft, before="Hello")
    await canned.leave(5)
    assert await canned.draft(5) is None


async def test_a_new_text_is_in_the_topic_of_its_reply() -> None:
    canned = Canned(KnownReplies())
    await canned.write(Draft(5, "hello", "grants", EN, None), "Hello", 900, MORNING)
    await canned.begin(6, "hello", "general")
    assert (await canned.write_in(7, "hello", TR)).topic == "grants"


async def test_what_somebody_else_has_written_meanwhile_stays() -> None:
    canned = Canned(KnownReplies())
    await canned.begin(4, "hello", "general")
    first, second = [await canned.write_in(number, "hello", EN) for number in (5, 6)]
    await canned.write(first, "Hello", 900, MORNING)
    with pytest.raises(ChangedMeanwhile):
        await canned.write(second, "Good morning", 901, later(hours=1))
    assert (await canned.get("hello")).texts == {EN: "Hello"}


async def test_a_refused_text_changes_nothing() -> None:
    canned = Canned(KnownReplies())
    await canned.begin(4, "hello", "general")
    draft = await canned.write_in(5, "hello", EN)
    with pytest.raises(UnknownPlaceholders):
        await canned.write(draft, "{nobody}", 900, MORNING)
    assert await canned.all() == []
    assert await canned.draft(5) == draft


async def test_a_text_needs_a_language_and_a_name_that_somebody_began() -> None:
    canned = Canned(KnownReplies())
    with pytest.raises(NoSuchReply):
        await canned.write_in(5, "hello", EN)
    with pytest.raises(NoLanguage):
        await canned.write(Draft(5, "hello", "general"), "Hello", 900, MORNING)


async def test_only_what_was_seen_is_deleted_and_only_once() -> None:
    canned = Canned(KnownReplies())
    draft = await canned.write(Draft(5, "hello", "general", EN, None), "Hello", 900, MORNING)
    seen = (await canned.get("hello")).seal
    await canned.write(draft, "Good morning", 900, MORNING)
    with pytest.raises(ChangedMeanwhile):
        await canned.delete("hello", seen)
    await canned.delete("hello", (await canned.get("hello")).seal)
    for missing in (canned.delete("hello", seen), canned.get("hello")):
        with pytest.raises(NoSuchReply):
            await missing


async def test_words_look_through_all_replies() -> None:
    store = KnownReplies()
    for text in (text_of("Good day"), text_of("Iyi günler", TR, "evening")):
        store.rows[text.slug, text.language] = text
    assert [reply.slug for reply in await Canned(store).looked_for("GÜNLER")] == ["evening"]
    assert await Canned(store).looked_for("night") == []
