"""Which fields a generated message gets: who wrote it, what it holds, what surrounds it."""

from random import Random

# What surrounds the content of a message and may stand beside any of it.
SURROUNDINGS = (
    "reply_to_message", "sender_boost_count", "sender_tag", "forward_origin", "external_reply",
    "quote", "reply_to_story", "reply_to_poll_option_id", "via_bot", "is_automatic_forward",
    "has_protected_content", "is_from_offline", "is_paid_post", "author_signature", "effect_id",
    "paid_star_count", "reply_markup", "suggested_post_info", "direct_messages_topic",
    "reply_to_checklist_task_id", "business_connection_id", "receiver_user", "ephemeral_message_id",
    "guest_query_id", "sender_business_bot", "guest_bot_caller_user", "guest_bot_caller_chat",
)  # fmt: skip
CAPTIONED = (
    "photo",
    "document",
    "video",
    "animation",
    "audio",
    "voice",
    "live_photo",
    "paid_media",
)
MEDIA = (
    *CAPTIONED,
    "sticker",
    "video_note",
    "contact",
    "location",
    "venue",
    "dice",
    "poll",
    "story",
)
COMPANIONS = (
    "caption", "entities", "caption_entities", "show_caption_above_media", "has_media_spoiler",
    "link_preview_options", "media_group_id",
)  # fmt: skip
# Set by the scene, or by the kind of update.
SETTLED = (
    "message_id", "message_thread_id", "from", "sender_chat", "date", "chat", "is_topic_message",
    "edit_date", "text",
)  # fmt: skip


class Contents:
    """Draws the optional fields of a message; `names` are all the fields a message can have."""

    def __init__(self, names: tuple[str, ...]) -> None:
        apart = {*SURROUNDINGS, *COMPANIONS, *SETTLED}
        self._content = tuple(name for name in names if name not in apart)
        self._service = tuple(name for name in self._content if name not in MEDIA)
        # Entities are not drawn: they follow from the text.
        self._any = tuple(
            name for name in names if name not in SETTLED and not name.endswith("entities")
        )

    def drawn(self, rng: Random) -> list[str]:
        dice = rng.random()
        if dice < 0.5:
            names = ["text", *(["link_preview_options"] if rng.random() < 0.05 else ())]
        elif dice < 0.75:
            names = self._media(rng)
        elif dice < 0.94:
            names = [rng.choice(self._service)]
        else:
            # Nothing a client would send, yet nothing that the schema forbids.
            names = rng.sample((*self._any, "text"), k=8)
        around = rng.choices(SURROUNDINGS, k=rng.choice((0, 0, 0, 1, 2)))
        return list(dict.fromkeys((*names, *around)))

    def _media(self, rng: Random) -> list[str]:
        name = rng.choice(MEDIA)
        if name not in CAPTIONED:
            return [name]
        extras = ("caption", "media_group_id", "has_media_spoiler", "show_caption_above_media")
        shares = (0.5, 0.2, 0.05, 0.05)
        return [name, *(e for e, share in zip(extras, shares, strict=True) if rng.random() < share)]
