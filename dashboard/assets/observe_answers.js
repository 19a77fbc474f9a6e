/* What an observer's page says, as flat answers {name of the field: text} and as the sheet that travels. */
(function () {
  "use strict";

  function nested(said) {
    var made = { watched: said.watched, observed_on: said.observed_on || "", cells: {}, achieved: {}, issues: said.issues || "" };
    Object.keys(said).forEach(function (one) {
      var part = one.split("|");
      if (part[0] === "achieved") made.achieved[part[1]] = Number(said[one]);
      if (part.length < 3) return;
      var row = made.cells[part[1]] = made.cells[part[1]] || {}, cell = row[part[2]] = row[part[2]] || {};
      cell[part[0]] = part[0] === "met" ? Number(said[one]) : said[one];
    });
    return made;
  }

  function flat(made) {
    var found = { watched: made.watched };
    if (made.issues) found.issues = made.issues;
    if (made.watched === "recording" && made.observed_on) found.observed_on = made.observed_on;
    Object.keys(made.achieved || {}).forEach(function (level) {
      if (made.achieved[level] !== null) found["achieved|" + level] = String(made.achieved[level]);
    });
    Object.keys(made.cells || {}).forEach(function (stage) {
      Object.keys(made.cells[stage]).forEach(function (level) {
        var cell = made.cells[stage][level], end = "|" + stage + "|" + level;
        if (cell.observed) found["observed" + end] = cell.observed;
        if (cell.met !== null && cell.met !== undefined) found["met" + end] = String(cell.met);
      });
    });
    return found;
  }

  // What only one of the two has changed since they agreed is taken from that one; emptied against filled, filled.
  function merged(base, mine, theirs) {
    var both = {}, unlike = [], taken = [];
    Object.keys(Object.assign({}, mine, theirs)).forEach(function (key) {
      var own = mine[key], other = theirs[key], isTheirs = own === base[key], isOpen = own !== other && !isTheirs && other !== base[key];
      var value = isTheirs ? other : isOpen ? own || other : own;
      if (value !== undefined) both[key] = value;
      if (value !== own) taken.push(key);
      if (isOpen && own && other) unlike.push(key);
    });
    if (both.watched === "live") delete both.observed_on;
    return { both: both, unlike: unlike, taken: taken };
  }

  window.observed = { nested: nested, flat: flat, merged: merged };
})();
