"""The pages that the council, participants and everybody else read: all outcomes, and one outcome with its reply."""

from __future__ import annotations

from dataclasses import replace

import flask
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from panel.consultations.changes import present_changes
from panel.consultations.models import Consultation, EvidenceKind, PublicChange, State
from panel.consultations.queries import changes_of, open_consultations
from panel.consultations.tested import tested_in_words
from panel.core.access import public
from panel.core.assets import asset_address, asset_text
from panel.core.clock import now, today
from panel.core.context import current_municipality
from panel.core.db import current_session
from panel.core.i18n import show_as
from panel.core.qr import qr_code
from panel.core.reading import DUTCH, Reading, language_to_offer, read_by_respondents, reading_preferences
from panel.core.security import inline_styles
from panel.council.card import draw_card
from panel.council.downloads import mark_of_files, present_downloads
from panel.council.frozen import find_public, find_published, if_unchanged, kept, load_words, tag_of
from panel.council.kept_pages import KeptPages
from panel.council.presenters import (
    present_card,
    present_jumps,
    present_late_line,
    present_outcome_line,
    present_running_line,
    present_waiting,
    topic_of,
)
from panel.open_answers.presenters import OwnWords, present_own_words
from panel.replies.models import Reply
from panel.replies.policy import is_late
from panel.replies.presenters import Promise, present_promise, present_replies
from panel.replies.queries import late_replies, replies_of, with_reply
from panel.results.charts import question_figure, split_figure
from panel.results.labels import Labels, labels_of
from panel.results.models import PublishedOutcome
from panel.results.opinion_chart import opinion_figure
from panel.results.presenters import present_differences, present_outcome, published_of
from panel.results.presenters.opinion_map import present_opinion_map, with_map_labels
from panel.results.queries import consultations_with_outcome, latest_outcome
from panel.results.words import evidence_explained, evidence_label
from panel.speaking_minds.presenters import GroupAdvice, present_recommendations
from panel.stats.map_as_breakdown import MAP, with_map_as_breakdown
from panel.stats.published import PublishedQuestion

council = read_by_respondents(flask.Blueprint("council", __name__))

A_PAGE = 10
MOST_KEPT = 96


