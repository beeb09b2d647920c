"""Prints pages as a publisher would who rounds and merges, but proves nothing: the attacker's sparring partner."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

LEAST = 10
Person = dict[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class Question:
    """A question to print: its answers, whether people choose several, its breakdowns and whom it was asked."""

    text: str
    answers: tuple[str, ...]
    several: bool = False
    by: tuple[str, ...] = ()
    after: tuple[int, str, str] | None = None


def to_five(number: float) -> int:
    """The nearest multiple of 5."""
    return int(number / 5 + 0.5) * 5


def printed(people: Sequence[Person], questions: Sequence[Question], weights: Sequence[float] = ()) -> str:
    """The page of these people."""
    everyone = list(zip(people, weights or [1.0] * len(people), strict=True))
    told = "Ja. Elke groep telt zo zwaar als in de gemeente." if weights else "Nee."
    body = "".join(_question(number, question, everyone) for number, question in enumerate(questions, 1))
    return (
        f'<html><body><main id="inhoud"><p>Ongeveer {to_five(len(people))} mensen deden mee.</p>{body}'
        f"<p>{told}</p></main></body></html>"
    )


Weighed = list[tuple[Person, float]]


def _chosen(person: Person, text: str) -> tuple[str, ...]:
    given = person.get(text, ())
    return (given,) if isinstance(given, str) else given


def _question(number: int, question: Question, people: Weighed) -> str:
    answered = [one for one in people if _chosen(one[0], question.text)]
    if len(answered) < LEAST:
        notes = "<p>Minder dan 10 mensen gaven antwoord. Met zo weinig kun je raden wie wat zei.</p>"
        return f'<section class="mp-asked" id="vraag-{number}"><h3>{escape(question.text)}</h3>{notes}</section>'
    notes = [f"Ongeveer {to_five(len(answered))} mensen gaven antwoord."]
    if question.several:
        notes.append("Mensen konden meer antwoorden kiezen. Samen is het daarom meer dan alle mensen.")
    if question.after:
        before, _, answer = question.after
        notes = ["Niet iedereen kreeg deze vraag. Daarom staat er geen aantal mensen bij."]
        notes.append(f"Alleen voor wie bij vraag {before} dit koos: ‘{answer}’.")
    listed = "".join(f"<li>{note}</li>" for note in notes)
    rows = "".join(_row(answer, question, answered) for answer in question.answers)
    table = f"<table><caption>{question.text}</caption><tbody>{rows}</tbody></table>"
    more = "".join(_broken(question, by, answered) for by in question.by)
    return (
        f'<section class="mp-asked" id="vraag-{number}"><h3>{escape(question.text)}</h3>'
        f'<ul class="mp-asked__notes">{listed}</ul>{table}{more}</section>'
    )


def _row(answer: str, question: Question, people: Weighed, heading: str = "") -> str:
    share, count = _worded(answer, question, people)
    amount = "" if question.after else f"<td>{count}</td>"
    return f"<tr><th>{heading or answer}</th><td>{share}</td>{amount}</tr>"


def _worded(answer: str, question: Question, people: Weighed) -> tuple[str, str]:
    all_weight = sum(weight for _, weight in people)

    def count(one: str) -> float:
        chose = sum(weight for person, weight in people if one in _chosen(person, question.text))
        return chose / all_weight * len(people)

    five, size = to_five(count(answer)), to_five(len(people))
    others = sum(to_five(count(o)) for o in question.answers if o != answer)
    if question.several:
        others = to_five(len(people) - count(answer))
    if not five:
        return "bijna niemand", "bijna niemand"
    if not others:
        return "bijna iedereen", str(five)
    if size < 50:
        return f"{int(10 * five / (five + others) + 0.5)} van de 10", str(five)
    step = 5 if size < 300 else 1
    return f"{int(100 * five / (five + others) / step + 0.5) * step}%", str(five)


def grouped(people: Weighed, by: str) -> tuple[dict[str, Weighed], tuple[str, ...]]:
    """The groups that are shown, with the small ones merged into 'Overige', and what those are."""
    groups: dict[str, Weighed] = {}
    for person, weight in people:
        groups.setdefault(str(person[by]), []).append((person, weight))
    groups = dict(sorted(groups.items()))
    small = sorted((g for g in groups if len(groups[g]) < LEAST), key=lambda g: len(groups[g]))
    large = sorted((g for g in groups if g not in small), key=lambda g: len(groups[g]))
    while small and large and (len(small) < 2 or sum(len(groups[g]) for g in small) < LEAST):
        small.append(large.pop(0))
    shown = {g: groups[g] for g in groups if g not in small}
    if small:
        shown["Overige"] = [one for g in small for one in groups[g]]
    return shown, tuple(sorted(small))


def _broken(question: Question, by: str, people: Weighed) -> str:
    shown, merged = grouped(people, by)
    if len(shown) < 2:
        return ""
    sizes = "".join(f"<li>{group}: ongeveer {to_five(len(inside))} mensen</li>" for group, inside in shown.items())
    rows = ""
    for answer in question.answers:
        rows += f'<tr><th colspan="3">{answer}</th></tr>{_row(answer, question, people, "Iedereen")}'
        rows += "".join(_row(answer, question, inside, group) for group, inside in shown.items())
    listed = f"{', '.join(merged[:-1])} en {merged[-1]}" if merged else ""
    note = f"<p>Overige is: {listed}. Apart zijn deze groepen te klein.</p>" if merged else ""
    return (
        f'<figure><ul class="mp-asked__notes">{sizes}</ul><table><caption>{question.text} · {by}</caption>'
        f"<tbody>{rows}</tbody></table>{note}</figure>"
    )
