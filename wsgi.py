"""The web application for a WSGI server: `gunicorn -c docs/operators/gunicorn.conf.py wsgi:app`."""

from bot import logs, settings
from bot.app import create_app

SETTINGS = settings.load()
logs.set_up(SETTINGS.log)
app = create_app(SETTINGS)
