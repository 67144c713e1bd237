"""The root of the address: to the phones in a demo, to the console otherwise."""

from flask import Blueprint, redirect
from werkzeug.wrappers import Response


def home(*, demo: bool) -> Blueprint:
    pages = Blueprint("home", __name__)

    @pages.get("/")
    def root() -> Response:
        return redirect("/phone" if demo else "/console")

    return pages
