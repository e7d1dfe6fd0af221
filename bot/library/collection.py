"""The library of a running bot: articles come in and go out while debates are held.

Behind it stands a `FileLibrary`, which never changes. A new one takes its place in one step, and
the old one is closed when the last search in it has ended, so nobody ever sees half a change.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from bot.debate.arguments import Argument, Witness
from bot.debate.errors import ParleyError, Unknown
from bot.debate.model import Motion, Passage, Quotation, Source, SourceKind, Term
from bot.library.articles import Article
from bot.library.decoding import LARGEST
from bot.library.file_library import FileLibrary
from bot.library.importing import import_paths
from bot.library.quotations import check
from bot.ports import ImportReport, Status

LONGEST_NAME = 100


class Collection:
    """`ports.Library` and `ports.Acquisitions` over a folder of articles. For one event loop.

    It takes over `library`, and closes it.
    """

    largest = LARGEST

    def __init__(self, library: FileLibrary, folder: Path) -> None:
        self._now = library
        self._folder = folder
        self._changing = asyncio.Lock()
        self._searches: Counter[FileLibrary] = Counter()
        self._withdrawn: dict[str, Article] = {}

    def close(self) -> None:
        """Let go of the files."""
        for library in {self._now, *self._searches}:
            library.close()

    # --- what comes in and goes out -------------------------------------------------------------

    def articles(self) -> tuple[Source, ...]:
        return tuple(s for s in self._now.sources() if s.kind is SourceKind.ARTICLE)

    async def add(self, name: str, content: bytes, told: Mapping[str, str]) -> ImportReport:
        async with self._changing:
            try:
                report = await asyncio.to_thread(self._imported, name, content, dict(told))
            except OSError as error:
                raise _unwritable(error) from None
            if report.status is Status.IMPORTED:
                await self._renew()
            return report

    async def remove(self, id: str) -> Source:
        async with self._changing:
            article = self._now.article(id)
            try:
                await asyncio.to_thread((self._folder / f"{article.head.id}.md").unlink, True)
            except OSError as error:
                raise _unwritable(error) from None
            self._withdrawn[id] = article
            await self._renew()
            return article.source

    def _imported(self, name: str, content: bytes, told: dict[str, str]) -> ImportReport:
        """The document, imported from a file that has its name for as long as it is read."""
        with tempfile.TemporaryDirectory(prefix="parley-") as folder:
            path = Path(folder, _as_file(name))
            path.write_bytes(content)
            (report,) = import_paths(
                [path],
                self._folder,
                on=f"{datetime.now(UTC):%Y-%m-%d}",
                title=told.get("title"),
                author=told.get("author"),
                published=told.get("published"),
                outlet=told.get("outlet"),
                known=self._now.sources(),
                arguments=self._now.every_argument(),
            )
        return report

    async def _renew(self) -> None:
        """Let a library with the articles that are there now take the place of this one."""
        fresh = await asyncio.to_thread(self._now.reread, self._folder)
        old, self._now = self._now, fresh
        self._close_unused(old)

    def _close_unused(self, library: FileLibrary) -> None:
        if library is not self._now and not self._searches[library]:
            del self._searches[library]
            library.close()

    # --- the library as it is now ---------------------------------------------------------------

    def motions(self) -> tuple[Motion, ...]:
        return self._now.motions()

    def motion(self, id: str) -> Motion:
        return self._now.motion(id)

    def arguments(self, motion: str, school: str | None = None) -> tuple[Argument, ...]:
        return self._now.arguments(motion, school)

    def argument(self, id: str) -> Argument:
        return self._now.argument(id)

    def witnesses(self, argument: str) -> tuple[Witness, ...]:
        return self._now.witnesses(argument)

    def terms(self) -> tuple[Term, ...]:
        return self._now.terms()

    def explain(self, word: str) -> Term:
        return self._now.explain(word)

    def sources(self) -> tuple[Source, ...]:
        return self._now.sources()

    def passage(self, id: str) -> Passage:
        return self._now.passage(id)

    async def search(
        self, query: str, *, school: str | None = None, motion: Motion | None = None, limit: int = 8
    ) -> tuple[Passage, ...]:
        library = self._now
        self._searches[library] += 1
        try:
            return await library.search(query, school=school, motion=motion, limit=limit)
        finally:
            self._searches[library] -= 1
            self._close_unused(library)

    def check_quotation(self, words: str, source: str) -> Quotation:
        """Like the library's; an article that was taken out since the start can still be checked.

        A debate that was offered it may be in the middle of quoting it.
        """
        try:
            return self._now.check_quotation(words, source)
        except Unknown:
            if source not in self._withdrawn:
                raise
            found = check(words, self._withdrawn[source].text)
            return Quotation(words, found.verdict, found=found.words, source_id=source)


def _as_file(name: str) -> str:
    """A document's name as a file can have it, with its suffix."""
    kept = "".join(c if c.isalnum() or c in "-_. " else "_" for c in name).strip(". ")
    return kept.encode()[-LONGEST_NAME:].decode(errors="ignore") or "document"


def _unwritable(error: OSError) -> ParleyError:
    return ParleyError(f"The articles cannot be changed on this machine ({error.strerror}).")
