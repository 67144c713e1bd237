"""The schema brought up to date, by Alembic."""

from pathlib import Path
from typing import Literal

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.store.database import Database

Standing = Literal["empty", "older", "current", "newer"]
MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Database) -> None:
    """Apply every migration that is not applied yet. Safe to call at every start."""
    with database.transaction() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(database: Database) -> bool:
    """Whether this code can work with the schema: its own, or one that a newer release has widened."""
    return standing(database) in ("current", "newer")


def standing(database: Database) -> Standing:
    """How the schema stands to this code. A revision that is not known here is of a newer release."""
    with database.snapshot() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    scripts = ScriptDirectory.from_config(_config())
    if found is None:
        return "empty"
    if found == scripts.get_current_head():
        return "current"
    known = {script.revision for script in scripts.walk_revisions()}
    return "older" if found in known else "newer"


def _config() -> Config:
    config = Config()
    # A path may hold a percent sign, which the configuration would read as an interpolation.
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
