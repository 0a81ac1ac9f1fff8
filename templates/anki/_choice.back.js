[% import "anki/_words.html" as words %]
[# Shows the options in the order of the front, the pick marked, each reason beside its option.
   Everything is read and checked before the page is touched: whatever fails, the plain answer
   and list stay. #]
(function () {
  "use strict";
[% include "anki/_choice.shared.js" %]

  [# A pick left lying for hours belongs to another review, not to this back. #]
  var LONGEST_LOOK = 2 * 60 * 60 * 1000;

  function isOrderOf(order, count) {
    return Array.isArray(order) && order.length === count &&
      numbersUpTo(count).every(function (number) { return order.indexOf(number) !== -1; });
  }

  function stateLeftByFront(box, count) {
    try {
      var state = JSON.parse(sessionStorage.getItem(storageKey(box)));
      var fresh = state && Math.abs(Date.now() - state.at) < LONGEST_LOOK;
      return fresh && isOrderOf(state.order, count) && Array.isArray(state.picked) ? state : null;
    } catch (refused) {
      return null;
    }
  }

  function keysOf(box, count) {
    var keys = (box.getAttribute("data-keys").match(/\d+/g) || []).map(Number);
    var sound = keys.length > 0 && keys.every(function (key) { return key >= 1 && key <= count; });
    if (!sound) { throw new Error("keys do not fit the options"); }
    return keys;
  }

  function verdictOn(picked, keys, many) {
    var found = picked.filter(function (number) { return keys.indexOf(number) !== -1; }).length;
    var wrong = picked.length - found;
    if (picked.length === 0) { return { kind: "none", text: [[ words.nothing_picked | tojson ]] }; }
    if (wrong === 0 && (!many || found === keys.length)) {
      return { kind: "right", text: [[ words.right | tojson ]] };
    }
    var details = [];
    if (many) {
      details.push([[ words.found | tojson ]].replace("{found}", found).replace("{all}", keys.length));
      if (wrong) { details.push([[ words.wrong_picks | tojson ]].replace("{wrong}", wrong)); }
    } else {
      details.push([[ words.see_marked | tojson ]]);
    }
    return { kind: "wrong", text: [[ words.not_quite | tojson ]] + ": " + details.join(", ") };
  }

  function markOf(isKey, isPicked, missedCounts) {
    if (isKey && isPicked) { return { kind: "right", text: [[ words.picked_right | tojson ]] }; }
    if (isKey && missedCounts) { return { kind: "missed", text: [[ words.missed | tojson ]] }; }
    if (isKey) { return { kind: "right", text: [[ words.right_answer | tojson ]] }; }
    if (isPicked) { return { kind: "wrong", text: [[ words.picked_wrong | tojson ]] }; }
    return null;
  }

  function decorate(item, mark, reason) {
    if (mark) {
      var label = document.createElement("p");
      label.className = "qg-mark";
      label.textContent = mark.text;
      item.classList.add("qg-" + mark.kind);
      item.appendChild(label);
    }
    if (reason && reason.firstChild) {
      var note = document.createElement("div");
      note.className = "qg-reason";
      note.setAttribute("dir", "auto");
      while (reason.firstChild) { note.appendChild(reason.firstChild); }
      item.appendChild(note);
    }
    item.setAttribute("dir", "auto");
  }

  function start(box) {
    var options = optionsOf(box);
    var count = options.items.length;
    var many = choosesAll(options.list);
    var keys = keysOf(box, count);
    var reasons = box.querySelectorAll(".qg-reasons > ol > li");
    var state = stateLeftByFront(box, count);
    var order = state ? state.order : numbersUpTo(count);
    var picked = state ? state.picked : [];
    var verdict = state && verdictOn(picked, keys, many);
    var missedCounts = many && picked.length > 0;

    order.forEach(function (number) {
      var item = options.items[number - 1];
      var mark = markOf(keys.indexOf(number) !== -1, picked.indexOf(number) !== -1, missedCounts);
      decorate(item, mark, reasons[number - 1]);
      options.list.appendChild(item);
    });
    if (verdict) {
      var line = box.querySelector(".qg-verdict");
      line.textContent = verdict.text;
      line.classList.add("qg-verdict-" + verdict.kind);
      line.hidden = false;
    }
    box.classList.add("qg-live");
  }

  try {
    start(document.querySelector('.qg-choice[data-side="back"]'));
  } catch (broken) { /* the plain answer stays */ }
}());
