// Buttons that act and forms that are sent.

import { newId, post } from "./api.js";
import { confirmed, toast } from "./notes.js";
import { state } from "./state.js";

let refresh = async () => {};

export function startCards(afterwards) {
  refresh = afterwards;
  const box = document.getElementById("messages");
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    press(event.submitter, event.target);
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-action]");
    if (button && button.type === "button") press(button, null);
  });
  box.addEventListener("input", (event) => {
    const field = event.target.closest(".field");
    if (field) mark(field, "");
  });
}

async function press(button, form) {
  if (!button?.dataset.action) return;
  const values = form ? valuesOf(form) : {};
  if (values === null) return;
  if (button.dataset.confirm && !(await confirmed(button.dataset.confirm))) return;
  const message = button.closest(".message");
  const all = Array.from(message.querySelectorAll("button[data-action]"));
  for (const other of all) other.disabled = true;
  button.classList.add("working");
  try {
    const answer = await post("/press", {
      id: newId(),
      persona: state.persona,
      chat: state.chat,
      press: {
        message_id: message.dataset.message,
        action: button.dataset.action,
        args: JSON.parse(button.dataset.args),
        values,
      },
    });
    if (form && !answer.refused) message.dataset.sent = "yes";
    toast(answer.toast, answer.tone);
    await refresh();
  } catch (error) {
    toast(error.message, "error");
  } finally {
    button.classList.remove("working");
    for (const other of all) other.disabled = false;
  }
}

/** Every field's value, or null when one that is required is empty: it then says so itself. */
function valuesOf(form) {
  const values = {};
  let firstWrong = null;
  for (const field of form.querySelectorAll(".field")) {
    const value = valueOf(field);
    values[field.dataset.field] = value;
    const empty = field.dataset.kind !== "toggle" && value.length === 0;
    const wrong = empty && "required" in field.dataset;
    mark(field, wrong ? "这一项还没有填" : "");
    if (wrong) firstWrong ??= field;
  }
  firstWrong?.querySelector("input, select, textarea")?.focus();
  return firstWrong ? null : values;
}

function valueOf(field) {
  if (field.dataset.kind === "toggle") return field.querySelector("input").checked;
  if (field.dataset.kind === "many") return Array.from(field.querySelectorAll("input:checked"), (input) => input.value);
  const value = field.querySelector("input, select, textarea").value;
  return field.dataset.kind === "text" ? value.trim() : value;
}

function mark(field, words) {
  const error = field.querySelector(".field-error");
  if (!error) return;
  field.classList.toggle("wrong", Boolean(words));
  error.hidden = !words;
  error.textContent = words;
  field.querySelector("input, select, textarea")?.setAttribute("aria-invalid", words ? "true" : "false");
}
