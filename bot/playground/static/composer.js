// The box one writes in: sending, replying, growing with the text.

import { newId, post } from "./api.js";
import { toEnd } from "./messages.js";
import { toast } from "./notes.js";
import { closeOffers, offer, offerKey } from "./offers.js";
import { state } from "./state.js";

const form = document.getElementById("composer");
const say = document.getElementById("say");
const send = form.querySelector(".send");
const replying = document.getElementById("replying");
const drafts = new Map();
let replyTo = null;

function fit() {
  say.style.height = "auto";
  say.style.height = `${Math.min(say.scrollHeight, 200)}px`;
  send.disabled = !say.value.trim();
}

export function write(text) {
  say.value = text;
  fit();
  say.focus();
}

function reply(button) {
  replyTo = button.dataset.reply;
  const author = button.closest(".message").dataset.author;
  document.getElementById("replying-words").textContent = `回复 ${author}：${button.dataset.words}`;
  replying.hidden = false;
  if (!state.private && author === "会办" && !say.value) write("@会办 ");
  say.focus();
}

function noReply() {
  replyTo = null;
  replying.hidden = true;
}

/** Keep what was begun in the chat that is left; give back what was begun in the one that is opened. */
export function changeChat(before, after) {
  drafts.set(before, say.value);
  say.value = drafts.get(after) ?? "";
  noReply();
  closeOffers();
  fit();
}

/** The box is empty at once, so that one can go on typing; what could not be sent comes back into it. */
async function submit(refresh) {
  const text = say.value.trim();
  if (!text) return;
  const body = { id: newId(), persona: state.persona, chat: state.chat, text, reply_to: replyTo };
  say.value = "";
  noReply();
  fit();
  toEnd();
  try {
    const answer = await post("/say", body);
    if (answer.refused) giveBack(text, answer.toast, "warning");
    await refresh();
  } catch (error) {
    giveBack(text, error.message, "error");
  }
}

function giveBack(text, words, tone) {
  toast(words, tone);
  if (!say.value) write(text);
}

export function startComposer(refresh) {
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(refresh); });
  say.addEventListener("input", () => { fit(); offer(); });
  say.addEventListener("blur", () => setTimeout(closeOffers, 100));
  say.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (offerKey(event.key)) event.preventDefault();
    else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit(refresh);
    }
  });
  document.getElementById("reply-off").addEventListener("click", noReply);
  document.addEventListener("click", (event) => {
    const insert = event.target.closest("[data-insert]");
    const answered = event.target.closest("[data-reply]");
    const draft = event.target.closest("[data-draft]");
    if (answered) reply(answered);
    if (draft) write(draft.dataset.draft);
    if (!insert) return;
    say.focus();
    if (insert.dataset.insert === "/" && say.value.trim()) write("");
    say.setRangeText(insert.dataset.insert, say.selectionStart, say.selectionEnd, "end");
    fit();
    offer();
  });
  fit();
}
