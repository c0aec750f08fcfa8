// The page's requests. Everything that can go wrong ends as an Error with words for the person.

const WORDS = "没有连上会办，请稍后再试";

async function ask(path, options) {
  let response;
  try {
    response = await fetch(`/playground${path}`, options);
  } catch {
    throw new Error(WORDS);
  }
  if (!response.ok && response.status !== 403) throw new Error(WORDS);
  return response;
}

export async function getText(path) {
  return (await ask(path)).text();
}

export async function getJson(path) {
  return (await ask(path)).json();
}

export async function post(path, body) {
  const response = await ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (response.status === 204) return {};
  const answer = await response.json();
  return response.ok ? answer : { toast: answer.toast ?? answer.detail ?? WORDS, tone: "warning", refused: true };
}

/** The same action sent twice (a second tap, a lost connection) is the same to the server. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
