"""Is there room to write on the disks of this machine?"""

import secrets
import shutil
from datetime import timedelta
from pathlib import Path

from bot.services.context import Context
from bot.store import people
from bot.store.database import StoreUnavailable

LEAST = 1024 * 1024  # bytes: with less, the next messages would find none
LEASE = "room"
TRIAL = 64 * 1024  # bytes: more than a turn writes, and than what is free inside the file


def is_left(context: Context) -> bool:
    """Whether the store can be written to. After it could not be, that is tried, and otherwise only looked at."""
    folder = context.database.folder
    if folder is not None and _free(folder) < LEAST:
        return False
    return not context.database.full or _writes(context)


def free(context: Context) -> float:
    """Bytes on the fuller of the disks that the store, when it is a file, and the spool are on."""
    folders = [context.database.folder, context.spool.folder if context.spool else None]
    return float(min((_free(folder) for folder in folders if folder is not None), default=0))


def _free(folder: Path) -> int:
    there = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.exists())
    return shutil.disk_usage(there).free


def _writes(context: Context) -> bool:
    now, holder = context.clock(), secrets.token_hex(TRIAL // 2)
    try:
        with context.database.transaction() as connection:
            people.lead(connection, name=LEASE, holder=holder, now=now, length=timedelta(0))
        with context.database.transaction() as connection:
            people.let_go(connection, name=LEASE, holder=holder)
    except StoreUnavailable:
        return False
    context.database.full = False
    return True
