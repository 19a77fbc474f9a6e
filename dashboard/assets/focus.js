/* Keeps the keyboard's place: a part of a page that is drawn again gets back the focus it had. */
(function () {
  "use strict";
  let place = null;

  function nameOf(element) {
    if (element.id) return "#" + CSS.escape(element.id);
    const href = element.getAttribute("href");
    return href ? 'a[href="' + CSS.escape(href) + '"]' : null;
  }

  document.addEventListener("focusin", function (event) {
    const name = nameOf(event.target);
    place = name ? { name: name, path: location.pathname } : null;
  });
  // A click elsewhere is a wish to leave; only an element that was taken away is looked for again.
  document.addEventListener("pointerdown", function () { place = null; }, true);

  new MutationObserver(function () {
    if (!place || document.activeElement !== document.body) return;
    if (place.path !== location.pathname) { place = null; return; }
    const again = document.querySelector(place.name);
    if (again) again.focus({ preventScroll: true });
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
