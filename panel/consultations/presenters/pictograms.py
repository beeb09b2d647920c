"""The drawings that may stand with an answer, each with one meaning, in groups in which an officer can find them."""

from __future__ import annotations

from flask_babel import gettext as _

Pairs = list[tuple[str, str]]


def pictogram_words() -> dict[str, str]:
    """Return what each pictogram means, by its name in `static/icons/pictograms.json`."""
    return {name: words for _group, drawings in _groups() for name, words in drawings.items()}


def pictogram_groups() -> list[tuple[str, Pairs]]:
    """Return the pictograms for a list to choose from: the name of each group, and its drawings by their meaning."""
    return [(group, sorted(drawings.items(), key=lambda one: one[1])) for group, drawings in _groups()]


def pictogram_choices() -> dict[str, str]:
    """Return everything that may be chosen: none, or one of the drawings."""
    return {"": _("geen")} | pictogram_words()


def _groups() -> list[tuple[str, dict[str, str]]]:
    return [
        (_("Wat je vindt"), _opinions()),
        (_("Hoe vaak en hoeveel"), _amounts()),
        (_("Op weg"), _on_the_way()),
        (_("Buiten"), _outside()),
        (_("Sport en vrije tijd"), _leisure()),
        (_("Thuis, school en werk"), _daily_life()),
        (_("Mensen en zorg"), _people()),
    ]


def _opinions() -> dict[str, str]:
    return {
        "yes": _("ja"), "no": _("nee"), "unknown": _("weet ik niet"), "agree": _("eens"), "disagree": _("oneens"),
        "happy": _("heel blij"), "content": _("blij"), "neutral": _("gaat wel"), "sad": _("niet blij"),
        "upset": _("boos of verdrietig"), "heart": _("houden van"), "safe": _("veilig"), "idea": _("idee"),
        "stop": _("stoppen"),
    }  # fmt: skip


def _amounts() -> dict[str, str]:
    return {
        "often": _("vaak"), "sometimes": _("soms"), "seldom": _("bijna nooit"), "never": _("nooit"),
        "more": _("meer"), "less": _("minder"), "same": _("gelijk"), "money": _("geld"), "savings": _("sparen"),
        "clock": _("tijd"), "quiet": _("stilte"), "noise": _("geluid"),
    }  # fmt: skip


def _on_the_way() -> dict[str, str]:
    return {
        "bus": _("bus"), "bus-stop": _("bushalte"), "bike": _("fiets"), "scooter": _("step"), "walk": _("lopen"),
        "car": _("auto"), "parking": _("parkeren"), "train": _("trein"), "road": _("weg"),
        "traffic-lights": _("stoplicht"), "works": _("werk aan de weg"), "stairs": _("trap"),
        "wheelchair": _("rolstoel"), "place": _("plek"),
    }  # fmt: skip


def _outside() -> dict[str, str]:
    return {
        "tree": _("boom"), "park": _("park"), "flower": _("bloem"), "water": _("water"), "rain": _("regen"),
        "day": _("overdag"), "night": _("avond en nacht"), "light": _("licht"), "litter": _("afval"),
        "recycling": _("afval scheiden"), "toilet": _("wc"), "smoke-free": _("niet roken"), "camera": _("camera"),
        "dog": _("hond"), "cat": _("kat"), "solar": _("stroom van de zon"),
    }  # fmt: skip


def _leisure() -> dict[str, str]:
    return {
        "ball": _("bal"), "run": _("rennen"), "swim": _("zwemmen"), "gym": _("sportschool"),
        "skate": _("skaten"), "playground": _("speeltuin"), "games": _("spelletjes"), "music": _("muziek"),
        "film": _("film"), "painting": _("tekenen en verven"), "book": _("boek"), "party": _("feest"),
        "meeting-place": _("plek om elkaar te zien"),
    }  # fmt: skip


def _daily_life() -> dict[str, str]:
    return {
        "home": _("thuis"), "building": _("gebouw"), "key": _("eigen huis"), "shop": _("winkel"),
        "food": _("eten"), "pizza": _("pizza"), "school": _("school"), "work": _("werk"), "tools": _("zelf maken"),
        "phone": _("telefoon"), "computer": _("computer"), "internet": _("internet"), "letter": _("brief"),
        "bell": _("bel"), "language": _("taal"),
    }  # fmt: skip


def _people() -> dict[str, str]:
    return {
        "alone": _("alleen"), "friends": _("vrienden"), "group": _("groep"), "baby": _("baby"), "child": _("kind"),
        "elderly": _("oudere mensen"), "talk": _("praten"), "together": _("elkaar helpen"), "care": _("zorg"),
        "medicine": _("medicijn"), "first-aid": _("eerste hulp"),
    }  # fmt: skip
