"""Why somebody may not ask for help now, or not in this matter, and where they find it instead."""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from desk.mentoring.directory import Kind
from desk.mentoring.eligibility import Grant, GrantKind, OpenCall, Outcome, Verdict
from handlers.callback import Callback
from handlers.mentoring.directory_buttons import AskCoordinator
from handlers.profile_buttons import AddOrganisation
from handlers.screen import Button, Screen, column, paragraphs
from handlers.texts import N_, Texts
from handlers.views import dates
from handlers.views.mentoring import words

GRANTS: Mapping[GrantKind, str] = {
    GrantKind.INSTITUTIONAL: N_("institutional grant"),
    GrantKind.ACTION: N_("action grant"),
}


def refused(verdict: Verdict, _: Texts) -> Screen:
    """Why not, and the ways that are open."""
    assert not verdict.may
    line = Button(_.label("Talk to a person"), AskCoordinator())
    join = Button(_.label("Name my organisation"), AddOrganisation())
    is_unknown = verdict.outcome is Outcome.NO_ORGANISATION
    text = paragraphs(_reason(verdict, _), _instead(verdict.kind, _))
    return Screen(text, column(*([join] if is_unknown else []), line))


def _reason(verdict: Verdict, _: Texts) -> Markup:
    needed = " / ".join(_.label(GRANTS[kind]) for kind in GrantKind if kind in verdict.needed)
    help_ = _.label(words.KINDS[verdict.kind])
    match verdict.outcome, verdict.grant:
        case Outcome.NO_ORGANISATION, _grant:
            return _(
                "Sessions of this kind are for organisations with a grant of the programme, and we "
                "do not know yet for which organisation you write. Kind: %(kind)s. Grant: "
                "%(grants)s.",
                kind=help_,
                grants=needed,
            )
        case Outcome.OVER, Grant() as grant:
            return _(
                "Sessions of this kind are part of a grant, and the one of %(organisation)s was "
                "over on this day: %(day)s. Kind: %(kind)s. Grant: %(grants)s.",
                organisation=grant.organisation.name,
                day=dates.full(grant.ends, _.language),
                kind=help_,
                grants=needed,
            )
        case Outcome.NOT_YET, Grant() as grant:
            return _(
                "Sessions of this kind are part of a grant, and the one of %(organisation)s begins "
                "on this day: %(day)s. From then on you may book. Kind: %(kind)s. Grant: "
                "%(grants)s.",
                organisation=grant.organisation.name,
                day=dates.full(grant.starts, _.language),
                kind=help_,
                grants=needed,
            )
        case Outcome.OTHER_GRANT, Grant() as grant:
            return _(
                "Sessions of this kind are part of another grant than the one that "
                "%(organisation)s has. Kind: %(kind)s. Grant: %(grants)s. Yours: %(own)s.",
                organisation=grant.organisation.name,
                kind=help_,
                grants=needed,
                own=_.label(GRANTS[grant.kind]),
            )
    return _(
        "Sessions of this kind are for organisations with a grant of the programme, and we know of "
        "none of yours. If you have one, please tell our staff. Kind: %(kind)s. Grant: %(grants)s.",
        kind=help_,
        grants=needed,
    )


def _instead(kind: Kind, _: Texts) -> Markup:
    line = _("Our staff answer your questions on this line, with a grant or without.")
    if kind is Kind.PEER:
        return line
    return paragraphs(line, _("Help from other organisations is for everybody, too."))


def is_it_about(call: OpenCall, yes: Callback, no: Callback, _: Texts) -> Screen:
    """The first question while a call is open."""
    text = _("Is it about this call: <b>%(call)s</b>?", call=call.name)
    buttons = (Button(_.label("Yes, about this call"), yes), Button(_.label("No"), no))
    return Screen(text, column(*buttons))


def answers_are_published(call: OpenCall, _: Texts) -> Screen:
    """So that everybody who applies knows the same."""
    text = _(
        "While the call <b>%(call)s</b> is open, nobody gives private advice on it, so that "
        "everybody who applies knows the same. It is open until: %(day)s.",
        call=call.name,
        day=dates.full(call.until, _.language),
    )
    where = _("Answers to questions about it are published here: %(where)s", where=call.where)
    line = _("If you have a question of your own, please write to our staff.")
    button = Button(_.label("Talk to a person"), AskCoordinator())
    return Screen(paragraphs(text, where, line), column(button))


def calls(known: Iterable[OpenCall], _: Texts) -> list[Markup]:
    """Line by line."""
    return [
        _(
            "%(call)s, until %(day)s: %(where)s",
            call=call.name,
            day=dates.full(call.until, _.language),
            where=call.where,
        )
        for call in known
    ]
