"""The drawings that may stand with an answer, each with its one meaning in words."""

from __future__ import annotations

from flask_babel import gettext as _


def pictogram_words() -> dict[str, str]:
    """Return what each pictogram means, by its name in `static/icons/pictograms.json`."""
    return _feelings() | _amounts() | _on_the_way() | _outside() | _life()


def pictogram_choices() -> list[tuple[str, str]]:
    """Return the choices of a select: none, then all pictograms by their meaning."""
    return [("", _("geen")), *sorted(pictogram_words().items(), key=lambda pair: pair[1])]


def _feelings() -> dict[str, str]:
    return {
        "yes": _("ja"), "no": _("nee"), "unknown": _("weet ik niet"), "agree": _("eens"), "disagree": _("oneens"),
        "happy": _("heel blij"), "content": _("blij"), "neutral": _("gaat wel"), "sad": _("niet blij"),
        "upset": _("boos of verdrietig"), "heart": _("houden van"), "safe": _("veilig"),
    }  # fmt: skip


def _amounts() -> dict[str, str]:
    return {
        "often": _("vaak"), "sometimes": _("soms"), "seldom": _("bijna nooit"), "never": _("nooit"),
        "more": _("meer"), "less": _("minder"), "same": _("gelijk"), "money": _("geld"), "savings": _("sparen"),
    }  # fmt: skip


def _on_the_way() -> dict[str, str]:
    return {
        "bus": _("bus"), "bike": _("fiets"), "walk": _("lopen"), "car": _("auto"), "train": _("trein"),
        "road": _("weg"), "wheelchair": _("rolstoel"), "place": _("plek"),
    }  # fmt: skip


def _outside() -> dict[str, str]:
    return {
        "tree": _("boom"), "park": _("park"), "water": _("water"), "ball": _("bal"), "run": _("rennen"),
        "swim": _("zwemmen"), "gym": _("sportschool"), "playground": _("speeltuin"), "litter": _("afval"),
        "light": _("licht"), "night": _("avond en nacht"), "day": _("overdag"), "dog": _("hond"),
    }  # fmt: skip


def _life() -> dict[str, str]:
    return {
        "shop": _("winkel"), "school": _("school"), "book": _("boek"), "work": _("werk"), "home": _("thuis"),
        "building": _("gebouw"), "care": _("zorg"), "first-aid": _("eerste hulp"), "friends": _("vrienden"),
        "group": _("groep"), "alone": _("alleen"), "idea": _("idee"), "music": _("muziek"), "games": _("spelletjes"),
        "food": _("eten"), "pizza": _("pizza"), "meeting-place": _("plek om elkaar te zien"), "phone": _("telefoon"),
        "computer": _("computer"), "bell": _("bel"), "talk": _("praten"), "baby": _("baby"),
        "elderly": _("oudere mensen"),
    }  # fmt: skip
