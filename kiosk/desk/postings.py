"""Postings at the desk: taken down, copied, listed, and led through their life."""

from __future__ import annotations

from kiosk.desk.fast_posting import FastPosting, Understood
from kiosk.desk.posting_life import PostingLife
from kiosk.desk.posting_lists import PostingListing
from kiosk.desk.posting_voice import PostingVoice
from kiosk.desk.taking_postings import TakingPostings
from kiosk.desk.vetting_now import NotTaken, Taken, TakenOrNot

__all__ = ["FastPosting", "NotTaken", "Postings", "Taken", "TakenOrNot", "Understood"]


class Postings(TakingPostings, PostingLife, PostingVoice, PostingListing):
    """Every use-case about postings, for one person at one device."""
