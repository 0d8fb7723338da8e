"""Fake carriers: Twilio and Telegram on this machine, speaking the providers' HTTP.

For trying the service without accounts, and for tests. The real client libraries talk to them.
"""
