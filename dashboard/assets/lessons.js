// The sum of the target shares of a lesson, live: «90 % — не хватает 10 %».
(function () {
  "use strict";
  var NBSP = "\u00a0";

  function worded(number) {
    return String(Math.round(number * 100) / 100).replace(".", ",") + NBSP + "%";
  }

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.lessons = {
    total: function (shares) {
      var given = shares.map(function (share) { return String(share || "").trim().replace(",", "."); });
      if (!given.some(Boolean)) { return "Структура не задана: соответствие цели не посчитается."; }
      var total = given.reduce(function (sum, share) { return sum + Number(share || 0); }, 0);
      if (isNaN(total)) { return "▲ Доли пишутся числами."; }
      if (Math.abs(total - 100) <= 0.5) { return "✓ Сумма " + worded(total) + "."; }
      var lack = 100 - total;
      return "▲ Сумма " + worded(total) + ": " + (lack > 0 ? "не хватает " : "лишних ") + worded(Math.abs(lack)) + ".";
    },
  };
})();
