"""The whole number of an identity card, into the open page and nowhere else."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services import reveal as reveals
from bot.web.console.room import Room, agent, may
from bot.web.console.wording import t

STATUS = {"not_yours": 403, "too_many": 429}


def add_to(room: Room) -> None:
    def reveal(conversation_id: int) -> ResponseReturnValue:
        told = reveals.reveal(
            room.context,
            conversation_id=conversation_id,
            agent_id=agent().id,
            supervises=may("supervisor"),
        )
        if told.outcome == "none":
            raise NotFound
        if told.outcome == "shown":
            return render_template("console/_cnic.html", cnic=told.cnic)
        flash(t(f"reveal-{told.outcome.replace('_', '-')}"), "bad")
        where = {"HX-Retarget": "#flashes", "HX-Reswap": "innerHTML"}
        return render_template("console/_flashes.html"), STATUS[told.outcome], where

    room.post("/conversations/<int:conversation_id>/reveal", reveal)
