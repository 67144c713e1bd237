"""A page that lies open asks every second whether there is news; mostly the answer is an empty 204."""

from hashlib import blake2s

from flask import request


def tag(version: str) -> str:
    """A short name for a version, that goes into the page and comes back with the next question."""
    return blake2s(version.encode(), digest_size=8).hexdigest()


def is_news(version: str) -> bool:
    """Whether the page that asks shows another version than this."""
    return request.args.get("seen", "") != tag(version)
