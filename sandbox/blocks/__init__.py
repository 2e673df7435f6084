"""Block Kit as Slack refuses it: tables of rules, one checker."""
