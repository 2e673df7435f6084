"""Slack's Web API, one file a family. Importing this fills the table of methods."""

from sandbox.web_api import app, chat, conversations, files, history, users, views
from sandbox.web_api.endpoint import Endpoint

__all__ = ["Endpoint", "app", "chat", "conversations", "files", "history", "users", "views"]
