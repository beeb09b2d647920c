"""The application as a production server starts it: `gunicorn wsgi:app`."""

from config import load_settings
from panel.app import create_app

app = create_app(load_settings())
