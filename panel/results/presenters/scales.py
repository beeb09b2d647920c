"""A scale drawn as one bar from bad to good, with the words that go with it."""

from __future__ import annotations

from panel.core.i18n import spoken_list
from panel.results.amounts import Share, in_words, share_of
from panel.results.labels import QuestionLabels
from panel.results.presenters.views import ScaleBar, ScalePiece
from panel.results.scales import ROOM_FOR_A_NUMBER, Frame, Piece, ends_of, frame_of, pieces_of
from panel.stats.published_tables import PublishedTable


def present_scale(labels: QuestionLabels, table: PublishedTable, frame: Frame | None = None) -> ScaleBar:
    """Return the bar of everybody or of one group; groups that are compared share a frame."""
    shared = frame or frame_of(labels, [table])
    drawn = pieces_of(labels, table, shared)
    low_end, high_end = ends_of(labels, table)
    pieces = [_piece(one, labels, table, shared) for one in drawn]
    return ScaleBar(
        low_end=low_end,
        high_end=high_end,
        middle=_part(shared.left, shared),
        pieces=pieces,
        said=spoken_list([f"{one.label}: {one.words}" for one in pieces]),
    )


def _piece(piece: Piece, labels: QuestionLabels, table: PublishedTable, frame: Frame) -> ScalePiece:
    share = share_of(piece.option, table.unit)
    return ScalePiece(
        key=piece.option.key,
        label=labels.option(piece.option.key),
        words=in_words(share),
        number=_number(share, piece.length),
        look=f"{piece.look}-soft" if piece.soft else piece.look,
        start=_part(piece.base + frame.left, frame),
        width=_part(piece.length, frame),
    )


def _number(share: Share, length: int) -> str:
    """Only a number fits in the bar, and nothing in a piece that is too short for it."""
    return str(share.share) if share.edge is None and length >= ROOM_FOR_A_NUMBER else ""


def _part(length: int, frame: Frame) -> float:
    return round(100 * length / frame.width, 2)
