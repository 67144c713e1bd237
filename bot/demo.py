"""`qist demo`: everything in one process on one address, as a newcomer first meets it."""

import logging
import signal
import sys

import click
from waitress import create_server

from bot import logs
from bot.app import create_app, create_context
from bot.services import demo
from bot.settings import Settings
from bot.store.upgrade import upgrade
from bot.worker import running

HOST = "127.0.0.1"
THREADS = 8


def serve(settings: Settings, *, port: int) -> None:
    """Migrate, seed, serve with scheduler and delivery until interrupted. Exits 1 when the port is taken."""
    logs.set_up(settings.log, level=logging.WARNING)
    context = create_context(settings)
    upgrade(context.database)
    demo.seed(context)
    app = create_app(settings, context=context)
    try:
        server = create_server(app, host=HOST, port=port, threads=THREADS)
    except OSError as error:
        click.echo(f"qist: cannot serve on port {port}: {error.strerror}. Try --port 8001.", err=True)
        sys.exit(1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with running(context):
        _greet(settings)
        try:
            server.run()
        except (KeyboardInterrupt, SystemExit):
            server.close()


def _greet(settings: Settings) -> None:
    click.echo(f"\nQist Saathi is running. Open {settings.base_url}/phone and say salam.")
    click.echo(f"  phones   {settings.base_url}/phone")
    click.echo(f"  console  {settings.base_url}/console")
    for login in demo.LOGINS:
        click.echo(f"           {login.username} / {login.password} ({login.role})")
    for place, (code, name, _, phone, _) in enumerate(demo.SHOPS):
        click.echo(f"  {'' if place else 'shops':8} {code} {name}, telephone {phone}")
    click.echo("Stop with Ctrl-C.\n")
    sys.stdout.flush()
