"""Answers of one person: however messages overtake each other on the way, the answer that was given last stays."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from panel.answering.answers import Answers, Given, decode, encode

KEYS = ("safe", "times", "tip")
# One message: the answers that waited when it was sent, each with its turn.
MESSAGES = st.lists(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3), min_size=1, max_size=8)


def messages_of(waiting: list[list[str]]) -> list[Answers]:
    """Return messages in the order in which a phone sent them; turns count up over all of them."""
    made, turn = [], 0
    for keys in waiting:
        given_now: dict[str, Given] = {}
        turns: dict[str, int] = {}
        for key in keys:
            turn += 1
            given_now[key], turns[f"q-{key}"] = Given("ANSWERED", f"{key} {turn}"), turn
        made.append(Answers(given_now, {}, turns))
    return made


def arrived(messages: list[Answers]) -> Answers:
    found = Answers()
    for one in messages:
        found = found.merged(one)
    return found


@given(MESSAGES, st.randoms(use_true_random=False))
def test_messages_that_overtake_each_other_end_in_the_same(waiting: list[list[str]], chance: random.Random) -> None:
    sent = messages_of(waiting)
    shuffled = [*sent, *chance.sample(sent, len(sent) // 2)]
    chance.shuffle(shuffled)
    assert encode(arrived(shuffled)) == encode(arrived(sent))


@given(MESSAGES)
def test_what_has_no_turn_is_given_now(waiting: list[list[str]]) -> None:
    before = arrived(messages_of(waiting))
    now = before.merged(Answers({"safe": Given("DONT_KNOW")}, {"age": "young"}))
    assert now.given["safe"] == Given("DONT_KNOW")
    assert now.turns["q-safe"] == now.turns["b-age"] > max(before.turns.values())


@given(MESSAGES)
def test_a_draft_remembers_turns(waiting: list[list[str]]) -> None:
    answers = arrived(messages_of(waiting))
    assert decode(encode(answers)).turns == answers.turns


def test_a_draft_of_before_turns_is_read() -> None:
    old = b'{"given":{"safe":["ANSWERED","AGREE",false]},"background":{"age":"young"}}'
    assert decode(old) == Answers({"safe": Given("ANSWERED", "AGREE")}, {"age": "young"})
