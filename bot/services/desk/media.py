"""Pictures, voice notes and papers that customers send: fetched from the carrier when an agent looks at them."""

from dataclasses import dataclass

from bot.channels.ports import Media, NotFetched
from bot.services.context import Context
from bot.store import messages, people

# Shown in the page. Everything else is a download: a picture that is a program (SVG, HTML) never opens here.
SHOWN = (
    "image/jpeg", "image/png", "image/webp", "image/gif", "audio/ogg", "audio/mpeg", "audio/mp4", "audio/amr",
    "audio/aac", "video/mp4", "application/pdf",
)  # fmt: skip
DOWNLOAD = "application/octet-stream"
OURS = "/static/"


class NoSuchMedia(Exception):
    """There is no such message, nothing came along with it, or the carrier has it no more."""


@dataclass(frozen=True, slots=True)
class Found:
    """`address`: it is one of our own files (the simulator's). `shown`: safe to show, otherwise a download."""

    body: bytes
    content_type: str
    shown: bool
    address: str = ""


def fetch(context: Context, *, message_id: int, number: int, agent_id: int) -> Found:
    """The thing with that number that came with a message. Raises NoSuchMedia."""
    with context.database.transaction() as connection:
        row = messages.media_of(connection, message_id)
        if row is None or not 0 <= number < len(row.media or ()):
            raise NoSuchMedia
        people.note(
            connection,
            at=context.clock(),
            agent_id=agent_id,
            action="see_media",
            conversation_id=row.conversation_id,
            detail=str(message_id),
        )
    url, content_type = row.media[number]
    if url.startswith(OURS):
        return Found(b"", content_type, shown=True, address=url)
    try:
        fetched = context.carriers[row.channel].fetch(Media(url, content_type))
    except NotFetched as gone:
        raise NoSuchMedia from gone
    bare = content_type.partition(";")[0].strip().lower()
    shown = bare in SHOWN
    return Found(fetched.body, bare if shown else DOWNLOAD, shown)
