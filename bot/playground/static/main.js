// Joins the parts: what changed on the server is looked at again, and shown.

import { getJson } from "./api.js";
import { startCards } from "./cards.js";
import { changeChat, startComposer } from "./composer.js";
import { jumpTo, markSeen, refreshMessages, startMessages } from "./messages.js";
import { toast } from "./notes.js";
import { showClock, showExample, startSide } from "./side.js";
import { keepAddress, state } from "./state.js";

const shown = new Map();
let revision = null;
let looking = null;
let again = false;
let touched = "";

/** One look at a time; what changes meanwhile causes one more. */
function refresh() {
  if (looking) {
    again = true;
    return looking;
  }
  looking = (async () => {
    do {
      again = false;
      await look();
    } while (again);
  })().finally(() => { looking = null; });
  return looking;
}

async function look() {
  const side = await getJson(`/side?persona=${encodeURIComponent(state.persona)}&chat=${encodeURIComponent(state.chat)}`);
  if (!side.chat) return;
  for (const part of ["people", "chats", "plan"]) put(part, side[part]);
  showClock(side.clock);
  showExample(side.example);
  document.getElementById("chat-name").textContent = side.chat.name;
  document.getElementById("chat-note").textContent = side.chat.note;
  document.getElementById("say").placeholder = side.chat.placeholder;
  document.title = side.unread ? `(${side.unread}) 会办 · 演练场` : "会办 · 演练场";
  state.private = side.chat.private;
  const now = `${state.persona} ${side.chat.id} ${side.chat.revision} ${side.clock.day}`;
  if (side.chat.id === state.chat && now !== revision) {
    await refreshMessages();
    revision = now;
  }
  if (state.following) followTo(side.example);
}

/** Replace a list only when it differs, and keep the focus in it. */
function put(id, html) {
  if (shown.get(id) === html) return;
  shown.set(id, html);
  const box = document.getElementById(id);
  const focused = box.contains(document.activeElement) ? document.activeElement.dataset : null;
  box.innerHTML = html;
  if (focused?.persona) box.querySelector(`[data-persona="${focused.persona}"]`)?.focus();
  if (focused?.chat) box.querySelector(`[data-chat="${focused.chat}"]`)?.focus();
}

function open(persona, chat) {
  if (persona === state.persona && chat === state.chat) return;
  changeChat(`${state.persona} ${state.chat}`, `${persona} ${chat}`);
  state.persona = persona;
  state.chat = chat;
  keepAddress();
}

/** Take a person's place: the same group, or their own private chat. */
function become(persona) {
  open(persona, state.private ? `with-${persona}` : state.chat);
}

/** The page looks where the example happens, until somebody takes over. */
function followTo(example) {
  if (!example.persona) return;
  state.view = "chat";
  if (example.persona !== state.persona || example.chat !== state.chat) {
    open(example.persona, example.chat);
    again = true;
  } else if (example.message && example.message !== touched) {
    touched = example.message;
    jumpTo(`m${touched}`);
  }
}

function startChoosing() {
  for (const touch of ["pointerdown", "keydown", "wheel"]) {
    document.addEventListener(touch, () => { state.following = false; }, { passive: true });
  }
  document.addEventListener("click", (event) => {
    const persona = event.target.closest("[data-persona]");
    const chat = event.target.closest("a[data-chat]");
    const view = event.target.closest("[data-view-to]");
    if (persona && persona.id !== "app") {
      become(persona.dataset.persona);
      refresh().catch(complain);
    }
    if (chat) {
      event.preventDefault();
      open(state.persona, chat.dataset.chat);
      state.view = "chat";
      refresh().then(markSeen).catch(complain);
    }
    if (view) state.view = state.view === view.dataset.viewTo ? "chat" : view.dataset.viewTo;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.view === "side") state.view = "chat";
  });
}

function complain(error) {
  toast(error.message, "error");
}

function listen() {
  const offline = document.getElementById("offline");
  const source = new EventSource("/playground/stream");
  const catchUp = () => {
    offline.hidden = true;
    refresh().catch(() => { offline.hidden = false; });
  };
  source.addEventListener("changed", catchUp);
  source.addEventListener("alive", catchUp);
  source.addEventListener("error", () => { offline.hidden = false; });
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}

startMessages();
startCards(refresh);
startComposer(refresh);
startSide(refresh, () => { state.following = true; });
startChoosing();
listen();
