"""The statistics of the house on the command line, for researchers: CSV in, one JSON object out."""

import click

from panel.cli.stats_draw import draw_command
from panel.cli.stats_opinions import opinion_map_command
from panel.cli.stats_protect import protect_command
from panel.cli.stats_weights import weights_command


@click.group("stats")
def stats_group() -> None:
    """Weights, opinion map and disclosure control for files of your own."""


stats_group.add_command(weights_command)
stats_group.add_command(opinion_map_command)
stats_group.add_command(protect_command)
stats_group.add_command(draw_command)
