// Who we play, which chat is open, which part a phone shows. The address keeps the first two.

const app = document.getElementById("app");

export const state = {
  get persona() { return app.dataset.persona; },
  set persona(id) { app.dataset.persona = id; },
  get chat() { return app.dataset.chat; },
  set chat(id) { app.dataset.chat = id; },
  get view() { return app.dataset.view; },
  set view(name) { app.dataset.view = name; },
  names: JSON.parse(app.dataset.names),
  commands: JSON.parse(app.dataset.commands),
  private: false,
  following: false,
};

export function keepAddress() {
  const address = `/playground?as=${encodeURIComponent(state.persona)}&chat=${encodeURIComponent(state.chat)}`;
  history.replaceState(null, "", address);
}
