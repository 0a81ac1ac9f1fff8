[# What both sides of a choice card share. Old phone web views run this too, hence `var` and
   plain functions. The two sides meet only in sessionStorage: on phones each side is a page of
   its own. Storage may be refused; then the card works, without marking. #]
  function optionsOf(box) {
    var list = box.querySelector("ol[data-choose]");
    return { list: list, items: Array.prototype.slice.call(list.children) };
  }

  function storageKey(box) {
    return "quizgen-choice:" + box.getAttribute("data-id");
  }

  function numbersUpTo(count) {
    var numbers = [];
    for (var number = 1; number <= count; number += 1) { numbers.push(number); }
    return numbers;
  }

  function choosesAll(list) {
    return list.getAttribute("data-choose") === "all";
  }
