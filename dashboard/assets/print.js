/* On paper every sheet says what it is of, and a drawing wider than the sheet is made to fit. */
(function () {
  "use strict";
  const SHEET = 1040; // CSS pixels between the margins of A4 laid across
  const style = document.createElement("style");
  const shrunk = [], opened = [];

  function quoted(text) {
    return '"' + text.replace(/\s+/g, " ").trim().replace(/[\\"]/g, "\\$&") + '"';
  }

  function textOf(selector) {
    const found = document.querySelector(selector);
    return found ? Array.from(found.children.length ? found.children : [found]).map(function (part) { return part.textContent; }).join(" · ") : "";
  }

  function prepare() {
    const title = document.title.replace(" · Педсовет", "");
    const facts = [title, textOf(".page-head .facts")].filter(Boolean).join(" · ");
    style.textContent = "@page { @bottom-left { content: " + quoted(facts) + "; font: 9px sans-serif; color: #4a5261; width: 85%; text-align: left; }" +
      " @bottom-right { content: counter(page) ' / ' counter(pages); font: 9px sans-serif; color: #4a5261; } }";
    document.head.append(style);
    document.querySelectorAll(".report-notes details, details.print-open").forEach(function (part) {
      if (!part.open) { part.open = true; opened.push(part); }
    });
    document.querySelectorAll(".chart .js-plotly-plot").forEach(function (plot) {
      const width = plot.querySelector(".main-svg") ? plot.querySelector(".main-svg").getBoundingClientRect().width : 0;
      if (width > SHEET) { shrunk.push([plot, plot.style.zoom]); plot.style.zoom = String(SHEET / width); }
    });
  }

  function restore() {
    style.remove();
    opened.splice(0).forEach(function (part) { part.open = false; });
    shrunk.splice(0).forEach(function (pair) { pair[0].style.zoom = pair[1]; });
  }

  window.addEventListener("beforeprint", prepare);
  window.addEventListener("afterprint", restore);
})();
