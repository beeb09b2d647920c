"""A group advises: who guides it writes that down on a phone, the group says yes, and a council member reads it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from panel.core.access import Role
from panel.municipalities.models import Municipality
from tests.factories import MunicipalityFactory, UserFactory
from tests.factories.accounts import PASSWORD
from tests.journeys.desk import Desk
from tests.journeys.reader import Reader
from tests.journeys.website import HOST, Website
from tests.journeys.witness import fits, look
from tests.speaking_minds.making import FIELD, WHY, class_that_advises

pytestmark = [pytest.mark.browser, pytest.mark.sqlite]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def municipality(website: Website, session: Session) -> Municipality:
    made: Municipality = MunicipalityFactory(host=HOST)
    class_that_advises(session, municipality=made)
    return made


def test_from_the_phone_of_who_guides_the_group_to_the_phone_of_the_council(
    municipality: Municipality, session: Session, new_desk: Callable[..., Desk], new_reader: Callable[..., Reader]
) -> None:
    guide = UserFactory(municipality=municipality, role=Role.FACILITATOR)
    session.commit()
    femke = new_desk()
    femke.page.set_viewport_size(PHONE)
    femke.opens("/inloggen")
    femke.fills({"E-mailadres": guide.email, "Wachtwoord": PASSWORD})
    femke.taps("Log in")
    femke.sees("Vragen van de gemeente")
    femke.page.get_by_role("link", name="Advies van de groep").first.click()
    femke.sees("Advies van de groep")
    femke.reads("Nog geen advies")
    femke.page.get_by_role("link", name="Schrijf het eerste advies op").click()
    femke.sees("Nieuw advies")
    femke.fills({"Het advies": FIELD, "Waarom?": f"{WHY} Bel 06 12345678."})
    fits(femke.page)
    femke.page.get_by_role("button", name="Bewaar").last.click()
    femke.reads("Dit lijkt op een naam, nummer of adres: ‘06 12345678’")
    femke.page.get_by_role("link", name="Pas aan").click()
    femke.sees("Pas het advies aan")
    femke.fills({"Waarom?": WHY})
    femke.page.get_by_role("button", name="Bewaar").last.click()
    femke.reads("wacht op ja van de groep")
    femke.page.get_by_role("button", name="Zet op de uitslagpagina").click()
    femke.reads("Vraag het eerst aan de groep")
    femke.page.get_by_text("De groep heeft dit gelezen en is het ermee eens.").click()
    femke.page.get_by_role("button", name="Zet op de uitslagpagina").click()
    femke.reads("De groep zei ja op")
    fits(femke.page)
    look(femke.page, "advies-van-de-groep-aan-het-bureau")

    member = new_reader()
    member.opens("/uitslag/sporten")
    member.page.get_by_role("navigation", name="Op deze pagina").get_by_role("link", name="Advies van de groep").click()
    part = member.page.locator(".mp-advised")
    expect(part.get_by_role("heading", name=FIELD)).to_be_in_viewport()
    expect(part).to_contain_text("Groep")
    expect(part).to_contain_text("ongeveer 25 mensen")
    expect(part).to_contain_text(WHY)
    fits(member.page)
    look(member.page, "advies-op-de-uitslagpagina")

    femke.page.get_by_text("Haal weg op verzoek van de groep").click()
    femke.page.get_by_role("button", name="Haal dit advies weg").click()
    femke.reads("Het advies is weg, ook van de uitslagpagina.")
    member.opens("/uitslag/sporten")
    expect(member.page.locator(".mp-advised")).to_have_count(0)
