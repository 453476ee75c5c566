// Follows a job by server-sent events; without scripts the page refreshes itself.
export function jobs(root) {
  const place = root.querySelector("[data-job]");
  if (!place || place.dataset.state !== "running") return;
  const source = new EventSource(place.dataset.job);
  source.addEventListener("progress", (event) => {
    const now = JSON.parse(event.data);
    const bar = place.querySelector("progress");
    if (bar && now.of_bytes > 0) {
      bar.max = now.of_bytes;
      bar.value = now.bytes;
    }
    for (const name of ["rows", "acts", "told"]) {
      const field = place.querySelector(`[data-field=${name}]`);
      if (field && now[name] !== undefined) field.textContent = now[name];
    }
  });
  source.addEventListener("ended", () => {
    source.close();
    location.reload();
  });
}
