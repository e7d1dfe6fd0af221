"""Who agreed, what they are called, and who did what: kept apart, and without any words."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.ports import (
    Audit,
    Classes,
    Consent,
    Consents,
    HeldBack,
    Noted,
    People,
    Privacy,
    Pseudonyms,
    Records,
)
from bot.records import Store, open_records
from bot.records.audits import checked
from bot.records.pseudonyms import BIRDS, drawn
from tests.debate.examples import T0
from tests.records.recorded import run_sql
from tests.records.searching import files_of, found

LATER = T0 + timedelta(days=1)


PORTS = (Records, People, Consents, Pseudonyms, Audit, Privacy, Classes, HeldBack)


@pytest.mark.parametrize("port", PORTS)
def test_the_store_is_what_the_ports_ask_for(port: type) -> None:
    asked = {name: of for name, of in vars(port).items() if not name.startswith("_")}
    assert asked
    for name, method in asked.items():
        assert inspect.signature(getattr(Store, name)) == inspect.signature(method), name


# --- consents ---------------------------------------------------------------------------------


async def test_a_consent_is_in_force_until_it_is_revoked(store: Store) -> None:
    assert await store.consent("ada", "4000") is None
    given = await store.give_consent("ada", "4000", "2026-01", T0)
    assert given == Consent("ada", "4000", "2026-01", T0)
    assert await store.consent("ada", "4000") == given
    assert await store.consent("ada", "5000") is None
    assert await store.consent("bo", "4000") is None
    assert await store.revoke_consent("ada", "4000", LATER)
    assert await store.consent("ada", "4000") is None
    assert not await store.revoke_consent("ada", "4000", LATER)


async def test_a_consent_to_a_new_notice_takes_the_place_of_the_old(store: Store, url: str) -> None:
    await store.give_consent("ada", "4000", "1", T0)
    await store.give_consent("ada", "4000", "1", T0)
    newer = await store.give_consent("ada", "4000", "2", LATER)
    assert await store.consent("ada", "4000") == newer
    history = [(c.notice_version, c.revoked_at) for c in (await store.my_data("ada")).consents]
    assert history == [("2", None), ("1", LATER)]
    await store.revoke_consent("ada", "4000", LATER)
    assert await store.consent("ada", "4000") is None


async def test_all_consents_in_force_are_told(store: Store) -> None:
    assert await store.agreed() == ()
    bo = await store.give_consent("bo", "4000", "1", LATER)
    ada = await store.give_consent("ada", "4000", "1", T0)
    await store.give_consent("cy", "5000", "1", T0)
    await store.revoke_consent("cy", "5000", LATER)
    assert await store.agreed() == (ada, bo)
    assert all(consent.given_at.tzinfo is UTC for consent in await store.agreed())


async def test_a_moment_keeps_its_time_zone(store: Store, url: str) -> None:
    await store.give_consent("ada", "4000", "1", T0)
    consent = await store.consent("ada", "4000")
    assert consent
    assert (consent.given_at, consent.given_at.tzinfo) == (T0, UTC)


# --- pseudonyms -------------------------------------------------------------------------------


async def test_a_pseudonym_stays_and_is_no_other_s_in_the_class(store: Store, url: str) -> None:
    people = [f"p-{n:03}" for n in range(28)]
    names = [await store.pseudonym(person, "4000") for person in people]
    assert len(set(names)) == 28
    assert set(names) <= set(BIRDS)
    assert [await store.pseudonym(person, "4000") for person in people] == names
    assert await store.pseudonyms("4000") == dict(zip(people, names, strict=True))
    await store.close()
    again = await open_records(url)
    assert await again.pseudonyms("4000") == dict(zip(people, names, strict=True))
    await again.close()


async def test_a_pseudonym_is_drawn_by_lot_and_not_worked_out_from_the_id(store: Store) -> None:
    in_classes = {await store.pseudonym("ada", f"class-{n}") for n in range(20)}
    assert len(in_classes) > 1


async def test_many_who_are_named_at_once_have_names_of_their_own(store: Store) -> None:
    people = [f"p-{n}" for n in range(40)]
    names = await asyncio.gather(*(store.pseudonym(p, "4000") for p in people * 2))
    assert names[:40] == names[40:]
    assert len(set(names)) == 40


async def test_two_processes_draw_no_name_twice(postgres_url: str) -> None:
    stores = [await open_records(postgres_url) for _ in range(2)]
    people = [f"p-{n}" for n in range(20)]
    one, two = await asyncio.gather(
        *(asyncio.gather(*(store.pseudonym(p, "4000") for p in people)) for store in stores)
    )
    assert one == two
    assert len(set(one)) == 20
    for store in stores:
        await store.close()


def test_a_large_class_has_names_with_numbers() -> None:
    taken: set[str] = set()
    for _ in range(2 * len(BIRDS)):
        taken.add(drawn(taken))
    numbered = {f"{bird} 2" for bird in BIRDS}
    assert taken == {*BIRDS, *numbered}
    assert drawn(taken).endswith(" 3")


def test_no_name_is_a_school_of_thought() -> None:
    assert len(set(BIRDS)) == len(BIRDS) >= 80
    assert not {"Hawk", "Dove", "Owl", "Eagle", "Falcon", "Turkey"} & set(BIRDS)


async def test_the_key_can_be_emptied_alone(store: Store, url: str) -> None:
    for place in ("4000", "5000"):
        await store.pseudonym("p-hidden-person", place)
    await store.give_consent("ada", "4000", "1", T0)
    await store.forget_pseudonyms("4000")
    assert await store.pseudonyms("4000") == {}
    assert len(await store.pseudonyms("5000")) == 1
    await store.forget_pseudonyms("5000")
    assert found(["p-hidden-person"], files_of(url)) == set()
    assert await store.consent("ada", "4000") is not None


# --- the audit log ----------------------------------------------------------------------------


async def test_what_was_done_is_noted_newest_first(store: Store) -> None:
    await store.note(T0, "4000", "p-tess", "exported", "d1", form="pdf", debates=1)
    await store.note(LATER, "4000", "p-tess", "changed-score", "p-ada", criterion="evidence")
    await store.note(LATER, "5000", "", "swept", days=30)
    exported = Noted(T0, "4000", "p-tess", "exported", "d1", {"form": "pdf", "debates": 1})
    changed = Noted(LATER, "4000", "p-tess", "changed-score", "p-ada", {"criterion": "evidence"})
    assert await store.audited("4000") == (changed, exported)
    assert await store.audited("4000", limit=1) == (changed,)
    assert await store.audited("4000", about="d1") == (exported,)
    assert await store.audited("5000") == (Noted(LATER, "5000", "", "swept", "", {"days": 30}),)
    assert await store.audited("6000") == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"about": "We should talk first"},
        {"action": "My grandmother told me"},
        {"action": "EXPORTED"},
        {"action": ""},
        {"place": "my school"},
        {"actor": "Ada Lovelace"},
        {"detail": {"reason": "Ships are not soldiers."}},
        {"detail": {"word": "x" * 65}},
        {"detail": {"word": "Zoë"}},
        {"detail": {"line": "two\nlines"}},
        {"at": datetime(2026, 1, 5)},  # noqa: DTZ001  that is what is refused
    ],
)
def test_nothing_that_could_be_a_sentence_goes_in(fields: dict[str, Any]) -> None:
    sound = Noted(T0, "4000", "p-tess", "changed-score", "p-ada", {"points": 4, "turn": "d1"})
    assert checked(sound) == sound
    with pytest.raises(ValueError, match=r"single words|time zone"):
        checked(replace(sound, **fields))


async def test_what_is_refused_is_not_noted(store: Store) -> None:
    with pytest.raises(ValueError, match="single words"):
        await store.note(T0, "4000", "p-tess", "exported", why="Ships are not soldiers.")
    assert await store.audited("4000") == ()


CHANGES = {
    "changed": "UPDATE audit SET actor = 'somebody'",
    "shortened": "DELETE FROM audit",
    "replaced": "INSERT OR REPLACE INTO audit VALUES (1, '2026-01-01', '', '', 'x', '', '{}')",
}


@pytest.mark.parametrize("change", CHANGES)
async def test_the_log_is_only_added_to(store: Store, url: str, change: str) -> None:
    await store.note(T0, "4000", "p-tess", "exported", "d1")
    statements = ["PRAGMA recursive_triggers = ON", CHANGES[change]]
    if "://" in url:
        statements = ["TRUNCATE audit" if change == "replaced" else CHANGES[change]]
    with pytest.raises(DBAPIError, match=r"never|only added to"):
        await run_sql(url, *statements)
    assert len(await store.audited("4000")) == 1
