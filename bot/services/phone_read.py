"""Store rows → what the phone simulator shows."""

from bot.conversation.segments import measure
from bot.services import documents
from bot.services.context import Context
from bot.services.phone_views import DemoShop, PhoneButton, PhoneMessage
from bot.store import views

SMS_PAISA = 250  # an assumption, shown as one: what a segment costs


def messages(context: Context, *, channel: str, number: str, after: int) -> list[PhoneMessage]:
    """The messages of one address with an id above `after`, oldest first."""
    with context.database.transaction() as connection:
        rows = views.phone_thread(connection, channel=channel, address=number, after=after)
    return [
        PhoneMessage(
            id=row.id,
            direction=row.direction,
            text=row.text,
            at=row.at,
            state="delivered" if row.direction == "in" else row.state,
            buttons=tuple(PhoneButton(payload, title) for payload, title in row.buttons or ()),
            segments=row.segments,
            encoding=measure(row.text).encoding if channel == "sms" else "",
            cost_paisa=row.segments * SMS_PAISA,
            kind=row.kind,
            media_url=documents.link(context, document_id=row.document_id) if row.document_id else "",
        )
        for row in rows
    ]


def shops(context: Context) -> list[DemoShop]:
    with context.database.transaction() as connection:
        return [
            DemoShop(row.code, row.name, row.phone if row.proven_at else "")
            for row in views.shops(connection)
        ]
