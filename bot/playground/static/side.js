// The right side: the clock that runs and can be moved, the example, what is planned.

import { post } from "./api.js";
import { toast } from "./notes.js";

const zone = "Asia/Shanghai";
const hour = new Intl.DateTimeFormat("zh-CN", { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const example = document.getElementById("example");
const playingBar = document.getElementById("playing");
let ahead = 0;
let playing = false;

export function showClock(clock) {
  ahead = clock.at - Date.now();
  set("day", clock.day);
  set("weekday", clock.weekday);
  const workday = document.getElementById("workday");
  workday.textContent = clock.workday ? "工作日" : "休息日";
  workday.className = `tag ${clock.workday ? "tag-info" : "tag-warn"}`;
  const input = document.getElementById("clock-to");
  if (!input.closest("details").open) input.value = clock.input;
  run();
}

function set(what, words) {
  for (const element of document.querySelectorAll(`[data-clock="${what}"]`)) {
    if (element.textContent !== words) element.textContent = words;
  }
}

function run() {
  set("time", hour.format(new Date(Date.now() + ahead)));
}

export function showExample(now) {
  const ended = playing && !now.running;
  playing = now.running;
  document.getElementById("example-bar").hidden = !now.running;
  const progress = document.getElementById("example-progress");
  progress.max = Math.max(now.of, 1);
  progress.value = now.at;
  if (now.running || ended) document.getElementById("example-words").textContent = told(now);
  playingBar.hidden = !now.running;
  document.getElementById("playing-words").textContent = now.running ? told(now) : "";
  const button = example.querySelector("span");
  example.querySelector(".icon-play").toggleAttribute("hidden", now.running);
  example.querySelector(".icon-stop").toggleAttribute("hidden", !now.running);
  button.textContent = now.running ? "停止播放" : "播放示例";
  example.classList.toggle("btn-primary", !now.running);
  if (ended && now.failed) toast("示例停在了这一步", "warning");
  else if (ended && now.at === now.of) toast("示例播放完了，接着可以自己试", "success");
}

function told(now) {
  if (now.running) return now.at ? `第 ${now.at}/${now.of} 步：${now.told}` : "正在准备…";
  if (now.failed || now.at < now.of) return `停在第 ${now.at} 步：${now.told}`;
  return "播放完了。可以把时钟往后拨，看看提醒怎样按时发出。";
}

async function act(button, path, body) {
  button.disabled = true;
  button.classList.add("working");
  try {
    const answer = await post(path, body);
    toast(answer.toast, answer.tone);
  } catch (error) {
    toast(error.message, "error");
  } finally {
    button.disabled = false;
    button.classList.remove("working");
  }
}

export function startSide(refresh, follow) {
  setInterval(run, 1000);
  for (const button of document.querySelectorAll("[data-clock-move]")) {
    button.addEventListener("click", async () => {
      await act(button, "/clock", { how: button.dataset.clockMove });
      await refresh();
    });
  }
  document.getElementById("clock-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    await act(event.submitter, "/clock", { how: "to", to: event.target.to.value });
    event.target.closest("details").open = false;
    await refresh();
  });
  for (const button of [example, document.getElementById("playing-stop")]) {
    button.addEventListener("click", async () => {
      const starts = !playing;
      await act(button, starts ? "/example" : "/example/stop", {});
      if (starts) follow();
      await refresh();
    });
  }
}
