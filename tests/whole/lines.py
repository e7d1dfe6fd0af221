"""A page's line to the room, in a test's hands."""

from __future__ import annotations

from playwright.async_api import Page, WebSocketRoute


class Line:
    """The page's line to the room, which can be cut and mended."""

    def __init__(self) -> None:
        self._lines: list[WebSocketRoute] = []
        self._whole = True

    async def lay(self, page: Page) -> None:
        await page.route_web_socket("**/people/socket*", self._through)

    async def _through(self, line: WebSocketRoute) -> None:
        if self._whole:
            line.connect_to_server()
            self._lines.append(line)
        else:
            await line.close()

    async def cut(self) -> None:
        self._whole = False
        await self._lines[-1].close()

    def mend(self) -> None:
        self._whole = True


async def hurry(page: Page) -> None:
    """Press “Try now”, unless the page has come back by itself meanwhile."""
    await page.locator("#banner button").evaluate_all("found => found.forEach(b => b.click())")
