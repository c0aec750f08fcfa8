// Toasts, and the question asked before a press counts.

const SHOWN_FOR = 3200;

export function toast(words, tone = "info") {
  if (!words) return;
  const note = document.createElement("div");
  note.className = `toast toast-${tone}`;
  note.textContent = words;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.remove(), SHOWN_FOR);
}

export function confirmed(question) {
  const dialog = document.getElementById("ask");
  document.getElementById("ask-words").textContent = question;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
