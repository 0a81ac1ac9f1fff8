[# Shuffles, takes the pick and leaves both for the back. Nothing is kept on `window`, and the
   listeners sit on the list, so they go when Anki swaps the card out. #]
(function () {
  "use strict";
[% include "anki/_choice.shared.js" %]

  function shuffled(numbers) {
    for (var last = numbers.length - 1; last > 0; last -= 1) {
      var other = Math.floor(Math.random() * (last + 1));
      var kept = numbers[last];
      numbers[last] = numbers[other];
      numbers[other] = kept;
    }
    return numbers;
  }

  function start(box) {
    var options = optionsOf(box);
    var list = options.list;
    var many = choosesAll(list);
    var order = numbersUpTo(options.items.length);
    if (list.getAttribute("data-order") !== "fixed") { shuffled(order); }
    var shown = order.map(function (number) { return options.items[number - 1]; });
    var picked = [];

    function save() {
      var state = { order: order, picked: picked, at: Date.now() };
      try { sessionStorage.setItem(storageKey(box), JSON.stringify(state)); } catch (refused) { /* unmarked */ }
    }

    function paint() {
      shown.forEach(function (item, place) {
        var on = picked.indexOf(order[place]) !== -1;
        item.setAttribute("aria-checked", on ? "true" : "false");
        [# Radios are one stop for Tab, the arrows move inside; checkboxes are a stop each. #]
        var stop = many || on || (picked.length === 0 && place === 0);
        item.setAttribute("tabindex", stop ? "0" : "-1");
      });
    }

    function pick(place) {
      var number = order[place];
      if (!many) {
        picked = [number];
      } else if (picked.indexOf(number) === -1) {
        picked.push(number);
      } else {
        picked.splice(picked.indexOf(number), 1);
      }
      paint();
      save();
    }

    function placeOf(target) {
      while (target && target.parentNode !== list) { target = target.parentNode; }
      return shown.indexOf(target);
    }

    function move(place, step) {
      var next = (place + step + shown.length) % shown.length;
      shown[next].focus();
      if (!many) { pick(next); }
    }

    [# Only these keys are taken, so Enter and digits still reach Anki. The desktop program
       turns the card at Space before the page hears of it: x ticks a box there. #]
    var keys = {
      " ": pick, Spacebar: pick, x: pick,
      ArrowDown: function (place) { move(place, 1); },
      ArrowRight: function (place) { move(place, 1); },
      ArrowUp: function (place) { move(place, -1); },
      ArrowLeft: function (place) { move(place, -1); }
    };

    list.addEventListener("click", function (event) {
      var place = placeOf(event.target);
      if (place !== -1) { pick(place); }
    });
    list.addEventListener("keydown", function (event) {
      var place = placeOf(event.target);
      var action = Object.prototype.hasOwnProperty.call(keys, event.key) && keys[event.key];
      if (place === -1 || !action || event.ctrlKey || event.altKey || event.metaKey) { return; }
      event.preventDefault();
      event.stopPropagation();
      action(place);
    });

    var how = box.querySelector(many ? ".qg-how-all" : ".qg-how-one");
    how.id = "qg-how";
    list.setAttribute("role", many ? "group" : "radiogroup");
    list.setAttribute("aria-labelledby", "qg-question qg-how");
    shown.forEach(function (item) {
      item.setAttribute("role", many ? "checkbox" : "radio");
      item.setAttribute("aria-keyshortcuts", "Space X");
      item.setAttribute("dir", "auto");
      item.classList.add("tappable");
      list.appendChild(item);
    });
    box.classList.add("qg-live");
    paint();
    save();
  }

  try {
    start(document.querySelector('.qg-choice[data-side="front"]'));
  } catch (broken) { /* the plain list stays */ }
}());
