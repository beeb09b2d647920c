"""Files such as an officer has on a computer, made here: a tone, a drawing, and what only looks like one."""

from __future__ import annotations

import io
import math
import wave

from PIL import Image


def tone(seconds: float = 1.0, *, hertz: int = 16_000) -> bytes:
    """Return a WAV file with a tone."""
    samples = b"".join(
        int(8000 * math.sin(at / 8)).to_bytes(2, "little", signed=True) for at in range(int(seconds * hertz))
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as writing:
        writing.setnchannels(1)
        writing.setsampwidth(2)
        writing.setframerate(hertz)
        writing.writeframes(samples)
    return file.getvalue()


def drawing(width: int = 400, height: int = 300, *, form: str = "PNG") -> bytes:
    """Return a picture with a colour that runs."""
    made = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    file = io.BytesIO()
    made.save(file, form)
    return file.getvalue()
