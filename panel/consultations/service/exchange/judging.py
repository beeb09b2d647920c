"""Looks through the pictures and recordings inside a file before anything of it is stored."""

from __future__ import annotations

import base64

from panel.consultations.service.exchange.json_text import place_in_words
from panel.consultations.service.exchange.problems import FileError, Problem
from panel.consultations.service.exchange.reading import files_in
from panel.consultations.service.exchange.schema import ConsultationFile, PicturePart
from panel.media.pictures import clean_picture
from panel.media.problems import BadMediaError
from panel.media.service import LONGEST_SECONDS, LONGEST_SIDE
from panel.media.sound import clean_sound


def judge_files(file: ConsultationFile) -> None:
    """Put every picture and recording before the judge of uploads. Raises FileError with each that is no good."""
    problems = []
    for path, part in files_in(file):
        content = base64.b64decode(part.content)
        try:
            if isinstance(part, PicturePart):
                clean_picture(content, longest_side=LONGEST_SIDE)
            else:
                clean_sound(content, longest_seconds=LONGEST_SECONDS)
        except BadMediaError as error:
            problems.append(Problem(f"MEDIA_{error.code}", place_in_words(path)))
    if problems:
        raise FileError(problems)
