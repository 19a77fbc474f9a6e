// Runs before the first paint, so that a dark page does not flash white.
(function () {
  var kept = null;
  try { kept = localStorage.getItem("theme"); } catch (error) { kept = null; }
  if (kept === "dark" || kept === "light") {
    document.documentElement.dataset.theme = kept;
  }
})();
