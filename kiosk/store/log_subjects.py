"""What the ids in the desk log stand for now: the log itself keeps no names, so that whoever is forgotten is."""

from __future__ import annotations

import json
from collections.abc import Collection

from kiosk.domain.log_entry import Subject, SubjectKind
from kiosk.store.database import Database

IDS = "select value from json_each(?)"
QUESTIONS: tuple[tuple[SubjectKind, str], ...] = (
    (SubjectKind.PERSON, f"select id, name, number from people where id in ({IDS})"),
    (
        SubjectKind.PERSON,
        f"select v.id, p.name, p.number from visits v join people p on p.number = v.person where v.id in ({IDS})",
    ),
    (
        SubjectKind.PERSON,
        f"select s.id, p.name, p.number from sign_ups s join people p on p.number = s.person where s.id in ({IDS})",
    ),
    (SubjectKind.POSTING, f"select id, title, 0 from postings where id in ({IDS})"),
    (SubjectKind.EMPLOYER, f"select id, name, 0 from employers where id in ({IDS})"),
    (SubjectKind.SLIP, f"select id, number, 0 from slips where id in ({IDS})"),
    (SubjectKind.COMPLAINT, f"select id, number, 0 from complaints where id in ({IDS})"),
    (SubjectKind.CLASS, f"select id, title, 0 from classes where id in ({IDS})"),
    (SubjectKind.NOTICE, f"select id, title, 0 from notices where id in ({IDS})"),
    (SubjectKind.WORK_WISH, f"select id, number, 0 from work_wishes where id in ({IDS})"),
    (SubjectKind.STAFF, f"select id, name, 0 from staff where id in ({IDS})"),
)


def subjects(database: Database, ids: Collection[str], *, with_people: bool) -> dict[str, Subject]:
    """Return what each of `ids` stands for as far as it is known; names of people only `with_people`."""
    asked = (json.dumps(sorted(ids)),)
    return {
        found: Subject(kind=kind, name=name if with_people or kind is not SubjectKind.PERSON else "", number=number)
        for kind, question in QUESTIONS
        for found, name, number in database.rows(question, asked)
    }
