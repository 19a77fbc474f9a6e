// The frame's own manners: drawer, theme, toggles, the current way, messages that fade.
(function () {
  "use strict";
  var html = document.documentElement;

  function closest(event, selector) {
    return event.target instanceof Element ? event.target.closest(selector) : null;
  }

  function isDark() {
    if (html.dataset.theme) { return html.dataset.theme === "dark"; }
    return false;
  }

  function switchTheme() {
    html.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("theme", html.dataset.theme); } catch (error) { return; }
  }

  function toggle(button) {
    var target = document.getElementById(button.dataset.toggle);
    if (!target) { return; }
    target.hidden = !target.hidden;
    button.setAttribute("aria-expanded", String(!target.hidden));
  }

  function setDrawer(isOpen) {
    html.classList.toggle("drawer-is-open", isOpen);
    var link = isOpen && document.querySelector("#rail a.way");
    if (link) { link.focus(); }
  }

  document.addEventListener("click", function (event) {
    var twin = closest(event, "[data-toggle]");
    if (twin) { toggle(twin); }
    if (closest(event, "[data-theme-switch]")) { switchTheme(); }
    if (closest(event, "[data-open=rail]")) {
      setDrawer(!html.classList.contains("drawer-is-open"));
    } else if (closest(event, "#rail a")) {
      setDrawer(false);
    }
    var close = closest(event, ".toast-close");
    if (close) { close.closest(".toast").remove(); }
    var copy = closest(event, "[data-copy]");
    if (copy && navigator.clipboard) { navigator.clipboard.writeText(copy.dataset.copy); }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { setDrawer(false); }
  });

  // The form of the role switch comes back to the page it was sent from.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.id !== "shell-demo-role" || form.elements.next) { return; }
    var next = document.createElement("input");
    next.type = "hidden";
    next.name = "next";
    next.value = location.pathname + location.search;
    form.appendChild(next);
  });

  // A session that has ended sends the person to the login page, and back here afterwards.
  var fetchAsBefore = window.fetch;
  window.fetch = function () {
    return fetchAsBefore.apply(this, arguments).then(function (response) {
      if (response.status === 401) {
        location.assign("/login?next=" + encodeURIComponent(location.pathname + location.search));
      }
      return response;
    });
  };

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    mark: function (pathname) {
      document.querySelectorAll("#shell-nav a.way").forEach(function (link) {
        var path = link.getAttribute("href");
        var isHere = path === "/" ? pathname === "/" : pathname.indexOf(path) === 0;
        if (isHere) { link.setAttribute("aria-current", "page"); }
        else { link.removeAttribute("aria-current"); }
      });
      return window.dash_clientside.no_update;
    },
  };
})();
