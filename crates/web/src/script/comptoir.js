// Everything here is a comfort: without scripts every page works the same.
import { tooltips } from "./tooltip.js";
import { uploads } from "./upload.js";
import { jobs } from "./job.js";
import { talks } from "./talk.js";

tooltips(document);
uploads(document);
jobs(document);
talks(document);

// "Note" beside a section's heading leads to the form with that section chosen.
for (const link of document.querySelectorAll("a[data-note]")) {
  const select = document.querySelector("#note-form select[name=about]");
  if (!select) continue;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    select.value = link.dataset.note;
    select.form.scrollIntoView({ block: "center" });
    select.form.querySelector("textarea").focus({ preventScroll: true });
  });
}

// A choice marked so sends its form at once.
for (const select of document.querySelectorAll("select[data-send]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}
