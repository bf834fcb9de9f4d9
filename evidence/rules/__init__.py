"""Audit rules, one file a rule; they read dossiers and yield findings, and never write, fetch or remember."""
