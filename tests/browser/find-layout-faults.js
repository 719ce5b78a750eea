// Runs in the page: what stands beyond the window's edge, what is cut off, and which
// lines of text or pictures lie on each other.
(() => {
  const faults = [];
  const name = (element) =>
    `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? "").trim().slice(0, 40)}"`;
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide > 0) faults.push(`the page is ${wide} px too wide`);
  const blocks = [
    ...document.querySelectorAll("p,h1,h2,h3,li,img,button,label,summary,input,select"),
  ]
    .filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0)
    .filter((element) => !element.querySelector("p,h1,h2,h3,li,button,label,summary,input,select"));
  const placed = blocks.map((element) => ({ element, box: element.getBoundingClientRect() }));
  for (const { element, box } of placed) {
    if (box.left < 0 || box.right > window.innerWidth + 0.5)
      faults.push(`beyond: ${name(element)}`);
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      faults.push(`cut off: ${name(element)}`);
  }
  for (const [at, one] of placed.entries())
    for (const other of placed.slice(at + 1)) {
      if (one.element.contains(other.element)) continue;
      const across =
        Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down =
        Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 1 && down > 1)
        faults.push(`overlap: ${name(one.element)} and ${name(other.element)}`);
    }
  return faults;
})();
