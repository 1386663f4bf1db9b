addEventListener("DOMContentLoaded", () => {
  for (const place of document.querySelectorAll("[data-filter]")) {
    const rows = [...place.querySelectorAll(place.tagName === "UL" ? ":scope > li" : "tbody tr")];
    if (rows.length < 8) continue;
    const label = document.createElement("label"), field = document.createElement("input");
    const said = document.createElement("p");
    label.className = "web";
    field.type = "search";
    said.setAttribute("role", "status");
    label.append(place.dataset.filter + ": ", field);
    place.before(label, said);
    field.addEventListener("input", () => {
      const words = field.value.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const row of rows) {
        const text = row.textContent.toLocaleLowerCase("sv");
        const fits = words.every((word) => text.includes(word));
        row.style.display = fits ? "" : "none";
        shown += fits;
      }
      said.textContent = words.length ? place.dataset.shown.replace("{n}", shown).replace("{all}", rows.length) : "";
    });
  }
});
