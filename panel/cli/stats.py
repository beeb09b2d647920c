"""The statistics of the house on the command line, for researchers: CSV in, one JSON object out."""

import click

from panel.cli.stats_weights import weights_command


@click.group("stats")
def stats_group() -> None:
    """Weights, opinion map and disclosure control for files of your own."""


stats_group.add_command(weights_command)
