/* Links that were just made are brought into sight: the button that made them is far below. */
(function () {
  "use strict";
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.calls = {
    reveal: function () {
      requestAnimationFrame(function () {
        const links = document.getElementById("links");
        if (links) links.scrollIntoView({ block: "start" });
      });
      return window.dash_clientside.no_update;
    }
  };
})();
