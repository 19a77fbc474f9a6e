// Files on their way to the server: dropped or chosen, sent as they are, a few at a time.
(function () {
  "use strict";
  var AT_ONCE = 3;
  var LIMIT = 200 * 1024 * 1024;
  var waiting = [];
  var pending = []; // waiting or on the way: the same file dropped twice goes once
  var running = 0;
  // Names that the server has not answered for yet: a reload forgets the files, not their names.
  var KEPT = "pedsovet-unsent";
  var NAMED = 12;
  var lost = kept();
  var unsent = [];

  function byId(id) { return document.getElementById(id); }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function kept() {
    try { return JSON.parse(window.sessionStorage.getItem(KEPT)) || []; } catch (error) { return []; }
  }

  function keep() {
    try {
      window.sessionStorage.setItem(KEPT, JSON.stringify(lost.concat(unsent)));
    } catch (error) { /* A closed or full storage: the page warns before it is left all the same. */ }
  }

  function without(names, name) {
    var at = names.indexOf(name);
    return at < 0 ? names : names.slice(0, at).concat(names.slice(at + 1));
  }

  function lostWords() {
    var named = lost.slice(0, NAMED).join(", ");
    var more = lost.length > NAMED ? " и\u00a0ещё " + (lost.length - NAMED) : "";
    return lost.length === 1
      ? "Не\u00a0успел загрузиться: " + named + ": перетащите его снова."
      : "Не\u00a0успели загрузиться: " + named + more + ": перетащите их снова.";
  }

  // The page is drawn, and drawn again on every way back to it, by others: look each time.
  function tellLost() {
    var shown = byId("uploads-lost");
    var list = byId("uploads-progress");
    if (!lost.length) { if (shown) { shown.remove(); } return; }
    if (shown || !list) { return; }
    var note = element("div", "note note-warning");
    note.id = "uploads-lost";
    note.setAttribute("role", "status");
    var sign = element("span", "note-sign", "▲");
    sign.setAttribute("aria-hidden", "true");
    note.appendChild(sign);
    note.appendChild(element("p", "", lostWords()));
    var close = element("button", "button button-quiet", "Понятно");
    close.type = "button";
    close.addEventListener("click", function () { lost = []; keep(); tellLost(); });
    note.appendChild(close);
    list.insertBefore(note, list.firstChild);
  }

  function sentAgain(name) {
    if (lost.indexOf(name) < 0) { return; }
    lost = without(lost, name);
    var shown = byId("uploads-lost");
    if (shown) { shown.remove(); }
    tellLost();
  }

  function line(job) {
    var row = element("div", "upload-line");
    row.appendChild(element("span", "upload-name", job.name));
    job.bar = element("progress");
    job.bar.max = 1;
    job.bar.value = 0;
    job.bar.setAttribute("aria-label", job.name);
    job.words = element("span", "upload-words", "ждёт очереди");
    row.appendChild(job.bar);
    row.appendChild(job.words);
    job.row = row;
    var list = byId("uploads-progress");
    if (list) { list.appendChild(row); }
  }

  function tell() {
    if (window.dash_clientside && window.dash_clientside.set_props) {
      window.dash_clientside.set_props("uploads-tick", { data: Date.now() });
    }
  }

  function done(job, words, isGood) {
    running -= 1;
    pending.splice(pending.indexOf(job), 1);
    job.words.textContent = words;
    if (isGood) {
      job.bar.value = 1;
      setTimeout(function () { job.row.remove(); }, 1200);
    } else {
      job.row.classList.add("is-problem");
      job.bar.remove();
      var again = element("button", "button button-quiet", "Повторить");
      again.type = "button";
      again.addEventListener("click", function () { job.row.remove(); add(job.file, job.name); });
      job.row.appendChild(again);
    }
    tell();
    next();
  }

  function problemOf(request) {
    try { return JSON.parse(request.responseText).problem || ""; } catch (error) { return ""; }
  }

  function send(job) {
    var request = new XMLHttpRequest();
    running += 1;
    request.open("POST", "/upload/file");
    request.setRequestHeader("X-File-Name", encodeURIComponent(job.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) { job.bar.value = event.loaded / event.total; }
      job.words.textContent = "передаётся";
    };
    request.onload = function () {
      unsent = without(unsent, job.name);
      keep();
      if (request.status === 201) { done(job, "передан, проверяется", true); return; }
      done(job, problemOf(request) || "Сервер не принял файл. Ничего не потеряно.", false);
    };
    request.onerror = function () {
      done(job, "Связь прервалась. Файл не загружен, можно повторить.", false);
    };
    request.send(job.file);
  }

  function next() {
    while (running < AT_ONCE && waiting.length) { send(waiting.shift()); }
  }

  function isWaiting(file, name) {
    return pending.some(function (job) {
      return job.name === name && job.file.size === file.size
        && job.file.lastModified === file.lastModified;
    });
  }

  function refuse(job) {
    job.bar.remove();
    job.row.classList.add("is-problem");
    job.words.textContent = "Больше 200 МБ: разделите файл на части. Ничего не загружено.";
  }

  function add(file, name) {
    var base = name.split("/").pop();
    if (/^(\.|~\$)/.test(base) || /^(thumbs\.db|desktop\.ini)$/i.test(base)) { return; }
    if (isWaiting(file, name)) { return; }
    var job = { file: file, name: name };
    line(job);
    if (file.size > LIMIT) { refuse(job); return; }
    sentAgain(name);
    if (unsent.indexOf(name) < 0) { unsent.push(name); }
    keep();
    pending.push(job);
    waiting.push(job);
    next();
  }

  function walk(entry, path) {
    if (entry.isFile) {
      entry.file(function (file) { add(file, path + file.name); });
      return;
    }
    var reader = entry.createReader();
    (function more() {
      reader.readEntries(function (entries) {
        if (!entries.length) { return; }
        entries.forEach(function (child) { walk(child, path + entry.name + "/"); });
        more();
      });
    }());
  }

  function take(list) {
    Array.prototype.forEach.call(list, function (file) {
      add(file, file.webkitRelativePath || file.name);
    });
  }

  function choose(isFolder) {
    var input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.webkitdirectory = isFolder;
    input.addEventListener("change", function () { take(input.files); });
    input.click();
  }

  function zone(event) {
    return event.target instanceof Element && event.target.closest("#uploads-drop");
  }

  document.addEventListener("click", function (event) {
    var button = event.target instanceof Element && event.target.closest("[data-choose]");
    if (button) { choose(button.dataset.choose === "folder"); }
  });

  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      if (!byId("uploads-drop")) { return; }
      event.preventDefault();
      byId("uploads-drop").classList.toggle("is-over", Boolean(zone(event)));
    });
  });

  document.addEventListener("drop", function (event) {
    var target = byId("uploads-drop");
    if (!target) { return; }
    event.preventDefault();
    target.classList.remove("is-over");
    if (!zone(event)) { return; }
    var items = event.dataTransfer.items;
    var entries = Array.prototype.map.call(items || [], function (item) {
      return item.webkitGetAsEntry ? item.webkitGetAsEntry() : null;
    }).filter(Boolean);
    if (entries.length) { entries.forEach(function (entry) { walk(entry, ""); }); return; }
    take(event.dataTransfer.files);
  });

  new MutationObserver(tellLost).observe(document.documentElement, { childList: true, subtree: true });

  window.addEventListener("beforeunload", function (event) {
    if (running || waiting.length) { event.preventDefault(); }
  });
}());
