// Comforts of the store: without scripts every page works the same.
document.documentElement.classList.add("with-script");

// Facets and the order of a list apply at once: the list is exchanged, the reader stays where they are.
let asked = 0;
async function exchange(href, remember) {
  const mine = ++asked;
  const shelf = document.querySelector(".shelf");
  shelf.setAttribute("aria-busy", "true");
  const answer = await fetch(href, { headers: { accept: "text/html" } });
  if (!answer.ok) throw new Error(answer.statusText);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return;
  const fresh = page.querySelector(".shelf");
  if (!fresh) throw new Error("no list");
  const { name, value, id } = document.activeElement ?? {};
  const open = [...shelf.querySelectorAll("details.facet, details.facet-more, details.facets-fold")].map((fold) => fold.open);
  // What is announced is a place that stays: its text changes, the place does not.
  const total = shelf.querySelector(".shelf-total");
  const told = fresh.querySelector(".shelf-total")?.textContent ?? "";
  shelf.replaceChildren(...fresh.childNodes);
  document.title = page.title;
  if (remember) history.pushState({ list: true }, "", href);
  if (total) {
    shelf.querySelector(".shelf-total")?.replaceWith(total);
    total.textContent = told;
  }
  const folds = [...shelf.querySelectorAll("details.facet, details.facet-more, details.facets-fold")];
  if (folds.length === open.length) folds.forEach((fold, at) => (fold.open = open[at]));
  shelf.removeAttribute("aria-busy");
  stand();
  const again = id
    ? document.getElementById(id)
    : [...shelf.querySelectorAll("input, select")].find((field) => field.name === name && field.value === value);
  again?.focus({ preventScroll: true });
}

function send(form) {
  const query = new URLSearchParams(new FormData(form)).toString();
  const href = form.getAttribute("action") + (query ? "?" + query : "");
  exchange(href, true).catch(() => form.submit());
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-facets], form.sort");
  if (form && form.closest(".shelf")) send(form);
  const compared = event.target.closest("form[data-compare]");
  if (compared) hold(compared);
});
addEventListener("popstate", () => {
  if (document.querySelector(".shelf")) exchange(location.href, false).catch(() => location.reload());
});

// At most four are compared: the fifth box says no before it is sent.
function hold(form) {
  const boxes = [...form.querySelectorAll("input[name=o]")];
  const ticked = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.disabled = !box.checked && ticked >= 4;
}

// What a list needs each time it is exchanged. On a wide screen the facets stand open.
function stand() {
  const fold = document.querySelector(".facets-fold");
  if (fold && matchMedia("(min-width: 56.01rem)").matches) fold.open = true;
  for (const form of document.querySelectorAll("form[data-compare]")) hold(form);
}
stand();

// A form that orders is sent once: a second press while it is on its way does nothing. The server sees to it as well.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    for (const button of form.querySelectorAll("button[type=submit]")) button.setAttribute("aria-disabled", "true");
  });
}
// Coming back by the browser's back button, it may be sent again.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-once]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
  }
});

// What is wrong is said first: the list of problems takes the focus when the page shows one.
const problems = document.querySelector("#problems");
if (problems) problems.focus({ preventScroll: false });

// At the checkout the totals follow the delivery that is chosen; the server said beforehand what each would make.
document.addEventListener("change", (event) => {
  const sums = event.target.closest("form.checkout .choice")?.querySelector("template");
  const shown = document.querySelector("form.checkout .totals");
  if (sums && shown) shown.replaceWith(sums.content.cloneNode(true));
});
