"""The command menus and the bot's own profile, and the words of each command by language."""

from collections.abc import Sequence

from desk.languages import Language
from handlers.texts import N_, Texts

# In the order Albanian, Serbian, Turkish, Basque. Telegram allows a-z, 0-9 and _ (BotCommand).
HELP = ("ndihme", "pomoc", "yardim", "laguntza")
FAQ = ("pyetjet", "pitanja", "sss", "galderak")
TICKET = ("kerkese", "zahtev", "talep", "eskaera")
TICKETS = ("kerkesat", "zahtevi", "talepler", "eskaerak")
NEW = ("e_re", "novo", "yeni", "berria")
LANGUAGE = ("gjuha", "jezik", "dil", "hizkuntza")
PROFILE = ("profili", "profil", "profilim", "profila")
PRIVACY = ("privatesia", "privatnost", "gizlilik", "pribatutasuna")
MYDATA = ("te_dhenat", "moji_podaci", "verilerim", "nire_datuak")
EXPORT = ("eksporto", "izvoz", "disa_aktar", "esportatu")
FORGETME = ("me_harro", "zaboravi_me", "beni_unut", "ahaztu_nazazu")

MENTOR = ("mentori", "mentorstvo", "mentorluk", "mentorea")
HOURS = ("orari", "radno_vreme", "saatler", "ordutegia")
CALENDAR = ("kalendari", "kalendar", "takvim", "egutegia")
SESSIONS = ("takimet", "sastanci", "gorusmeler", "saioak")
PLAN = ("plani", "plan_rada", "planim", "plana")
FACILITATION = ("facilitimi", "facilitacija", "kolaylastirici", "dinamizazioa")
PEER = ("ofro_ndihme", "ponudi_pomoc", "destek_ver", "eskaini_laguntza")
FORUMS = ("forumet", "forumi", "forumlar", "foroak")
TOPICS = ("temat", "predlozi", "konular", "hizketagaiak")
ANONYMOUS = ("anonimisht", "anonimno", "anonim", "anonimoki")

