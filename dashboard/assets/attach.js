// One file attached to a form: chosen or dropped, sent as it is; the answer goes into the form's store.
(function () {
  "use strict";
  var LIMIT = 25 * 1024 * 1024;
  var sending = 0;

  function place(target) {
    return target instanceof Element ? target.closest("[data-attach]") : null;
  }

  function element(tag, className, text) {
    var made = document.createElement(tag);
    if (className) { made.className = className; }
    if (text) { made.textContent = text; }
    return made;
  }

  function way(box) { return box.querySelector(".attach-way"); }

  // A place may be drawn anew while its file is on the way: find it by its store each time.
  function boxOf(id) {
    return Array.prototype.find.call(document.querySelectorAll("[data-attach]"), function (box) {
      return box.dataset.attach === id;
    });
  }

  function tell(id, words, again) {
    var box = boxOf(id);
    if (!box) { return; }
    way(box).replaceChildren();
    box.querySelector("button").disabled = false;
    if (!words) { return; }
    var line = element("p", "field-wrong", words);
    way(box).appendChild(line);
    if (!again) { return; }
    var button = element("button", "button button-quiet", "Повторить");
    button.type = "button";
    button.addEventListener("click", again);
    line.appendChild(button);
  }

  function problemOf(request) {
    if (request.status === 401) {
      return "Сеанс завершён: обновите страницу, войдите и\u00a0приложите файл ещё раз.";
    }
    try { return JSON.parse(request.responseText).problem || ""; } catch (error) { return ""; }
  }

  function token() {
    var field = document.querySelector("input[name=form_token]");
    return field ? field.value : "";
  }

  function progress(box, file) {
    var row = element("div", "attach-progress");
    row.appendChild(element("span", "", file.name));
    var bar = element("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    row.appendChild(bar);
    way(box).replaceChildren(row);
    box.querySelector("button").disabled = true;
    return bar;
  }

  function send(id, file) {
    var box = boxOf(id);
    if (!box || box.querySelector("progress")) { return; } // a second click while the first is on its way
    var again = function () { send(id, file); };
    var bar = progress(box, file);
    var request = new XMLHttpRequest();
    sending += 1;
    request.open("POST", "/attachment");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("X-Form-Token", token());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) { bar.value = event.loaded / event.total; }
    };
    request.onload = function () {
      sending -= 1;
      if (request.status === 201) {
        tell(id, "");
        window.dash_clientside.set_props(JSON.parse(id), { data: JSON.parse(request.responseText) });
        return;
      }
      var said = problemOf(request) || "Сервер не\u00a0принял файл. Ничего не\u00a0потеряно.";
      tell(id, said, request.status < 500 ? null : again);
    };
    request.onerror = function () {
      sending -= 1;
      tell(id, "Связь прервалась. Файл не\u00a0приложен, остальное на\u00a0месте. ", again);
    };
    request.send(file);
  }

  function take(box, list) {
    var id = box.dataset.attach;
    if (!list.length) { return; }
    if (list.length > 1) {
      tell(id, "Сюда кладут один файл, а\u00a0выбрано " + list.length + ". Выберите нужный, ничего не\u00a0приложено.");
      return;
    }
    if (list[0].size > LIMIT) {
      tell(id, "Файл больше 25\u00a0МБ. Ничего не\u00a0приложено: сожмите его или разделите.");
      return;
    }
    send(id, list[0]);
  }

  document.addEventListener("click", function (event) {
    var button = event.target instanceof Element && event.target.closest(".attach-row button");
    var box = button && place(button);
    if (!box) { return; }
    var input = document.createElement("input");
    input.type = "file";
    input.accept = box.dataset.accept;
    input.addEventListener("change", function () { take(box, input.files); });
    input.click();
  });

  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var box = place(event.target);
      document.querySelectorAll("[data-attach].is-over").forEach(function (other) {
        if (other !== box) { other.classList.remove("is-over"); }
      });
      // A file dropped beside the place must not open in the stead of the form.
      if (document.querySelector("[data-attach]")) { event.preventDefault(); }
      if (box) { box.classList.add("is-over"); }
    });
  });

  document.addEventListener("drop", function (event) {
    if (!document.querySelector("[data-attach]")) { return; }
    event.preventDefault();
    var box = place(event.target);
    if (!box) { return; }
    box.classList.remove("is-over");
    take(box, event.dataTransfer.files);
  });

  window.addEventListener("beforeunload", function (event) {
    if (sending) { event.preventDefault(); }
  });
}());
