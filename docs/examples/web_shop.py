"""A web shop in thirty lines: makes an order, shows where its customer goes, hears what became of it.

`make run`, then `qist api-keys add 101` for a key, then: QIST_KEY=qist_... python docs/examples/web_shop.py
"""

import os
from http.server import BaseHTTPRequestHandler, HTTPServer
from uuid import uuid4

import requests
from standardwebhooks import Webhook

API = os.environ.get("QIST_API", "http://127.0.0.1:8000/api/v1")
HERE = ("127.0.0.1", int(os.environ.get("SHOP_PORT", "9000")))


def post(path: str, body: dict) -> dict:
    headers = {"Authorization": f"Bearer {os.environ['QIST_KEY']}", "Idempotency-Key": str(uuid4())}
    answer = requests.post(API + path, json=body, headers=headers, timeout=10)
    answer.raise_for_status()
    return answer.json()


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = Webhook(secret).verify(body, dict(self.headers))  # raises when it is not from Qist Saathi
        print(told["type"], told["data"]["number"], flush=True)
        self.send_response(204)
        self.end_headers()


server = HTTPServer(HERE, Hook)
secret = post("/webhooks", {"url": f"http://{HERE[0]}:{server.server_port}/hook"})["secret"]
order = post("/orders", {"price": 10_000_00, "reference": "A-7", "description": "Silai machine"})
print("Send your customer to", order["checkout_url"], flush=True)
server.serve_forever()
