/* The search over pages, classes and pupils. The server is asked; nobody's name lies in the page before. */
(function () {
  "use strict";
  const PAUSE = 90;
  let input = null, list = null, said = null, timer = null, asked = 0, picked = -1;

  function make(tag, name, text) {
    const made = document.createElement(tag);
    if (name) made.className = name;
    if (text) made.textContent = text;
    return made;
  }

  function build(dialog) {
    input = make("input", "search-input");
    Object.assign(input, { type: "text", inputMode: "search", placeholder: "Класс, ученик, страница", autocomplete: "off", spellcheck: false, maxLength: 80 });
    const told = { role: "combobox", "aria-label": "Что найти", "aria-expanded": "true", "aria-controls": "search-list", "aria-autocomplete": "list" };
    Object.keys(told).forEach(function (key) { input.setAttribute(key, told[key]); });
    list = make("div", "search-list");
    list.id = "search-list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Найдено");
    said = make("p", "search-said muted");
    said.setAttribute("aria-live", "polite");
    const foot = make("p", "search-foot muted", "↑ ↓ выбрать · Enter открыть · Esc закрыть");
    dialog.append(input, list, said, foot);
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
    input.addEventListener("keydown", steer);
    list.addEventListener("click", follow);
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  }

  function open() {
    const dialog = document.getElementById("search");
    if (!dialog || dialog.open) return;
    if (!input || !dialog.contains(input)) build(dialog);
    document.documentElement.classList.remove("drawer-is-open");
    input.value = "";
    list.replaceChildren();
    dialog.showModal();
    input.focus();
    ask();
  }

  function ask() {
    const number = ++asked;
    fetch("/search", {
      method: "POST", credentials: "same-origin",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ typed: input.value }),
    }).then(function (response) {
      if (!response.ok) throw new Error(String(response.status));
      return response.json();
    }).then(function (answer) {
      if (number === asked) show(answer.groups);
    }).catch(function () {
      if (number === asked) { list.replaceChildren(); said.textContent = "Сервер не ответил. Попробуйте ещё раз."; }
    });
  }

  function show(groups) {
    list.replaceChildren();
    groups.forEach(function (group) {
      const box = make("div", "search-group");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", group.title);
      box.append(make("p", "search-title", group.title));
      group.items.forEach(function (item) { box.append(option(item)); });
      if (group.more) box.append(make("p", "search-more muted", "и ещё " + group.more + ": уточните запрос"));
      list.append(box);
    });
    said.textContent = groups.length ? "" : "Ничего не найдено. Ученик виден тому, кто видит его класс.";
    pick(0);
  }

  function option(item) {
    const link = make("a", "search-option");
    link.href = item.href;
    link.id = "search-option-" + list.querySelectorAll("a").length + "-" + item.href.replace(/\W+/g, "-");
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.append(make("span", "", item.label), make("span", "muted", item.detail));
    return link;
  }

  function pick(number) {
    const options = Array.from(list.querySelectorAll("a"));
    picked = options.length ? (number + options.length) % options.length : -1;
    options.forEach(function (link, place) { link.setAttribute("aria-selected", String(place === picked)); });
    if (picked < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", options[picked].id);
    options[picked].scrollIntoView({ block: "nearest" });
  }

  function steer(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      pick(picked + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter") {
      event.preventDefault();
      const link = list.querySelectorAll("a")[picked];
      if (link) visit(link);
    }
  }

  function follow(event) {
    const link = event.target.closest("a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    visit(link);
  }

  function visit(link) {
    document.getElementById("search").close();
    window.pedsovet.go(link.getAttribute("href"));
    const page = document.getElementById("page");
    if (page) page.focus({ preventScroll: true });
  }

  document.addEventListener("click", function (event) {
    if (event.target instanceof Element && event.target.closest("[data-search]")) open();
  });

  window.pedsovet = Object.assign(window.pedsovet || {}, { search: open });
})();
