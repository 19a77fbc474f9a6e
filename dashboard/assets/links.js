/* Links inside big tables go the way of all links here: the page changes, the frame stays. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    const link = event.target instanceof Element && event.target.closest(".big-table a[href^='/']");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState({}, "", link.getAttribute("href"));
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  });
})();
