// Comforts of the store: without scripts every page works the same.
document.documentElement.classList.add("with-script");

// Facets apply as they are ticked; the page comes back where it was.
for (const form of document.querySelectorAll("form[data-facets]")) {
  form.addEventListener("change", () => form.requestSubmit());
}

// On a wide screen the facets stand open.
const fold = document.querySelector(".facets-fold");
if (fold && matchMedia("(min-width: 56.01rem)").matches) fold.open = true;

// At most four are compared: the fifth box says no before it is sent.
for (const form of document.querySelectorAll("form[data-compare]")) {
  const boxes = [...form.querySelectorAll("input[name=o]")];
  const hold = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    for (const box of boxes) box.disabled = !box.checked && ticked >= 4;
  };
  form.addEventListener("change", hold);
  hold();
}

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
