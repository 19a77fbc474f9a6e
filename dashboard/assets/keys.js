/* Keys of the whole product. They stay silent while a person types and under an open dialog. */
(function () {
  "use strict";
  const FIELDS = "input, textarea, select, [contenteditable], [role=combobox], [role=textbox]";
  const WAIT = 1500;
  let awaits = 0;

  function isTyping(target) {
    return target instanceof Element && target.closest(FIELDS) !== null;
  }

  // On a Russian layout «/» and «?» are the same keys that give «.» and «,».
  function isSlash(event) {
    return event.key === "/" || (event.code === "Slash" && event.key === ".");
  }

  function isQuestion(event) {
    return event.key === "?" || (event.code === "Slash" && event.shiftKey && event.key === ",");
  }

  function goBy(code) {
    const letter = code.replace("Key", "").toLowerCase();
    const word = letter.length === 1 && document.querySelector('#shell-nav [data-letter="' + letter + '"]');
    const link = word && word.closest("a");
    if (link) window.pedsovet.go(link.getAttribute("href"));
    return Boolean(link);
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) { awaits = 0; return; }
    if (awaits && Date.now() - awaits < WAIT && /^Key[A-Z]$/.test(event.code)) {
      awaits = 0;
      if (goBy(event.code)) event.preventDefault();
      return;
    }
    awaits = 0;
    if (isQuestion(event)) { event.preventDefault(); show(); }
    else if (isSlash(event)) { event.preventDefault(); window.pedsovet.search(); }
    else if (event.code === "KeyG" && !event.shiftKey) awaits = Date.now();
  });

  function show() {
    const dialog = document.getElementById("keys");
    if (dialog && !dialog.open) dialog.showModal();
  }

  document.addEventListener("click", function (event) {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-close-dialog]")) event.target.closest("dialog").close();
    if (event.target.id === "keys") event.target.close();
    if (event.target.closest("[data-print]")) window.print();
  });
})();
