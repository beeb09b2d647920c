"""Reading aloud by the server itself, where espeak-ng is installed: every text is spoken once and then kept."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import threading
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from panel.media.folder import ENDINGS
from panel.media.problems import BadMediaError
from panel.media.sound import VOICE_RATE, clean_sound

VOICES = {"nl": "nl", "en": "en-gb", "ar": "ar", "tr": "tr", "pl": "pl", "uk": "uk"}
LONGEST_TEXT = 1500
SECONDS_ALLOWED = 15
# Whoever waits for a turn holds a thread of the server: pages come before voices.
SECONDS_OF_PATIENCE = 3
AT_ONCE = 2
MOST_BYTES = 100_000_000
WORDS_A_MINUTE = 150
HERTZ = 22_050
PAUSE = b"\0\0" * (HERTZ * 35 // 100)
# Sounds made in another way get other names.
EDITION = b"1"


class SpeechError(RuntimeError):
    """This text cannot be spoken now: no program, another language, or something went wrong while speaking."""


@dataclass(frozen=True)
class Spoken:
    """Sound that any phone can play, its name by content, and whether it was made just now."""

    content: bytes
    content_type: str
    name: str
    is_new: bool


class Speech:
    """The voice of this installation. `program` is empty where it should not or cannot speak."""

    def __init__(self, folder: Path, program: str, *, most_bytes: int = MOST_BYTES) -> None:
        self.folder = folder
        self.program = (shutil.which(program) or "") if program else ""
        self.most_bytes = most_bytes
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def speaks(self, language: str) -> bool:
        return bool(self.program) and language in VOICES

    def say(self, parts: Sequence[tuple[str, str]]) -> Spoken:
        """Return (language, text) pairs as one sound. Raises SpeechError; a full disk only means that nothing is kept.

        Of more than 1,500 characters the rest is left out.
        """
        parts = _within(parts)
        if not parts or not all(self.speaks(language) for language, _text in parts):
            raise SpeechError("nothing here that this voice can say")
        name = hashlib.blake2b(json.dumps(parts).encode() + EDITION, digest_size=16).hexdigest()
        known = self._kept(name)
        if known is not None:
            return known
        if not self._turns.acquire(timeout=SECONDS_OF_PATIENCE):
            raise SpeechError("too many others are waiting for the voice")
        try:
            # While this one waited for its turn, another may have said the same.
            return self._kept(name) or self._make(name, parts)
        finally:
            self._turns.release()

    def _make(self, name: str, parts: Sequence[tuple[str, str]]) -> Spoken:
        spoken = PAUSE.join(self._samples(language, text) for language, text in parts)
        try:
            sound = clean_sound(_wave(spoken), longest_seconds=len(spoken) // (2 * HERTZ) + 1, rate=VOICE_RATE)
        except BadMediaError as error:
            raise SpeechError("what the program said is no sound") from error
        self._keep(f"{name}.{ENDINGS[sound.content_type]}", sound.content)
        return Spoken(sound.content, sound.content_type, name, is_new=True)

    def _samples(self, language: str, text: str) -> bytes:
        """Return what the program says, as 16-bit samples without a header."""
        command = [self.program, "-v", VOICES[language], "-s", str(WORDS_A_MINUTE), "-b", "1", "--stdin", "--stdout"]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program; the text goes in as input, never as an argument
                command,
                # Two brackets would begin a row of sounds in the program's own alphabet.
                input=text.replace("[[", "[ [").encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS_ALLOWED,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise SpeechError("the program did not speak") from error
        _header, found, samples = done.stdout.partition(b"data")
        if done.returncode != 0 or not found or len(samples) <= 4:
            raise SpeechError("the program did not speak")
        # Behind "data" stands a length, which the program does not know yet when it begins.
        return samples[4:][: len(samples[4:]) // 2 * 2]

    def _kept(self, name: str) -> Spoken | None:
        for content_type, ending in ENDINGS.items():
            try:
                content = (self.folder / f"{name}.{ending}").read_bytes()
            except OSError:
                continue
            return Spoken(content, content_type, name, is_new=False)
        return None

    def _keep(self, file_name: str, content: bytes) -> None:
        unfinished = self.folder / f"unfinished-{threading.get_ident()}-{os.getpid()}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            unfinished.write_bytes(content)
            unfinished.rename(self.folder / file_name)
            self._make_room()
        except OSError:
            unfinished.unlink(missing_ok=True)

    def _make_room(self) -> None:
        """Remove what was made longest ago until the folder is small enough."""
        files = sorted(((one.stat(), one) for one in self.folder.iterdir()), key=lambda one: one[0].st_mtime)
        size = sum(stat.st_size for stat, _path in files)
        for stat, path in files[:-1]:
            if size <= self.most_bytes:
                return
            path.unlink(missing_ok=True)
            size -= stat.st_size


def _within(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    kept, room = [], LONGEST_TEXT
    for language, text in parts:
        if text.strip() and len(text) <= room:
            kept.append((language, text))
            room -= len(text)
    return kept


def _wave(samples: bytes) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writing:
        writing.setnchannels(1)
        writing.setsampwidth(2)
        writing.setframerate(HERTZ)
        writing.writeframes(samples)
    return file.getvalue()
