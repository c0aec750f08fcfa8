"""Leavers: what somebody who has left still holds, and whom it goes to (D17)."""
