"""Making stacks of letters in the background, and throwing them away after a day."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator

from huey import crontab

from panel.consultations.models import Consultation, Language, Round
from panel.consultations.queries import consultation_to_translate
from panel.core.clock import now
from panel.core.context import pepper, settings
from panel.core.db import database
from panel.core.jobs import Jobs
from panel.core.keys import seal_for
from panel.core.printing import render_for_paper
from panel.core.qr import qr_code
from panel.invitations.documents import Document
from panel.invitations.letter_folder import CODES, LETTERS, LetterFolder
from panel.invitations.models import LetterStack, StackState
from panel.invitations.presenters.letters import Entrance, in_two, present_letter
from panel.invitations.queries import letter_text, municipality_of
from panel.invitations.service import (
    MAKE_LETTERS,
    draw_codes,
    drop_old_stacks,
    finish_stack,
    give_up,
    names_of_stacks,
    note_progress,
    unlock_list,
)

# So many letters are made between two notes of how far it is.
STEP = 50
# The length of a file tells only roughly how many letters are in it.
SEAL_STEP = 65_536
# What stands in the one letter that is drawn, where the code and the square of each come.
CODE_MARK, SQUARE_MARK = "\ue000code\ue001", "\ue000square\ue001"


class ListGoneError(RuntimeError):
    """The list of codes that a stack was ordered with is not there any more."""


def register_tasks(jobs: Jobs) -> None:
    """Make the tasks of this room known to the queue."""
    jobs.register(MAKE_LETTERS, make_letters)
    jobs.register(f"{MAKE_LETTERS}_forget_old", forget_old_letters, every=crontab(minute="25"))


def make_letters(stack_id: int) -> None:
    """Make all letters of a stack, lock them for who ordered them, and only then let their codes open the round.

    What goes wrong on the way leaves no letter and no code that works.
    """
    with database().session(reading=True) as session:
        stack = session.get(LetterStack, stack_id)
        if stack is None or stack.state is not StackState.MAKING:
            return
    folder = LetterFolder(settings().letters)
    try:
        codes = _codes(stack, folder)
        folder.write(stack.file_name, LETTERS, seal_for(stack.public_key, _packed(stack, codes), SEAL_STEP))
        with database().transaction() as session:
            made = finish_stack(session, stack_id, codes, pepper())
        folder.remove(stack.file_name, *((CODES,) if made else ()))
    except Exception:
        folder.remove(stack.file_name)
        with database().transaction() as session:
            give_up(session, stack_id)
        raise


def _codes(stack: LetterStack, folder: LetterFolder) -> list[str]:
    if not stack.own_codes:
        return draw_codes(stack.count)
    box = folder.read(stack.file_name, CODES)
    if box is None:
        raise ListGoneError
    codes = unlock_list(box, stack.file_name, pepper())
    # From here on the list is nowhere but in the letters.
    folder.remove(stack.file_name, CODES)
    return codes


def _packed(stack: LetterStack, codes: list[str]) -> bytes:
    letters = []
    for one in _letters(stack, codes):
        letters.append(one)
        if len(letters) % STEP == 0:
            with database().transaction() as session:
                note_progress(session, stack.id, len(letters))
    return gzip.compress(json.dumps(letters).encode(), compresslevel=6)


def _letters(stack: LetterStack, codes: list[str]) -> Iterator[str]:
    """Give each letter: drawn once, with the code and the square of each put in."""
    before, between, after = _drawn_once(stack)
    for code in codes:
        square = qr_code(f"{stack.site}/{code}", "QR", correction="h")
        yield f"{before}{square}{between}{in_two(code)}{after}"


def _drawn_once(stack: LetterStack) -> tuple[str, str, str]:
    """Return what stands before the square, between the square and the code, and after the code."""
    with database().session(reading=True) as session:
        round_ = session.get_one(Round, stack.round_id)
        consultation = consultation_to_translate(session, session.get_one(Consultation, round_.consultation_id))
        language = Language(stack.language)
        drawn = render_for_paper(
            "invitations/letters/sheet.html",
            language.value,
            present=lambda: present_letter(
                consultation,
                Document.INVITATION,
                language,
                municipality=municipality_of(session, consultation),
                changed=letter_text(session, consultation.id, Document.INVITATION, language.value),
                entrances=[],
                outcome_site="",
            ),
            door=Entrance(stack.site, stack.site.split("://", 1)[-1], CODE_MARK, "", SQUARE_MARK),
        )
    before, rest = str(drawn).split(SQUARE_MARK)
    between, after = rest.split(CODE_MARK)
    return before, between, after


def forget_old_letters() -> None:
    """Throw away what is older than a day, and files that no stack knows."""
    folder = LetterFolder(settings().letters)
    with database().transaction() as session:
        names = drop_old_stacks(session, now=now())
    for name in names:
        folder.remove(name)
    with database().session(reading=True) as session:
        known = names_of_stacks(session)
    folder.sweep(known, now=time.time())
