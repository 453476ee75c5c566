// Dropping a file anywhere on its place, and how far the upload is. Without scripts the same form sends the
// same file.
export function uploads(root) {
  for (const form of root.querySelectorAll("form.drop")) {
    const input = form.querySelector("input[type=file]");
    const chosen = form.querySelector(".drop-chosen");
    const progress = form.querySelector("progress");
    const told = form.querySelector(".drop-told");
    const over = (on) => form.classList.toggle("over", on);

    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      over(true);
    });
    form.addEventListener("dragleave", () => over(false));
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      if (event.dataTransfer.files.length === 0) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
      form.requestSubmit();
    });
    input.addEventListener("change", () => {
      chosen.textContent = input.files.length ? input.files[0].name : "";
    });
    form.addEventListener("submit", (event) => {
      if (!input.files.length) return;
      event.preventDefault();
      send(form, progress, told);
    });
  }
}

function send(form, progress, told) {
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", (event) => {
    progress.hidden = false;
    if (event.lengthComputable) {
      progress.value = event.loaded;
      progress.max = event.total;
    }
  });
  request.addEventListener("load", () => {
    // The answer is a page, reached by a redirect or shown with what is wrong: go where the browser would be.
    const landed = new URL(request.responseURL || form.action);
    if (request.status < 400 && landed.pathname !== new URL(form.action).pathname) {
      location.assign(landed);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    if (main) {
      document.querySelector("main").replaceWith(document.adoptNode(main));
      document.querySelector("main").focus();
    }
  });
  request.addEventListener("error", () => {
    progress.hidden = true;
    told.textContent = told.dataset.failed;
  });
  told.textContent = told.dataset.sending;
  request.send(new FormData(form));
}
