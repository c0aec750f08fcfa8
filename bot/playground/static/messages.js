// The messages of the open chat: brought up to date in place, so that scroll, focus and typed values stay.

import { getText, post } from "./api.js";
import { state } from "./state.js";

const box = document.getElementById("messages");
const newest = document.getElementById("to-newest");
const pinned = document.getElementById("pinned");
const NEAR = 120;
let shownFor = `${state.persona} ${state.chat}`;

export async function refreshMessages() {
  const { persona, chat } = state;
  const html = await getText(`/chat/${encodeURIComponent(chat)}?persona=${encodeURIComponent(persona)}`);
  if (persona !== state.persona || chat !== state.chat) return;
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  const another = shownFor !== `${persona} ${chat}`;
  shownFor = `${persona} ${chat}`;
  if (another) box.replaceChildren(wanted.content);
  else reconcile(wanted.content);
  afterChange(another);
}

function reconcile(content) {
  const atEnd = isAtEnd();
  const old = new Map(Array.from(box.children, (element) => [element.dataset.message, element]));
  let place = box.firstElementChild;
  let first = null;
  for (const element of Array.from(content.children)) {
    const before = old.get(element.dataset.message);
    old.delete(element.dataset.message);
    if (!before) {
      element.classList.add("fresh");
      box.insertBefore(element, place);
      first ??= element;
      continue;
    }
    if (place === before) place = before.nextElementSibling;
    else box.insertBefore(before, place);
    if (before.dataset.revision !== element.dataset.revision) {
      carryOver(before, element);
      before.replaceWith(element);
    }
  }
  for (const gone of old.values()) gone.remove();
  if (atEnd || (first && state.following)) settle(first);
  else if (first) newest.hidden = false;
}

/** What somebody is typing into a card survives the card's new face; what they have sent does not. */
function carryOver(before, after) {
  for (const fold of before.querySelectorAll("details[open]")) {
    const index = Array.from(before.querySelectorAll("details")).indexOf(fold);
    after.querySelectorAll("details")[index]?.setAttribute("open", "");
  }
  if (before.dataset.sent) return;
  for (const input of before.querySelectorAll(".card-form [name]:not([type=checkbox])")) {
    const same = after.querySelector(`.card-form [name="${CSS.escape(input.name)}"]`);
    const first = input.tagName === "SELECT" ? firstChoice(input) : input.defaultValue;
    if (same && input.value !== first) same.value = input.value;
  }
}

function firstChoice(select) {
  return Array.from(select.options).find((option) => option.defaultSelected)?.value ?? "";
}

function afterChange(another) {
  if (another) settle(box.querySelector(".message:last-of-type"));
  const marked = Array.from(box.querySelectorAll(".message:has(.pinned-mark)")).at(-1);
  pinned.hidden = !marked;
  if (marked) {
    pinned.href = `#${marked.id}`;
    document.getElementById("pinned-words").textContent = marked.querySelector("h3")?.textContent ?? "置顶消息";
  }
  markSeen();
}

export function markSeen() {
  const last = box.querySelector(".message:last-of-type");
  const onScreen = state.view === "chat" || getComputedStyle(document.querySelector(".list")).position !== "absolute";
  if (!last || document.hidden || !onScreen) return;
  const upTo = Number(last.dataset.message);
  post("/seen", { persona: state.persona, chat: state.chat, up_to: upTo }).catch(() => {});
}

function isAtEnd() {
  return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
}

export function toEnd() {
  box.scrollTop = box.scrollHeight;
  newest.hidden = true;
}

/** To the end, but never past the beginning of what is new. */
function settle(first) {
  toEnd();
  if (!first) return;
  const over = box.getBoundingClientRect().top + 12 - first.getBoundingClientRect().top;
  if (over > 0) box.scrollTop -= over;
  newest.hidden = isAtEnd() || !first.nextElementSibling;
}

/** Brings a message into sight. Only the messages are scrolled: a phone's parts lie beside the screen and stay there. */
export function jumpTo(id) {
  const target = document.getElementById(id);
  if (!target) return;
  const below = target.getBoundingClientRect().top - box.getBoundingClientRect().top;
  const room = Math.max(0, box.clientHeight - target.offsetHeight);
  box.scrollTo({ top: box.scrollTop + below - room / 2, behavior: "smooth" });
  target.classList.remove("flash");
  requestAnimationFrame(() => target.classList.add("flash"));
}

export function startMessages() {
  newest.addEventListener("click", toEnd);
  box.addEventListener("scroll", () => { if (isAtEnd()) newest.hidden = true; }, { passive: true });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".quote, .pinned");
    if (!link) return;
    event.preventDefault();
    jumpTo(link.getAttribute("href").slice(1));
  });
  document.addEventListener("visibilitychange", markSeen);
  afterChange(true);
}
