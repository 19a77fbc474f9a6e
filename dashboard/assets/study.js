// A part of a discussion opens when the one before it is written: the order of the protocol is fixed.
window.dash_clientside = window.dash_clientside || {};
window.dash_clientside.study = {
  unlock: function (said) {
    "use strict";
    return said.map(function (words, at) {
      return at > 0 && !(said[at - 1] || "").trim() && !(words || "").trim();
    });
  },
};
