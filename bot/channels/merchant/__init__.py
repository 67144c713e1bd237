"""Telling the programs of a shop what happened: Standard Webhooks, signed, to addresses outside."""
