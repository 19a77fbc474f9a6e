// The form of an observed lesson keeps what is typed in this browser, keystroke by keystroke, until it is saved.
(function () {
  "use strict";
  var restored = null;

  function values(ids, given, name) {
    var found = {};
    ids.forEach(function (id, at) { found[id[name]] = given[at] === undefined ? null : given[at]; });
    return found;
  }

  function same(one, other) { return JSON.stringify(one) === JSON.stringify(other); }

  function mark() { document.documentElement.classList.toggle("is-offline", !navigator.onLine); }
  window.addEventListener("offline", mark);
  window.addEventListener("online", mark);
  mark();

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.observations = {
    keep: function (fields, scores, fieldIds, scoreIds, form, drafts) {
      var none = window.dash_clientside.no_update;
      if (!form) { return none; }
      var said = { fields: values(fieldIds, fields, "name"), scores: values(scoreIds, scores, "criterion") };
      // What the server drew is not typed: it must not take the place of a draft that is still to be shown.
      if (restored !== form.nonce && same(said, form.initial)) { return none; }
      restored = form.nonce;
      var held = (drafts || {})[form.target];
      var draft = held ? { key: held.key, seen: held.seen } : { key: form.key, seen: form.seen };
      draft.said = said;
      var kept = Object.assign({}, drafts || {});
      kept[form.target] = draft;
      return kept;
    },
    restore: function (_moment, fieldIds, scoreIds, form, drafts) {
      var none = window.dash_clientside.no_update;
      var held = form && (drafts || {})[form.target];
      if (!held || restored === form.nonce) {
        return [fieldIds.map(function () { return none; }), scoreIds.map(function () { return none; })];
      }
      restored = form.nonce;
      return [
        fieldIds.map(function (id) { return held.said.fields[id.name]; }),
        scoreIds.map(function (id) {
          var score = held.said.scores[id.criterion];
          return score === undefined ? null : score;
        }),
      ];
    },
  };
})();
