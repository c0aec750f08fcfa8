// What is offered while one types: people after @, commands after /.

import { state } from "./state.js";

const list = document.getElementById("offers");
const say = document.getElementById("say");
let shown = [];
let chosen = 0;
let from = 0;

export function offersOpen() {
  return !list.hidden;
}

export function closeOffers() {
  list.hidden = true;
  say.removeAttribute("aria-activedescendant");
}

/** Look at what stands before the cursor, and offer what fits. */
export function offer() {
  const before = say.value.slice(0, say.selectionStart);
  const person = /@([^\s@]{0,8})$/.exec(before);
  const command = /^\s*(?:@会办\s*)?(\/[^\s/]{0,6})$/.exec(before);
  if (person) show(state.names.filter((one) => begins(one, person[1])), before.length - person[0].length, "@");
  else if (command) show(state.commands.filter((one) => begins(one, command[1])), before.length - command[1].length, "");
  else closeOffers();
}

/** What is typed in full already needs no offer: Enter then sends. */
function begins(one, typed) {
  return one.name.startsWith(typed) && one.name !== typed;
}

function show(found, start, lead) {
  shown = found.map((one) => ({ text: `${lead}${one.name} `, ...one }));
  chosen = 0;
  from = start;
  list.replaceChildren(...shown.map(line));
  list.hidden = shown.length === 0;
  mark();
}

function line(one, index) {
  const row = document.createElement("div");
  row.className = "offer";
  row.id = `offer-${index}`;
  row.setAttribute("role", "option");
  const name = document.createElement("b");
  name.textContent = one.name;
  const note = document.createElement("span");
  note.textContent = one.note;
  row.append(name, note);
  row.addEventListener("mousedown", (event) => { event.preventDefault(); take(index); });
  return row;
}

function mark() {
  Array.from(list.children).forEach((row, index) => row.setAttribute("aria-selected", String(index === chosen)));
  if (!list.hidden) say.setAttribute("aria-activedescendant", `offer-${chosen}`);
  list.children[chosen]?.scrollIntoView({ block: "nearest" });
}

function take(index) {
  const end = say.selectionStart;
  say.setRangeText(shown[index].text, from, end, "end");
  closeOffers();
  say.focus();
  say.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Arrow keys, Enter, Tab and Escape while something is offered; whether the key was ours. */
export function offerKey(key) {
  if (list.hidden) return false;
  if (key === "ArrowDown" || key === "ArrowUp") {
    chosen = (chosen + (key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length;
    mark();
  } else if (key === "Enter" || key === "Tab") take(chosen);
  else if (key === "Escape") closeOffers();
  else return false;
  return true;
}
