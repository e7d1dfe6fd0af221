"""What axe-core finds wrong with a page for people who see, hear or move differently."""

from __future__ import annotations

from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

GRAVE = ("serious", "critical")
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")

AXE = Axe()


async def barriers(page: Page, state: str) -> list[str]:
    """Every serious or critical finding on the page as it stands, in light and in dark, a line each.

    Playwright's `evaluate` runs past the page's content policy, so that axe needs no hole in it.
    """
    found = []
    for scheme in SCHEMES:
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        results = await AXE.run(page)
        for violation in results.response["violations"]:
            if violation["impact"] in GRAVE:
                places = ", ".join(str(node["target"][-1]) for node in violation["nodes"][:5])
                found.append(f"{state}, {scheme}: {violation['id']} at {places}")
    return found