@council.get("/uitslagen")
@public
def outcomes_page() -> flask.typing.ResponseReturnValue:
    """List the outcomes, newest first, with what runs now and where an answer is late."""
    session, municipality, day = current_session(), current_municipality(), today()
    found = consultations_with_outcome(session, municipality.id)
    pages = max(1, -(-len(found) // A_PAGE))
    page = flask.request.args.get("pagina", 1, type=int)
    if not 1 <= page <= pages:
        raise NotFound
    shown = found[(page - 1) * A_PAGE : page * A_PAGE]
    load_words(session, shown)
    answered = with_reply(session, [one.id for one in shown])
    lines = []
    for one in shown:
        outcome, has_reply = latest_outcome(session, one.id), one.id in answered
        if outcome is not None:
            late = is_late(one, has_reply=has_reply, today=day)
            lines.append(present_outcome_line(one, outcome, has_reply=has_reply, late=late, today=day))
    return flask.render_template(
        "council/outcomes.html",
        lines=lines,
        running=[present_running_line(one) for one in open_consultations(session, municipality.id)],
        late=[present_late_line(one, day) for one in late_replies(session, municipality.id, day)],
        page=page,
        pages=pages,
    )


@council.get("/uitslag/<string:code>")
@public
@inline_styles
def outcome_page(code: str) -> flask.typing.ResponseReturnValue:
    """Show what came out, how sure that is, who is missing and what happens now; or when the outcome comes."""
    consultation, outcome = find_public(code)
    replies = replies_of(current_session(), consultation.id)
    changes = changes_of(current_session(), consultation.id)
    promise = present_promise(consultation, has_reply=bool(replies), today=today())
    if outcome is None:
        waiting = present_waiting(consultation, now())
        return flask.render_template(
            "council/waiting.html", waiting=waiting, promise=promise, consultation=consultation,
            cancelled=consultation.state is State.CANCELLED, changes=present_changes(changes),
            tested=tested_in_words(consultation),
        )  # fmt: skip
    own_words = present_own_words(current_session(), consultation)
    advice = present_recommendations(current_session(), consultation, outcome)
    tag = _page_tag(consultation, outcome, replies, own_words, advice)
    unchanged = if_unchanged(tag)
    if unchanged is not None:
        return unchanged
    pages: KeptPages = flask.current_app.extensions.setdefault("meepraat_outcome_pages", KeptPages(MOST_KEPT))
    body = pages.page(tag, lambda: _page(consultation, outcome, replies, promise, changes, advice))
    return kept(flask.make_response(body), tag)


def _page(
    consultation: Consultation,
    outcome: PublishedOutcome,
    replies: list[Reply],
    promise: Promise,
    changes: list[PublicChange],
    advice: list[GroupAdvice],
) -> str:
    reading, labels = reading_preferences(), _labels(consultation)
    own_words = present_own_words(current_session(), consultation, labels)
    view = present_outcome(consultation, outcome, reading.language, easy=reading.easy)
    published = published_of(outcome)
    differences = present_differences(consultation.evidence_kind, published, labels)
    address = flask.url_for("council.outcome_page", code=consultation.code, _external=True)
    picture = flask.url_for("council.card_picture", code=consultation.code, _external=True)
    return flask.render_template(
        "council/outcome.html",
        view=view,
        consultation=consultation,
        differences=differences,
        opinion_map=present_opinion_map(published, labels),
        promise=promise,
        replies=present_replies(replies),
        jumps=present_jumps(
            view,
            differences,
            replied=bool(replies),
            changed=bool(changes),
            grouped=published.opinion_map is not None,
            quoted=bool(own_words),
            advised=bool(advice),
        ),
        card={"words": view.headline, "page": address, "picture": picture},
        own_words=own_words,
        recommendations=advice,
        topic=topic_of(consultation, reading),
        downloads=present_downloads(current_session(), consultation, outcome),
        qr=qr_code(address, _("QR-code van deze uitslag")),
        is_example=consultation.example,
        tested=tested_in_words(consultation),
        changes=present_changes(changes),
    )


@council.get("/uitslag/<string:code>/deelkaart")
@public
def card_picture(code: str) -> flask.typing.ResponseReturnValue:
    """Give the picture that a message app shows with a link to this outcome: in Dutch, whoever shares it."""
    show_as(Reading())
    consultation, outcome = find_published(code)
    municipality = current_municipality()
    theme = asset_text(f"themes/{municipality.theme or 'voorbeeldstad'}.css")
    tag = tag_of("card", str(outcome.id), str(consultation.edition), municipality.name, theme)
    unchanged = if_unchanged(tag)
    if unchanged is not None:
        return unchanged
    picture = draw_card(present_card(consultation, outcome, municipality.name), theme)
    return kept(flask.Response(picture, content_type="image/png"), tag)


@council.get("/hoe-we-meten")
@public
def measuring_page() -> flask.typing.ResponseReturnValue:
    """Say in plain words how outcomes are made, with an example that is worked out; in Dutch only."""
    show_as(replace(reading_preferences(), language=DUTCH))
    ways = [(evidence_label(kind), evidence_explained(kind)) for kind in EvidenceKind]
    return flask.render_template("council/measuring.html", ways=ways)


@council.get("/uitslag/<string:code>/grafiek/<string:question_key>")
@public
def chart(code: str, question_key: str) -> flask.typing.ResponseReturnValue:
    """Give the Plotly figure of one question as JSON; with `?uitsplitsing=` that of one breakdown."""
    consultation, outcome = find_published(code)
    breakdown_key = flask.request.args.get("uitsplitsing", "")
    reading = reading_preferences()
    tag = tag_of("chart", str(outcome.id), str(consultation.edition), question_key, breakdown_key, *_words_of(reading))
    unchanged = if_unchanged(tag)
    if unchanged is not None:
        return unchanged
    published, labels = published_of(outcome), _labels(consultation)
    drawn = published.opinion_map
    if breakdown_key == MAP and drawn is not None:
        published, labels = with_map_as_breakdown(published), with_map_labels(labels, drawn)
    question = next((one for one in published.questions if one.key == question_key), None)
    if question is None:
        raise NotFound
    figure = _figure(labels, question, breakdown_key)
    return kept(flask.Response(figure, content_type="application/json"), tag)


@council.get("/uitslag/<string:code>/meningenkaart")
@public
def opinion_map_chart(code: str) -> flask.typing.ResponseReturnValue:
    """Give the Plotly figure of the opinion map as JSON."""
    consultation, outcome = find_published(code)
    reading = reading_preferences()
    tag = tag_of("map", str(outcome.id), str(consultation.edition), *_words_of(reading))
    unchanged = if_unchanged(tag)
    if unchanged is not None:
        return unchanged
    try:
        figure = opinion_figure(published_of(outcome), _labels(consultation))
    except ValueError as error:
        raise NotFound from error
    return kept(flask.Response(figure.to_json(), content_type="application/json"), tag)


def _labels(consultation: Consultation) -> Labels:
    """Return what everything in a consultation is called, in the words of this reader."""
    reading = reading_preferences()
    load_words(current_session(), [consultation])
    return labels_of(consultation, reading.language, easy=reading.easy)


def _words_of(reading: Reading) -> tuple[str, str]:
    """Which words a drawing is in; large letters and colours are not its own."""
    return reading.language, str(reading.easy)


def _figure(labels: Labels, question: PublishedQuestion, breakdown_key: str) -> str:
    split = question.split(breakdown_key) if breakdown_key else None
    if breakdown_key and split is None:
        raise NotFound
    try:
        if split is not None:
            figure = split_figure(split, labels.questions[question.key], labels.breakdowns[split.breakdown])
        else:
            figure = question_figure(question, labels.questions[question.key])
    except ValueError as error:
        raise NotFound from error
    text: str = figure.to_json()
    return text


def _page_tag(
    consultation: Consultation,
    outcome: PublishedOutcome,
    replies: list[Reply],
    own_words: list[OwnWords],
    advice: list[GroupAdvice],
) -> str:
    """What the page is made of, and the day: being late grows by the day."""
    municipality = current_municipality()
    files = [asset_address(name) for name in ("outcome.css", "outcome.js")]
    # Every change to a consultation counts its edition up.
    marks = [str(consultation.edition), *(str(reply.id) for reply in replies)]
    return tag_of(
        "page",
        str(outcome.id),
        outcome.frozen_at.isoformat(),
        municipality.name,
        municipality.theme,
        today().isoformat(),
        repr(reading_preferences()),
        str(language_to_offer()),
        flask.request.url_root,
        repr(own_words),
        repr(advice),
        mark_of_files(current_session(), consultation, outcome),
        *files,
        *marks,
    )
