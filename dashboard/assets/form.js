/* The form by link: a draft at every change, sending that waits for the connection, one answer however often sent. */
(function () {
  "use strict";
  var FIRST_REST = 3000, LONGEST_REST = 60000, PATIENCE = 20000; // milliseconds
  var OFFLINE = "Нет связи: ответы сохранены на этом телефоне, отправим, когда связь появится.";
  var UNKEPT = "Этот браузер не хранит черновик: не закрывайте страницу, пока ответы не отправлены.";

  function stored(draft) {
    try { return JSON.parse(localStorage.getItem("form " + draft)); } catch (error) { return null; }
  }
  function store(draft, said) {
    try { localStorage.setItem("form " + draft, JSON.stringify(said)); return true; } catch (error) { return false; }
  }
  function forget(draft) {
    try { localStorage.removeItem("form " + draft); } catch (error) { /* there was nothing to forget */ }
  }

  // crypto.randomUUID is there over https only, and a school's own network is http.
  function newId() {
    var bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    var hex = Array.from(bytes, function (one) { return one.toString(16).padStart(2, "0"); }).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  var ended = document.querySelector("main[data-state]");
  if (ended && /used|accepted|already/.test(ended.dataset.state)) forget(ended.dataset.draft);
  var form = document.getElementById("form");
  if (!form) return;

  var draft = form.dataset.draft, send = document.getElementById("send"), state = document.getElementById("state");
  var questions = Array.from(form.querySelectorAll(".question"));
  var kept = stored(draft) || {}, id = kept.id || newId();
  var isPending = false, isAsked = false, isFlying = false, rest = FIRST_REST, timer = null;
  form.elements.response_id.value = id;

  function fields(question) { return Array.from(question.querySelectorAll("input, textarea")); }

  function answers() {
    var found = {};
    questions.forEach(function (question) {
      var said = fields(question).filter(function (one) { return one.type === "text" || one.type === "textarea" ? one.value.trim() : one.checked; });
      if (said.length) found[question.dataset.name] = said.map(function (one) { return one.value; });
    });
    return found;
  }

  function restore(said) {
    questions.forEach(function (question) {
      var values = said[question.dataset.name];
      fields(question).forEach(function (one) {
        if (one.type === "text" || one.type === "textarea") { if (values) one.value = values[0]; return; }
        if (values) one.checked = values.indexOf(one.value) >= 0;
      });
    });
  }

  function keep() {
    var isKept = store(draft, { id: id, answers: answers(), pending: isPending });
    if (!isKept) say(UNKEPT, "");
    return isKept;
  }

  function say(text, kind) {
    if (state.textContent !== text) state.textContent = text;
    state.className = "form-state" + (kind ? " " + kind : "");
  }

  function count() {
    var done = Object.keys(answers()).length;
    document.getElementById("progress").textContent = "Отвечено " + done + " из\u00a0" + questions.length;
    document.getElementById("bar").value = done;
  }

  function missed() {
    var said = answers();
    return questions.filter(function (one) { return !said[one.dataset.name]; });
  }

  function lock(isLocked) {
    send.disabled = isLocked;
    send.textContent = isLocked ? "Отправляем…" : "Отправить";
  }

  function later() {
    isPending = true;
    keep();
    say(OFFLINE, "is-offline");
    send.disabled = false;
    send.textContent = "Отправить сейчас";
    clearTimeout(timer);
    timer = setTimeout(fly, rest);
    rest = Math.min(rest * 2, LONGEST_REST);
  }

  function fly() {
    if (isFlying) return;
    isFlying = true;
    clearTimeout(timer);
    isPending = true;
    keep();
    lock(true);
    var hurry = new AbortController(), waiting = setTimeout(function () { hurry.abort(); }, PATIENCE);
    fetch(location.pathname, {
      method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" },
      cache: "no-store", signal: hurry.signal
    }).then(function (answer) {
      if (answer.status >= 500 || answer.status === 429) throw new Error("busy");
      return answer.json();
    }).then(land).catch(later).finally(function () { isFlying = false; clearTimeout(waiting); });
  }

  function land(said) {
    if (said.state === "wrong") return correct(said);
    isPending = false;
    if (/accepted|already|used/.test(said.state)) forget(draft); else keep();
    document.title = said.title;
    var main = document.querySelector("main"), title = document.createElement("h1"), what = document.createElement("p");
    title.textContent = said.title;
    title.tabIndex = -1;
    what.textContent = said.what;
    main.className = "form-end";
    main.replaceChildren(title, what);
    window.scrollTo(0, 0);
    title.focus();
    form = null;
  }

  function correct(said) {
    isPending = false;
    keep();
    lock(false);
    say(said.what, "is-wrong");
    var first = null, isChanged = false;
    questions.forEach(function (question) {
      var text = said.wrong[question.dataset.name] || "", place = question.querySelector(".question-wrong");
      place.textContent = text;
      place.hidden = !text;
      question.classList.toggle("is-wrong", Boolean(text));
      if (text && !first) first = question;
    });
    if (first) show(first);
  }

  function show(question) {
    question.scrollIntoView({ block: "center" });
    var field = fields(question)[0];
    if (field) field.focus({ preventScroll: true });
  }

  function changed(event) {
    var question = event.target.closest(".question");
    if (question) question.classList.remove("is-missed", "is-wrong");
    if (question) question.querySelector(".question-wrong").hidden = true;
    isAsked = false;
    count();
    if (keep() && !isPending) say("", "");
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var left = missed();
    if (left.length === questions.length) { say("Ответьте хотя бы на один вопрос.", "is-wrong"); show(left[0]); return; }
    if (left.length && !isAsked && !isPending) {
      isAsked = true;
      left.forEach(function (one) { one.classList.add("is-missed"); });
      say("Без ответа: " + left.length + " из\u00a0" + questions.length + ", они отмечены пунктиром. Ответьте на них или нажмите «Отправить» ещё раз.", "is-wrong");
      show(left[0]);
      return;
    }
    fly();
  });
  window.addEventListener("online", function () { if (form && isPending) fly(); });
  // The same form in a second tab of the browser: what is typed there is seen here.
  window.addEventListener("storage", function (event) {
    if (!form || event.key !== "form " + draft || !event.newValue) return;
    restore(JSON.parse(event.newValue).answers || {});
    count();
  });

  if (kept.answers) restore(kept.answers);
  document.getElementById("progress").hidden = document.getElementById("bar").hidden = false;
  count();
  if (kept.pending) fly();
  else if (kept.answers && Object.keys(kept.answers).length) say("Продолжаем с того места, где вы остановились.", "");
})();
