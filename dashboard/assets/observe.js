/* A sheet of an observer: every change is kept on the phone at once and travels whole when there is a connection. */
(function () {
  "use strict";
  var QUIET = 5000, LONGEST_QUIET = 20000, FIRST_REST = 3000, LONGEST_REST = 60000, PATIENCE = 20000; // milliseconds
  var TICK = 5000, LONGEST_LESSON = 3 * 3600, SMALL = 20000;
  var OFFLINE = "Сохранено на\u00a0телефоне, отправим, когда появится связь. Не закрывайте страницу.";
  var WAITING = "Сохранено на\u00a0телефоне, отправляем…";
  var BUSY = "Сохранено на\u00a0телефоне. Сервер пока не отвечает: отправим, как только ответит.";
  var UNKEPT = "Этот браузер ничего не хранит: не закрывайте страницу, пока записи не отправлены.";
  var LEFT = "Сеанс завершён, записи на\u00a0телефоне целы и уйдут сами. ";
  var CHOOSE = "На другом устройстве записано другое: выберите вверху, что оставить.";
  var EARLY = "Сохранено на\u00a0телефоне, отправим, когда урок начнётся.";
  var PLAN = "План урока изменился после того, как страница открылась. Когда будет связь, обновите её: записи сохранятся.";
  var NAMED = "Похоже на имена, замените буквами А, Б, В: ";
  var PUPILS = { high: "А", middle: "Б", low: "В" };

  var sheet = document.getElementById("sheet");
  if (!sheet) return;
  var place = sheet.dataset, name = "observe " + place.path + " " + place.observer;
  var state = document.getElementById("state"), send = document.getElementById("send"), moved = document.getElementById("moved");
  var watching = document.getElementById("watching"), token = place.token;
  var isFlying = false, isKept = true, rest = FIRST_REST, timer = null, since = null, conflict = null;
  // pending: something typed has not been answered for; said: the answers; base: the answers that the school had
  // when this phone last agreed with it; seen: the record of those; began: when «Урок начался» was pressed and is not yet told.
  var draft = stored() || { client: newId(), count: 0, pending: false, began: null };

  // --- what is kept on the phone ------------------------------------------------------------------

  function stored() {
    try { return JSON.parse(localStorage.getItem(name)); } catch (error) { return null; }
  }
  function keep() {
    // What has arrived is the school's: the phone keeps only its own name.
    var said = draft.pending ? draft : { client: draft.client, count: draft.count, pending: false, began: draft.began };
    try { localStorage.setItem(name, JSON.stringify(said)); isKept = true; } catch (error) { isKept = false; }
  }
  // crypto.randomUUID is there over https only, and a school's own network is http.
  function newId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), function (one) { return one.toString(16).padStart(2, "0"); }).join("");
  }

  // --- fields ↔ flat answers {name: text} ---------------------------------------------------------

  function fields() { return Array.from(sheet.querySelectorAll("textarea[name], input[type=radio][name], input[type=date][name]")).filter(function (one) { return !moved.contains(one); }); }
  function isChoice(field) { return field.type === "radio"; }

  function answers() {
    var found = {};
    fields().forEach(function (field) {
      if (isChoice(field) ? field.checked : field.value.trim()) found[field.name] = isChoice(field) ? field.value : field.value.trim();
    });
    if (found.watched === "live") delete found.observed_on;
    return found;
  }

  function fill(said) {
    fields().forEach(function (field) {
      if (isChoice(field)) field.checked = said[field.name] === field.value;
      else if (field.value.trim() !== (said[field.name] || "")) field.value = said[field.name] || "";
      if (field.tagName === "TEXTAREA") grow(field);
    });
  }

  // Cells of stages that this page does not show are carried along untouched.
  function hidden(said) {
    var known = {}, found = {};
    fields().forEach(function (field) { known[field.name] = true; });
    Object.keys(said || {}).forEach(function (one) { if (!known[one]) found[one] = said[one]; });
    return found;
  }

  // --- words --------------------------------------------------------------------------------------

  function say(text, kind) {
    if (state.textContent !== text) state.textContent = text;
    state.className = "observe-state" + (kind ? " " + kind : "");
  }
  function sayLeft() {
    if (state.classList.contains("is-left")) return;
    say(LEFT, "is-wrong is-left");
    var way = document.createElement("a");
    way.href = "/login?next=" + encodeURIComponent(location.pathname + location.search);
    way.target = "_blank";
    way.textContent = "Войдите в\u00a0другой вкладке";
    state.append(way);
  }
  function waits() { return draft.pending || draft.began !== null; }
  function sayWaiting() {
    if (!isKept) return say(UNKEPT, "is-wrong");
    if (watching.disabled && draft.began === null) return say(EARLY, "");
    if (conflict) return say(CHOOSE, "is-wrong");
    say(navigator.onLine ? WAITING : OFFLINE, navigator.onLine ? "" : "is-offline");
  }
  function note(text) {
    var box = document.getElementById("unheard");
    box.textContent = text;
    box.hidden = !text;
  }

  function count() {
    var cells = sheet.querySelectorAll(".stage .pupil"), done = 0;
    cells.forEach(function (one) { if (one.querySelector("textarea").value.trim() || one.querySelector("input:checked")) done += 1; });
    document.getElementById("count").textContent = "Записано " + done + " из\u00a0" + cells.length;
  }

  // --- sending ------------------------------------------------------------------------------------

  function soon(wait) {
    clearTimeout(timer);
    timer = setTimeout(fly, wait);
  }

  function later(error) {
    say(!isKept ? UNKEPT : error.message === "busy" ? BUSY : OFFLINE, isKept ? "is-offline" : "is-wrong");
    send.hidden = false;
    soon(rest);
    rest = Math.min(rest * 2, LONGEST_REST);
  }

  function post(what, said) {
    var hurry = new AbortController(), waiting = setTimeout(function () { hurry.abort(); }, PATIENCE);
    var body = JSON.stringify(said);
    return fetch(place.path + "/" + what, {
      // A small body outlives a page that is being closed.
      method: "POST", body: body, keepalive: body.length < SMALL, cache: "no-store", redirect: "manual", signal: hurry.signal,
      headers: { "Content-Type": "application/json", Accept: "application/json", "X-Form-Token": token }
    }).then(function (answer) {
      if (answer.status === 401) return { state: "left" };
      if (answer.status === 413) return { state: "wrong", what: "Записей слишком много: сократите их." };
      if (answer.status >= 500 || answer.status === 429) throw new Error("busy");
      // A page of words where ours are expected: a refusal by the guard, or the Wi-Fi asking to log in.
      return answer.json().catch(function (error) { if (answer.status < 400) throw error; return { state: "odd" }; });
    }).finally(function () { clearTimeout(waiting); });
  }

  // After a new login the token is another: it comes with the refusal, and the request goes once more.
  function ask(what, said) {
    return post(what, said).then(function (answer) {
      if (answer.state !== "token") return answer;
      token = answer.token;
      document.querySelectorAll("input[name=form_token]").forEach(function (one) { one.value = token; });
      return post(what, said);
    });
  }

  function fly() {
    clearTimeout(timer);
    if (isFlying || conflict || !waits()) return;
    if (watching.disabled && draft.began === null) return say(EARLY, "");
    isFlying = true;
    if (draft.began !== null) {
      ask("start", { seconds_ago: Math.max(0, (Date.now() - draft.began) / 1000), watched: answers().watched }).then(begun).catch(later).finally(landed);
      return;
    }
    var sent = draft.count, said = Object.assign({}, hidden(draft.said), answers());
    ask("sheet", { observer: Number(place.observer), client: draft.client, count: sent, seen: draft.seen, sheet: window.observed.nested(said) })
      .then(function (answer) { answered(answer, sent, said); }).catch(later).finally(landed);
  }

  function landed() { isFlying = false; }

  function begun(answer) {
    if (answer.state !== "started") return refused(answer);
    draft.began = null;
    keep();
    started(answer.started, answer.seconds_ago);
    if (place.plan !== String(answer.plan || "")) note(PLAN);
    rest = FIRST_REST;
    if (draft.pending) return soon(0);
    say("Начало отмечено, предсказания закрыты.", "");
    send.hidden = true;
  }

  function answered(answer, sent, said) {
    if (answer.state === "moved") return compare(answer);
    if (answer.state !== "saved") return refused(answer);
    rest = FIRST_REST;
    draft.seen = answer.record_id;
    draft.base = said;
    draft.pending = draft.count > sent;
    keep();
    document.getElementById("named").textContent = answer.names.length ? NAMED + answer.names.join(", ") + "." : "";
    draft.waited = Date.now();
    if (draft.pending) return soon(QUIET);
    send.hidden = true;
    say("Отправлено " + answer.at + (document.getElementById("unheard").hidden ? "" : ". Вверху сказано, что изменилось."), "");
  }

  function refused(answer) {
    send.hidden = false;
    if (answer.state === "left") { sayLeft(); return soon(LONGEST_REST); }
    if (answer.state === "not_started") open(false);
    if (answer.state === "person" || answer.state === "odd") soon(LONGEST_REST);
    say(answer.what || "Записи не приняты, они остаются на\u00a0телефоне.", "is-wrong");
  }

  // --- the start and the clock --------------------------------------------------------------------

  function open(isOpen) {
    watching.disabled = !isOpen;
    document.getElementById("before").hidden = isOpen;
    document.getElementById("started").hidden = !isOpen;
    if (!isOpen) since = null;
  }

  function started(words, ago) {
    open(true);
    document.getElementById("started-at").textContent = words;
    since = ago === null || ago === "" ? null : Date.now() - Number(ago) * 1000;
    tick();
  }

  // Predictions are locked for good: on another day than the planned one the button asks once more.
  function isOtherDay() {
    if (!place.held || place.held === place.today) return false;
    return place.held > place.today || answers().watched !== "recording";
  }

  function press() {
    var asked = document.getElementById("other-day");
    if (isOtherDay() && asked.hidden) {
      asked.textContent = "По плану урок в другой день: " + place.held.split("-").reverse().join(".") + ". Если он идёт сейчас, нажмите ещё раз: предсказания закроются.";
      asked.hidden = false;
      return;
    }
    draft.began = Date.now();
    keep();
    started("только что, отметка ещё не отправлена", 0);
    sayWaiting();
    fly();
    watching.querySelector("textarea").focus({ preventScroll: true });
  }

  function tick() {
    var clock = document.getElementById("clock"), gone = since === null ? LONGEST_LESSON : (Date.now() - since) / 1000;
    var isOn = gone < LONGEST_LESSON, minute = Math.floor(gone / 60), isLive = answers().watched !== "recording";
    clock.hidden = !(isOn && isLive);
    clock.textContent = "Идёт " + (minute + 1) + "-я\u00a0минута";
    sheet.querySelectorAll(".stage").forEach(function (one) {
      var isNow = isOn && isLive && one.dataset.until !== "" && minute >= Number(one.dataset.since) && minute < Number(one.dataset.until);
      one.classList.toggle("is-now", isNow);
      one.querySelector(".stage-now").hidden = !isNow;
      document.querySelector(".observe-jump a[href='#" + one.id + "']").classList.toggle("is-now", isNow);
    });
  }

  // --- two devices of one observer ----------------------------------------------------------------

  function label(key) {
    var part = key.split("|"), field = fields().find(function (one) { return one.name === key; });
    if (key === "issues") return "Что ещё важно";
    if (key === "watched") return "Где смотрели";
    if (key === "observed_on") return "День наблюдения";
    var box = field && field.closest("[data-name]"), letter = PUPILS[part[part.length - 1]] || "";
    return (box ? box.dataset.name : "Другой этап") + ", " + letter + (part[0] === "observed" ? ": что увидели" : part[0] === "met" ? ": ожидали ли" : "");
  }

  function shown(key, value) {
    var field = fields().find(function (one) { return one.name === key && one.value === value && isChoice(one); });
    return field ? field.parentElement.textContent.trim() : value;
  }

  function compare(answer) {
    var theirs = window.observed.flat(answer.sheet), found = window.observed.merged(draft.base || {}, Object.assign({}, hidden(draft.said), answers()), theirs);
    if (found.taken.length) note("С другого устройства в " + answer.at + " пришло: " + found.taken.map(label).join("; ") + ".");
    if (!found.unlike.length) {
      take(found.both, theirs, answer.record_id);
      return soon(0);
    }
    conflict = { theirs: theirs, unlike: found.unlike, record: answer.record_id };
    draft.said = found.both;
    fill(found.both);
    keep();
    count();
    choice(answer.at);
    sayWaiting();
  }

  function take(said, theirs, record) {
    draft.said = said;
    draft.base = theirs;
    draft.seen = record;
    draft.count += 1;
    draft.pending = true;
    fill(said);
    keep();
    count();
    recorded();
  }

  function choice(at) {
    var title = document.createElement("h2"), why = document.createElement("p"), done = document.createElement("button");
    title.id = "moved-title";
    title.textContent = "На другом устройстве в " + at + " записано другое";
    why.textContent = "Выберите, что оставить. Записанное только на одном устройстве сохранится всё.";
    done.type = "button";
    done.className = "button button-main";
    done.textContent = "Оставить выбранное";
    done.addEventListener("click", settle);
    moved.replaceChildren(title, why);
    conflict.unlike.forEach(function (key, at) { moved.append(question(key, at)); });
    moved.append(done);
    moved.hidden = false;
    moved.scrollIntoView({ block: "start" });
    moved.focus({ preventScroll: true });
  }

  function question(key, at) {
    var box = document.createElement("fieldset"), title = document.createElement("legend");
    title.textContent = label(key);
    box.append(title);
    var ways = [["mine", "Здесь: " + shown(key, draft.said[key])], ["theirs", "Там: " + shown(key, conflict.theirs[key])]];
    if (/^(observed\||issues)/.test(key)) ways.push(["both", "Оба текста"]);
    ways.forEach(function (way) {
      var line = document.createElement("label"), field = document.createElement("input"), text = document.createElement("span");
      field.type = "radio";
      field.name = "moved " + at;
      field.value = way[0];
      field.checked = way[0] === (ways.length > 2 ? "both" : "mine");
      text.textContent = way[1];
      line.className = "moved-way";
      line.append(field, text);
      box.append(line);
    });
    return box;
  }

  function settle() {
    // What was typed here while the question stood is not lost.
    var said = Object.assign({}, hidden(draft.said), answers()), theirs = conflict.theirs, record = conflict.record;
    conflict.unlike.forEach(function (key, at) {
      var way = moved.querySelector("input[name='moved " + at + "']:checked").value, own = said[key];
      if (way === "theirs" || (way === "both" && !own)) said[key] = theirs[key];
      else if (way === "both" && own !== theirs[key]) said[key] = own + "\n" + theirs[key];
    });
    if (said.watched === "live") delete said.observed_on;
    conflict = null;
    moved.hidden = true;
    take(said, theirs, record);
    sayWaiting();
    soon(0);
    watching.querySelector("textarea").focus({ preventScroll: true });
  }

  // --- what the person does -----------------------------------------------------------------------

  function changed(event) {
    if (moved.contains(event.target)) return;
    if (!draft.pending) draft.waited = Date.now();
    draft.said = Object.assign({}, hidden(draft.said), answers());
    draft.count += 1;
    draft.pending = true;
    keep();
    count();
    recorded();
    send.hidden = false;
    // While there is no connection the next try comes at its own time, not at every letter.
    if (conflict || rest > FIRST_REST) return;
    if (!state.classList.contains("is-left")) sayWaiting();
    soon(Date.now() - (draft.waited || 0) > LONGEST_QUIET ? 0 : QUIET);
  }

  function recorded() {
    var isRecording = answers().watched === "recording", day = sheet.querySelector("[name=observed_on]");
    document.getElementById("recorded").hidden = !isRecording;
    document.getElementById("start").textContent = isRecording ? "Начинаю смотреть запись" : "Урок начался";
    if (isRecording && !day.value && !day.dataset.asked) { day.dataset.asked = "yes"; day.value = day.max; }
    tick();
  }

  function grow(area) {
    area.style.height = "auto";
    area.style.height = area.scrollHeight + 2 + "px";
  }

  // A chosen button pressed again is taken back; so does Delete on the keyboard.
  function release(field) {
    field.checked = false;
    changed({ target: field });
  }
  var wasChecked = null;
  sheet.addEventListener("pointerdown", function (event) {
    var line = event.target.closest(".mark"), field = line && line.querySelector("input");
    wasChecked = field && field.checked && field.name !== "watched" ? field : null;
  });
  sheet.addEventListener("click", function (event) {
    if (event.target === wasChecked) { wasChecked = null; release(event.target); }
  });
  sheet.addEventListener("keydown", function (event) {
    var field = event.target;
    if (/^(Delete|Backspace)$/.test(event.key) && field.type === "radio" && field.closest(".mark") && field.name !== "watched" && field.checked) release(field);
  });
  sheet.addEventListener("input", function (event) {
    if (event.target.tagName === "TEXTAREA") grow(event.target);
    changed(event);
  });
  send.addEventListener("click", function () {
    if (conflict) moved.scrollIntoView({ block: "start" });
    else fly();
  });
  document.getElementById("start").addEventListener("click", press);
  window.addEventListener("online", function () { if (waits()) fly(); });
  window.addEventListener("offline", function () { if (waits()) sayWaiting(); });
  window.addEventListener("focus", function () { if (state.classList.contains("is-left")) fly(); });
  document.addEventListener("visibilitychange", function () { if (waits()) fly(); });
  window.addEventListener("beforeunload", function (event) { if (waits()) { event.preventDefault(); event.returnValue = ""; } });
  // The same sheet in a second tab of the browser: what is typed there is seen here.
  window.addEventListener("storage", function (event) {
    var other = event.key === name && event.newValue ? JSON.parse(event.newValue) : null;
    if (!other) return;
    if (other.pending) { draft = other; fill(other.said || {}); } else if (other.count >= draft.count) { draft = Object.assign(other, { seen: draft.seen, base: answers() }); }
    count();
    recorded();
  });

  // Sheets of other lessons or observers that this phone has not sent: each goes when its own page is open.
  function others() {
    var found = [];
    try {
      Object.keys(localStorage).forEach(function (key) {
        var other = key !== name && key.indexOf("observe ") === 0 ? JSON.parse(localStorage.getItem(key)) : null;
        if (other && (other.pending || other.began !== null)) found.push(key.split(" "));
      });
    } catch (error) { return; }
    var box = document.getElementById("others");
    box.hidden = !found.length;
    found.forEach(function (one) {
      var way = document.createElement("a");
      way.href = one[1] + "?observer=" + one[2];
      way.textContent = "открыть неотправленный лист";
      box.append(" ", way);
    });
  }

  // --- the page opens -----------------------------------------------------------------------------

  if (draft.pending) fill(draft.said);
  else Object.assign(draft, { seen: place.seen ? Number(place.seen) : null, base: answers() });
  sheet.querySelectorAll("textarea").forEach(grow);
  count();
  recorded();
  if (place.started) started(document.getElementById("started-at").textContent, place.ago);
  else if (draft.began !== null) started("отметка ещё не отправлена", (Date.now() - draft.began) / 1000);
  others();
  setInterval(tick, TICK);
  if (waits()) { sayWaiting(); send.hidden = false; fly(); } else say(place.seen ? "Всё отправлено." : "Пока ничего не записано.", "");
})();
