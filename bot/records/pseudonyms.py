"""What people are called where their names must not be told, on an open connection.

A name is drawn by lot, so that nothing about its bearer can be worked out from it. The table is the
only key: once it is emptied, nobody can tell any more who was called what.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.records.tables import pseudonyms

FLOCK = """
Avocet Bittern Bluethroat Bobolink Bowerbird Brambling Bunting Chaffinch Chiffchaff Cormorant
Crake Crossbill Curlew Dipper Dotterel Dunlin Dunnock Egret Eider Fieldfare Finch Firecrest
Flamingo Fulmar Garganey Godwit Goldcrest Goldeneye Goldfinch Grebe Greenfinch Greenshank
Guillemot Heron Honeyeater Hoopoe Hummingbird Ibis Jackdaw Kingfisher Kinglet Kittiwake Lapwing
Linnet Lyrebird Macaw Meadowlark Moorhen Nightingale Nuthatch Oriole Oystercatcher Pelican
Petrel Pintail Pipit Plover Pochard Ptarmigan Puffin Razorbill Redpoll Redshank Redstart Redwing
Sanderling Sandpiper Shearwater Siskin Skylark Spoonbill Starling Stonechat Stork Sunbird Swan
Tanager Teal Tern Toucan Treecreeper Turnstone Vireo Wagtail Warbler Waxwing Whimbrel Whinchat
Wigeon Wren
"""

BIRDS = tuple(FLOCK.split())
"""No bird that is also a school of thought, a state's emblem, a person's name or a taunt."""


def drawn(taken: Collection[str]) -> str:
    """A name that is not taken, by lot; with a number once every bird is."""
    round_ = 1
    while True:
        flock = (bird if round_ == 1 else f"{bird} {round_}" for bird in BIRDS)
        if free := [name for name in flock if name not in taken]:
            return secrets.choice(free)
        round_ += 1


async def known(connection: AsyncConnection, person: str, place: str) -> str | None:
    """What this person is called here; None where no name was drawn yet."""
    p = pseudonyms.c
    name: str | None = await connection.scalar(
        select(p.name).where(p.place == place, p.person == person)
    )
    return name


async def draw(connection: AsyncConnection, person: str, place: str) -> str:
    """What this person is called here, from now on."""
    if name := await known(connection, person, place):
        return name
    name = drawn(set((await key(connection, place)).values()))
    await connection.execute(insert(pseudonyms).values(place=place, person=person, name=name))
    return name


async def key(connection: AsyncConnection, place: str) -> dict[str, str]:
    """Who is called what in this place."""
    p = pseudonyms.c
    rows = await connection.execute(select(p.person, p.name).where(p.place == place))
    return {row.person: row.name for row in rows}


async def borne(connection: AsyncConnection, person: str) -> dict[str, str]:
    """What this person is called, by place."""
    p = pseudonyms.c
    rows = await connection.execute(select(p.place, p.name).where(p.person == person))
    return {row.place: row.name for row in rows}


async def forget_person(
    connection: AsyncConnection, person: str, places: Collection[str] | None = None
) -> bool:
    """Remove what this person is called, in these places or in all; whether there was anything."""
    one = delete(pseudonyms).where(pseudonyms.c.person == person)
    if places is not None:
        one = one.where(pseudonyms.c.place.in_(places))
    return bool((await connection.execute(one)).rowcount)


async def forget_place(connection: AsyncConnection, place: str) -> None:
    """Empty the key of this place."""
    await connection.execute(delete(pseudonyms).where(pseudonyms.c.place == place))
