"""The web face of a card for one person: where a chat app cannot show a form, or press a button, a page can."""

from app.web.forms.router import build_router
from app.web.forms.tickets import Ticket, Tickets

__all__ = ["Ticket", "Tickets", "build_router"]
