"""Parley: a Discord bot for diplomacy-debate practice."""
