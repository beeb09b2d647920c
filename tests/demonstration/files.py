"""Small made-up files to load in tests."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

WHOLE: dict[str, Any] = {
    "format": "meepraat-consultation",
    "version": 1,
    "policy_question": {
        "title": "Wat doen we met het plein?",
        "explanation": "Het plein wordt opnieuw gemaakt.",
        "influence": "U geeft advies.",
        "owner_name": "B. Vis",
        "owner_function": "wethouder",
        "reply_due_on": "2099-05-12",
    },
    "consultation": {
        "code": "het-plein",
        "evidence_kind": "OPEN",
        "topic": "het plein",
        "welcome": "Iedereen mag meedoen.",
        "address_form": "U",
        "source_note": "",
        "privacy_ground": "PUBLIC_TASK",
        "retention_months": 12,
        "untested_reason": "Dit is een proef.",
        "translations": {"en": {"topic": "the square", "welcome": "Everyone may join.", "source": "het plein"}},
    },
    "questions": [
        {
            "key": "keuze",
            "kind": "CHOOSE_ONE",
            "text": "Wat wilt u op het plein?",
            "easy_text": "Wat wilt u?",
            "options": [
                {
                    "key": "trees",
                    "text": "Bomen",
                    "pictogram": "tree",
                    "translations": {"tr": {"text": "Ağaçlar", "source": "Bomen"}},
                },
                {"key": "benches", "text": "Banken"},
            ],
            "translations": {"en": {"text": "What do you want?", "source": "Wat wilt u op het plein?"}},
        },
        {
            "key": "meer",
            "kind": "CHOOSE_SEVERAL",
            "text": "Wat mist u?",
            "settings": {"most": 2},
            "options": [
                {"key": "water", "text": "Water"},
                {"key": "light", "text": "Licht"},
                {"key": "play", "text": "Speelplek"},
            ],
        },
        {"key": "stelling", "kind": "STATEMENT", "text": "Het plein is mooi."},
        {
            "key": "keren",
            "kind": "NUMBER",
            "text": "Hoe vaak komt u er per week?",
            "settings": {"least": 0, "most": 7, "unit": "keer", "limits": [1, 3]},
        },
        {"key": "idee", "kind": "OPEN_TEXT", "text": "Wat wilt u nog zeggen?", "hint": "Noem geen namen."},
    ],
    "breakdowns": [
        {
            "key": "leeftijd",
            "label": "Leeftijd",
            "text": "Hoe oud bent u?",
            "classes": [
                {"key": "young", "text": "Tot 40 jaar", "translations": {"en": {"text": "Under 40", "source": "x"}}},
                {"key": "old", "text": "40 jaar en ouder"},
            ],
            "translations": {"en": {"label": "Age", "text": "How old are you?", "source": "Hoe oud bent u?"}},
        }
    ],
    "glossary": [
        {"word": "plein", "explanation": "Open plek in de stad."},
        {
            "word": "banken",
            "explanation": "Om op te zitten.",
            "question": "keuze",
            "translations": {"en": {"word": "benches", "explanation": "To sit on.", "source": "banken"}},
        },
    ],
}
COLUMNS = ("keuze", "meer", "stelling", "keren", "idee", "leeftijd")


def whole() -> dict[str, Any]:
    """Return a whole consultation with every part that the format knows, to be changed at will."""
    return copy.deepcopy(WHOLE)


def as_text(content: object) -> str:
    """Return it as the text of a file."""
    return json.dumps(content, ensure_ascii=False, indent=2)


def write(path: Path, text: str | bytes) -> Path:
    """Write a file and return where it is."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def polis_folder(folder: Path, *, comments: str | None = None, votes: str | None = None) -> Path:
    """Write a made-up Polis export: 3 statements of which one is moderated out, and 12 people."""
    folder.mkdir(exist_ok=True)
    write(folder / "summary.csv", "topic,Over de markt\nurl,https://polis.example/markt\nvoters,13\n")
    write(
        folder / "comments.csv",
        comments
        or "timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        "1,10,1,0,0,1,De markt is gezellig\n"
        '2,2,1,0,0,0,"Er is te weinig plek, vooral op zaterdag"\n'
        "3,7,1,0,0,-1,Dit is reclame\n",
    )
    lines = ["timestamp,datetime,comment-id,voter-id,vote"]
    for person in range(12):
        lines.append(f"{1_600_000_000_000 + person},x,10,{person},{1 if person < 9 else -1}")
    lines.append("1600000100000,x,2,0,-1")
    lines.append("1600000200000,x,2,0,0")
    lines.append("1600000300000,x,7,99,1")
    write(folder / "votes.csv", votes or "\n".join(lines) + "\n")
    return folder
