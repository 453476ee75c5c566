// One tooltip for all charts: it shows a shape's <title> at the pointer, at once. The title leaves the shape,
// so that the browser's own slow tooltip does not come as well; readers who cannot point have the table behind.
export function tooltips(root) {
  const tip = root.createElement("div");
  tip.className = "tooltip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  root.body.append(tip);

  for (const title of root.querySelectorAll("svg.chart :not(svg) > title, svg.bar title, svg.spread title")) {
    const shape = title.parentElement;
    shape.dataset.tip = title.textContent;
    title.remove();
  }

  const show = (event) => {
    const shape = event.target.closest?.("[data-tip]");
    if (!shape) {
      tip.hidden = true;
      return;
    }
    tip.textContent = shape.dataset.tip;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const x = Math.min(event.clientX + 14, innerWidth - box.width - 8);
    const y = event.clientY + 18 + box.height > innerHeight ? event.clientY - box.height - 10 : event.clientY + 18;
    // Positions through the object model are not inline styles: the policy allows them.
    tip.style.left = `${Math.max(8, x)}px`;
    tip.style.top = `${y}px`;
  };
  root.addEventListener("pointermove", show, { passive: true });
  root.addEventListener("pointerleave", () => (tip.hidden = true));
  root.addEventListener("scroll", () => (tip.hidden = true), { passive: true, capture: true });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") tip.hidden = true;
  });
}
