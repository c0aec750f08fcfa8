"""The web face of a card for one person: where a chat app cannot show a form, or press a button, a page can."""

from app.web.forms.door import build_doors
from app.web.forms.router import build_router
from app.web.forms.tickets import Door, Ticket, Tickets

__all__ = ["Door", "Ticket", "Tickets", "build_doors", "build_router"]
