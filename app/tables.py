"""Imports every module with tables, so that migrations and tests know them all."""

import app.demo.models
import app.glossary.models
import app.history.models
import app.inbox.models
import app.leaving.models
import app.meetings.minutes_models
import app.meetings.models
import app.needs.models
import app.outbox.models
import app.people.models
import app.projects.models
import app.reminders.models
import app.reviews.models
import app.rulepacks.models
import app.search.models
import app.tasks.models
import bot.dingtalk.models
import bot.playground.models

__all__ = ["app", "bot"]
