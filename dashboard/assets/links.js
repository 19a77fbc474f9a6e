/* Links inside big tables go the way of all links here: the page changes, the frame stays. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    const link = event.target instanceof Element && event.target.closest(".big-table a[href^='/']");
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  });

  function go(href) {
    const before = location.pathname;
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    if (location.pathname !== before) window.scrollTo(0, 0);
  }

  window.pedsovet = Object.assign(window.pedsovet || {}, { go: go });
})();