_MEMBER = (
    ("faq", FAQ, N_("Frequent questions")),
    ("ticket", TICKET, N_("Write to a person")),
    ("mentor", MENTOR, N_("Book a session with a mentor")),
    ("facilitation", FACILITATION, N_("Ask for a facilitator")),
    ("forums", FORUMS, N_("Forums, trainings and meetings: sign up")),
    ("topics", TOPICS, N_("What people want to talk about: propose, vote")),
    ("tickets", TICKETS, N_("Your requests")),
    ("anonymous", ANONYMOUS, N_("Write without your name")),
    ("new", NEW, N_("A new question")),
    ("sessions", SESSIONS, N_("Your sessions: see, move, cancel")),
    ("plan", PLAN, N_("Your plan with your mentor")),
    ("calendar", CALENDAR, N_("Your sessions in your calendar")),
    ("profile", PROFILE, N_("What we know of you")),
    ("peer", PEER, N_("Offer help to other organisations")),
    ("language", LANGUAGE, N_("Change the language")),
    ("privacy", PRIVACY, N_("Privacy, and your rights")),
    ("help", HELP, N_("Help")),
)
_MENTOR = (("hours", HOURS, N_("When you can be booked")), *_MEMBER)
STAFF = (
    ("queue", N_("What waits for the desk: overdue, mine, unowned, waiting, a language")),
    ("my", N_("Your own requests")),
    ("claim", N_("Take this request")),
    ("r", N_("Send a canned reply, or find one: words")),
    ("hand", N_("Give it to a colleague: name, note")),
    ("release", N_("Give it back to everybody")),
    ("wait", N_("It waits for the member")),
    ("expert", N_("It waits for an expert")),
    ("solve", N_("It is solved: how")),
    ("close", N_("Close this request")),
    ("reopen", N_("Reopen this request")),
    ("write", N_("Write to a member first: who, why: words")),
    ("undo", N_("Take back a message (in reply to it)")),
    ("note", N_("An internal note")),
    ("tag", N_("Put tags on it, or take them off")),
    ("priority", N_("How pressing it is")),
    ("subject", N_("Another subject")),
    ("urgent", N_("It is urgent")),
    ("sensitive", N_("Hide its words, or show them again")),
    ("block", N_("Pass on nothing of the member's: 3d, why")),
    ("unblock", N_("Pass on the member's words again")),
    ("link", N_("Link it to another request: number")),
    ("merge", N_("Make it one with another request: number")),
    ("move", N_("Move it to another group: group, note")),
    ("ticket", N_("Read a whole request: number")),
    ("find", N_("Search in all requests: words")),
    ("organisation", N_("Whom the member writes for: name")),
    ("history", N_("What has been done with it")),
    ("away", N_("You are away: until when, who takes over")),
    ("back", N_("You are back")),
    ("who", N_("Who has it, and who is at the desk")),
    ("canned", N_("The canned replies: read, write, change")),
    ("mentor", N_("Look at somebody of the directory, or add them: name")),
    ("mentors", N_("The directory of mentors: who, when, what is missing")),
    ("book", N_("Book a session for the member: words")),
    ("sessions", N_("The mentoring sessions ahead: look, give to somebody else, cancel")),
    ("facilitations", N_("Requests for facilitators: open, agreed, to complete")),
    ("grant", N_("An organisation has a grant: name, kind, from when to when")),
    ("grants", N_("Who has a grant, and until when")),
    ("opencall", N_("No private advice on a call: name, until when, where")),
    ("event", N_("Make an event, or look at one: new, number")),
    ("events", N_("The events: drafts, published, past, quarterly meetings")),
    ("checkin", N_("The door of an event: count, find, check in: number")),
    ("attendance", N_("Who came to an event, as files: number")),
    ("seats", N_("Who comes to an event, and who waits: number")),
    ("topics", N_("What members want to talk about: merge, schedule, close")),
    ("vote", N_("Votes on needs and priorities: new")),
    ("gaps", N_("What was asked and not answered")),
    ("language", N_("The language of the desk, for you")),
    ("office", N_("The offices: hours, days off, languages")),
    ("audit", N_("Who did what with members' data: number, name")),
    ("role", N_("Give somebody a role: name, role")),
    ("help", N_("What you can use here")),
)
# The same in /help, by what one wants to do: first what is needed every day.
DAILY = (
    (N_("See what there is"), ("queue", "my", "ticket", "find", "who")),
    (N_("Answer"), ("claim", "r", "note", "undo", "write")),
    (N_("Take it further"), ("hand", "release", "wait", "expert", "solve", "close", "reopen")),
)
RARE = (
    (N_("Put in order"), ("tag", "priority", "subject", "link", "merge", "move", "organisation")),
    (N_("Take care"), ("urgent", "sensitive", "block", "unblock", "history", "audit")),
    (N_("Yourself"), ("away", "back", "language")),
    (N_("The desk"), ("canned", "gaps", "office", "role", "help")),
)
OF_MENTORING = (
    (N_("Mentoring"), ("mentor", "mentors", "book", "sessions", "facilitations")),
    (N_("Grants and calls"), ("grant", "grants", "opencall")),
)
OF_EVENTS = (
    (N_("Events"), ("event", "events", "seats", "checkin", "attendance")),
    (N_("What people ask for"), ("topics", "vote")),
)
PAGES = (DAILY, RARE, OF_MENTORING, OF_EVENTS)  # of /help
_PLACE = {
    Language.SQ: 0,
    Language.SR_LATN: 1,
    Language.SR_CYRL: 1,
    Language.TR: 2,
    Language.EU: 3,
}


def member(_: Texts) -> list[dict[str, str]]:
    """BotCommand objects, in the words of the language."""
    return _own(_MEMBER, _)


def mentor(_: Texts) -> list[dict[str, str]]:
    """Of somebody who may be booked."""
    return _own(_MENTOR, _)


def _own(commands: Sequence[tuple[str, tuple[str, ...], str]], _: Texts) -> list[dict[str, str]]:
    place = _PLACE.get(_.language)
    return [
        {
            "command": english if place is None else local[place],
            "description": _.label(text),
        }
        for english, local, text in commands
    ]


def staff(_: Texts) -> list[dict[str, str]]:
    return [{"command": word, "description": _.label(text)} for word, text in STAFF]


def name(_: Texts) -> str:
    """At most 64 characters (Bot API, setMyName)."""
    return _.label("Support line")


def description(_: Texts) -> str:
    """Shown in the empty chat, at most 512 characters (Bot API, setMyDescription)."""
    return _.label(
        "The support line for civil society. Write your question: you get an answer at once "
        "where there is one, and a person where there is none. "
        "Shqip · Srpski · Српски · Türkçe · Euskara"
    )


def short_description(_: Texts) -> str:
    """Shown on the profile, at most 120 characters (Bot API, setMyShortDescription)."""
    return _.label("The support line for civil society: questions, answers, people.")
