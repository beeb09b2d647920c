"""The application as a production server starts it: `gunicorn wsgi:app`."""

import gc

from config import load_settings
from panel.app import create_app

app = create_app(load_settings())

# What is loaded now stays: from here on, tidying up memory need not look at it again and again.
gc.collect()
gc.freeze()
