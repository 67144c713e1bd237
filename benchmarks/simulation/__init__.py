"""Invented customers, an application in process, a fake Twilio on the loopback, and a clock that is turned."""
