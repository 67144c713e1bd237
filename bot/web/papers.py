"""/papers: a page of ours by its signed address. Carriers fetch pictures here; nobody else can guess one."""

from typing import Protocol

from flask import Blueprint, Response, abort, request

from bot.services.documents import Form, NoSuchPage, Opened


class Open(Protocol):
    def __call__(self, *, document_id: int, form: Form, until: int, sign: str) -> Opened:
        """Raises NoSuchPage."""
        ...


def papers(*, opened: Open) -> Blueprint:
    pages = Blueprint("papers", __name__, url_prefix="/papers")

    @pages.get("/<int:document_id>.<any(pdf, png, mp3, ics):form>")
    def paper(document_id: int, form: Form) -> Response:
        until = request.args.get("until", 0, type=int)
        try:
            found = opened(document_id=document_id, form=form, until=until, sign=request.args.get("sign", ""))
        except NoSuchPage:
            abort(404)
        answer = Response(found.body, content_type=found.media_type)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Content-Disposition"] = f'inline; filename="qist-saathi-{document_id}.{form}"'
        return answer

    return pages
