// A conversation that lives: what the other side writes and changes arrives by events; what is written here is shown at
// once and sent until it is taken. Each message has its id from here on, so that sending it again is a repeat. Without
// this script the same page works as forms.

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const RETRY_MS = [1000, 2000, 4000, 8000, 15000];

// An id as the server makes them: 48 bits of time, 80 of chance, in 26 letters and digits.
function messageId() {
  let bits = BigInt(Date.now() + 2 ** 47);
  for (const byte of crypto.getRandomValues(new Uint8Array(10))) bits = (bits << 8n) | BigInt(byte);
  let text = "";
  for (let digit = 25n; digit >= 0n; digit--) text += ALPHABET[Number((bits >> (digit * 5n)) & 31n)];
  return `msg_${text}`;
}

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

// Events from a place on, whatever breaks: the browser reconnects by itself, except after an answer that is no stream.
function follow(place, attribute, handlers) {
  const line = place.querySelector("[data-line]");
  const say = (cut) => {
    if (!line) return;
    line.classList.toggle("cut", cut);
    line.textContent = cut ? place.dataset.cut : place.dataset.liveSaid;
  };
  const [path, query] = place.dataset[attribute].split("?");
  let last = new URLSearchParams(query).get("after");
  const state = { open: false };
  const connect = () => {
    const source = new EventSource(`${path}?after=${encodeURIComponent(last)}`);
    source.onopen = () => { state.open = true; say(false); };
    source.onerror = () => {
      state.open = false;
      say(true);
      if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
    };
    for (const [name, handle] of Object.entries(handlers)) {
      source.addEventListener(name, (event) => {
        handle(JSON.parse(event.data));
        if (event.lastEventId) last = event.lastEventId;
      });
    }
  };
  connect();
  return state;
}

// Puts a fragment in the place of the one of the same id; focus and what is being typed stay where they were.
function replace(html) {
  const fresh = element(html);
  const old = document.getElementById(fresh.id);
  if (!old) return;
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const typed = [...old.querySelectorAll("input[type=number]")].filter((input) => input.value !== input.defaultValue);
  old.replaceWith(fresh);
  for (const input of typed) {
    const same = input.id && document.getElementById(input.id);
    if (same && input === active) same.value = input.value;
  }
  if (!active) return fresh;
  const same = active.id && document.getElementById(active.id);
  (same || fresh.querySelector("[tabindex='-1'], a, button") || document.body).focus({ preventScroll: true });
  return fresh;
}

// Which quantities the other side changed, in words: those that stand otherwise than they did here.
function changedThere(before, fresh, words) {
  const told = [];
  for (const [id, [label, value]] of before) {
    const input = document.getElementById(id);
    if (input && fresh.contains(input) && input.defaultValue !== value) {
      told.push(words.replace("%what", label).replace("%n", input.defaultValue));
    }
  }
  return told.join(" ");
}

function quantities() {
  const inputs = [...document.querySelectorAll("#talk-cart input[type=number]")];
  return new Map(inputs.map((input) => [input.id, [input.labels?.[0]?.textContent || "", input.defaultValue]]));
}

// Where a message belongs: by its place in the conversation, those under way last.
function put(list, item) {
  const log = list.parentElement;
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  document.getElementById(item.id)?.remove();
  const sequence = Number(item.dataset.sequence || Infinity);
  const later = [...list.children].find((other) => Number(other.dataset.sequence || Infinity) > sequence);
  list.insertBefore(item, later || null);
  if (atEnd || item.classList.contains("mine")) log.scrollTop = log.scrollHeight;
}

async function post(form, fields) {
  const body = new URLSearchParams(fields || new FormData(form));
  const signal = AbortSignal.timeout ? AbortSignal.timeout(15000) : undefined;
  const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" }, body, signal });
  const told = await answer.json().catch(() => ({}));
  return { ok: answer.ok, refused: answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status), told };
}

// The form for messages: shown at once, sent in order, kept through a reload until they are taken.
function writing(form, list) {
  const words = form.dataset;
  const key = `unsent ${form.action}`;
  const queue = [];
  let busy = false;
  const keep = () => {
    try {
      if (queue.length) sessionStorage.setItem(key, JSON.stringify(queue.map(({ id, text, shown }) => ({ id, text, shown }))));
      else sessionStorage.removeItem(key);
    } catch { /* No room, or not allowed: they are still sent from here. */ }
  };
  const fate = (one, text) => { if (one.item) one.item.querySelector(".said-fate").textContent = text; };
  const show = (one) => {
    const item = document.createElement("li");
    item.id = one.id;
    item.className = "said mine pending";
    for (const [name, text] of [["said-by", words.you], ["said-text", one.text], ["said-fate", words.sending]]) {
      const line = document.createElement("p");
      line.className = name;
      line.textContent = text;
      if (name === "said-text") line.dir = "auto";
      item.append(line);
    }
    one.item = item;
    put(list, item);
  };
  const wait = (ms) => new Promise((go) => {
    const timer = setTimeout(go, ms);
    addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
  });
  const send = async () => {
    if (busy) return;
    busy = true;
    for (let tries = 0; queue.length;) {
      const one = queue[0];
      let answer = null;
      try {
        answer = await post(form, { csrf: form.elements.csrf?.value || "", message: one.id, shown: one.shown, text: one.text });
      } catch { /* Nobody answered: sent again below, under the same id. */ }
      if (answer?.ok) {
        one.item.classList.remove("pending");
        if (answer.told.sequence) one.item.dataset.sequence = answer.told.sequence;
        fate(one, "");
        queue.shift();
        tries = 0;
      } else if (answer?.refused) {
        one.item.classList.add("refused");
        fate(one, answer.told.reason || words.refused);
        if (!form.elements.text.value) form.elements.text.value = one.text;
        queue.shift();
      } else {
        fate(one, words.notSent);
        await wait(RETRY_MS[Math.min(tries++, RETRY_MS.length - 1)]);
      }
      keep();
    }
    busy = false;
  };
  const add = (one) => { queue.push(one); if (!document.getElementById(one.id)) show(one); else one.item = document.getElementById(one.id); };
  form.addEventListener("submit", (event) => {
    const text = form.elements.text.value.trim();
    if (!text) return;
    event.preventDefault();
    add({ id: form.elements.message.value || messageId(), text, shown: form.elements.shown.value });
    form.elements.message.value = messageId();
    form.elements.text.value = "";
    keep();
    send();
  });
  // Enter makes a new line; Ctrl or ⌘ with Enter sends.
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
  });
  try {
    for (const one of JSON.parse(sessionStorage.getItem(key) || "[]")) {
      // It arrived although nobody said so: the server's own line stands there already.
      if (document.getElementById(one.id)) continue;
      add(one);
    }
    keep();
  } catch { sessionStorage.removeItem(key); }
  send();
}

// Forms that change the cart: sent in the background, the change arrives as an event on both sides.
function changing(place, stream) {
  place.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("form[data-live]")) return;
    event.preventDefault();
    const button = form.querySelector("button");
    if (button.getAttribute("aria-disabled")) return;
    // What was sent is not being typed any more: what the other side made of it meanwhile may stand in its place.
    for (const input of form.querySelectorAll("input[type=number]")) input.defaultValue = input.value;
    button.setAttribute("aria-disabled", "true");
    const tell = (text) => { const line = place.querySelector("[data-cart-problem]"); if (line) line.textContent = text; };
    try {
      const { ok, told } = await post(form);
      tell(ok ? "" : told.reason || place.dataset.cut);
      // The next change from this form is another one.
      if (told.entry && form.elements.entry) form.elements.entry.value = told.entry;
      if (ok && !stream.open) location.reload();
    } catch {
      tell(place.dataset.cut);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  });
}

export function talks(root) {
  const place = root.querySelector("[data-talk]");
  // Waiting by reloading is for those without this script.
  if (place && new URLSearchParams(location.search).has("wait")) location.replace(location.pathname);
  else if (place) {
    const list = place.querySelector("#said");
    list.parentElement.scrollTop = list.parentElement.scrollHeight;
    const stream = follow(place, "talk", {
      said: (told) => { const item = element(told.html); if (item) put(list, item); },
      state: (told) => replace(told.html),
      cart: (told) => {
        const before = quantities();
        const fresh = replace(told.html) || document.getElementById("talk-cart");
        const count = root.querySelector("[data-cart-count]");
        if (count && told.pieces) count.textContent = told.pieces;
        const line = fresh?.querySelector("[data-cart-problem]");
        if (line) line.textContent = changedThere(before, fresh, place.dataset.changedThere || "");
        fresh?.classList.add("changed");
        setTimeout(() => fresh?.classList.remove("changed"), 1500);
      },
    });
    const form = place.querySelector("form[data-write]");
    if (form) writing(form, list);
    changing(place, stream);
  }
  const inbox = root.querySelector("[data-inbox]");
  if (inbox) follow(inbox, "inbox", { inbox: (told) => replace(told.html) });
}
