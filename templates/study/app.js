// The study page. Everything that it asks is in the page as HTML; this script shows one question at
// a time, moves the answer to where it is wanted, and keeps what the learner knew. It makes
// elements, never HTML from text, and asks nothing of any server.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const { said, ones } = JSON.parse(document.body.dataset.words);
  const questions = [...document.querySelectorAll(".question")];
  const byNote = new Map(questions.map((question) => [question.dataset.id, question]));
  const form = byId("choose");

  // ---------------------------------------------------------------- words and elements

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole);
  const count = (forms, n) => fill(ones.includes(n) ? forms.one : forms.other, { n });

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  }

  function button(words, act, { main = false, key = "" } = {}) {
    const made = make("button", { type: "button" }, words);
    if (main) made.className = "main";
    if (key && byId("use-keys").checked) {
      made.append(" ", make("kbd", { "aria-hidden": "true" }, key));
      made.setAttribute("aria-keyshortcuts", key);
    }
    made.addEventListener("click", act);
    return made;
  }

  function shuffled(items) {
    const mixed = [...items];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = Math.floor(Math.random() * (last + 1));
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  // ---------------------------------------------------------------- what is kept

  const place = `quizgen-study:${document.body.dataset.deck}`;
  // outcomes: the last one of each note, by id. sitting: the ids asked in this one, and how it went.
  let kept = { version: 1, outcomes: {}, sitting: null, keys: true };

  function load() {
    try {
      const found = JSON.parse(localStorage.getItem(place));
      if (found && found.version === kept.version) kept = { ...kept, ...found };
    } catch {
      // Storage is forbidden, or holds what we did not write: begin anew.
    }
    kept.outcomes = Object(kept.outcomes);
    const sitting = kept.sitting;
    if (!sitting?.outcomes || !Array.isArray(sitting.ids)) kept.sitting = null;
    else sitting.ids = sitting.ids.filter((id) => byNote.has(id)); // a new build may lack some
    if (!kept.sitting?.ids.length) kept.sitting = null;
  }

  function save() {
    try {
      localStorage.setItem(place, JSON.stringify(kept));
      byId("no-storage").hidden = true;
    } catch {
      byId("no-storage").hidden = false;
    }
  }

  const outcomeOf = (question) => kept.outcomes[question.dataset.id];
  const isAnswered = (id) => Object.hasOwn(kept.sitting.outcomes, id);

  // ---------------------------------------------------------------- questions made answerable

  questions.forEach((question, number) => {
    const folded = question.querySelector(".folded");
    folded.querySelector("summary").remove();
    const verdict = make("p", { class: "verdict", hidden: "" });
    const feedback = make("section", { class: "feedback", tabindex: "-1", hidden: "" }, verdict);
    feedback.setAttribute("aria-label", said.answer);
    feedback.append(...folded.childNodes);
    folded.replaceWith(feedback);
    if (question.dataset.kind === "choice") makeChoosable(question, number);
    if (question.dataset.typed) {
      const input = make("input", { type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false" });
      input.setAttribute("aria-describedby", question.querySelector(".stem").id);
      const words = make("span", { lang: form.closest("[lang]").lang }, said.your_answer);
      feedback.before(make("label", { class: "typed" }, words, input));
    }
  });

  function makeChoosable(question, number) {
    const list = question.querySelector(".options");
    const several = "several" in list.dataset;
    list.setAttribute("role", several ? "group" : "radiogroup");
    list.setAttribute("aria-labelledby", question.querySelector(".stem").id);
    for (const [index, option] of [...list.children].entries()) {
      const input = make("input", { type: several ? "checkbox" : "radio", name: `options-${number}` });
      option.setAttribute("role", "none");
      const label = make("label", {}, input, option.querySelector(".text"));
      const reason = question.querySelector(`[data-for="${index}"] > .reason`);
      const note = make("div", { class: "mark", hidden: "" }, make("p", { lang: form.closest("[lang]").lang }));
      if (reason) note.append(reason);
      option.append(label, note);
    }
    question.querySelector(".reasons")?.classList.add("moved");
  }

  function reset(question) {
    question.classList.remove("answered");
    question.querySelector(".feedback").hidden = true;
    question.querySelector(".verdict").hidden = true;
    for (const input of question.querySelectorAll("input")) {
      input.disabled = false;
      if (input.type === "text") input.value = "";
      else input.checked = false;
    }
    const list = question.querySelector(".options");
    if (!list) return;
    if (!("fixed" in list.dataset)) list.append(...shuffled(list.children));
    for (const option of list.children) {
      option.removeAttribute("data-outcome");
      option.querySelector(".mark").hidden = true;
    }
  }

  // ---------------------------------------------------------------- judging

  // Full-width and ligature forms, case, white space and typographic apostrophes do not matter.
  const folded = (text) =>
    text.normalize("NFKC").toUpperCase().replace(/[\u2018\u2019\u02bc]/g, "'").replace(/\s+/g, " ").trim();

  function judge(question) {
    if (question.dataset.kind === "choice") return judgeChoice(question);
    if (question.dataset.typed) {
      const input = question.querySelector(".typed input");
      input.disabled = true;
      return folded(input.value) === folded(question.dataset.typed);
    }
    return null; // only the learner can tell
  }

  function judgeChoice(question) {
    let right = true;
    for (const option of question.querySelector(".options").children) {
      const input = option.querySelector("input");
      const key = "key" in option.dataset;
      right = right && key === input.checked;
      input.disabled = true;
      const outcome = key ? (input.checked ? "hit" : "missed") : input.checked ? "wrong" : "";
      const mark = option.querySelector(".mark");
      mark.firstChild.textContent = outcome ? said[`option_${outcome}`] : "";
      mark.hidden = !outcome && mark.children.length === 1;
      if (outcome) option.dataset.outcome = outcome;
    }
    return right;
  }

  // ---------------------------------------------------------------- one sitting

  let current = null; // the question that is shown

  function show(section) {
    for (const id of ["start", "bar", "actions", "end"]) byId(id).hidden = true;
    for (const question of questions) question.hidden = true;
    for (const id of section === "sitting" ? ["bar", "actions"] : [section]) byId(id).hidden = false;
    byId("live").textContent = "";
    document.body.classList.toggle("asking", section === "sitting");
    if (section !== "sitting") current = null;
  }

  function begin(ids) {
    kept.sitting = { ids, outcomes: {} };
    save();
    ask();
  }

  function ask() {
    const { ids } = kept.sitting;
    const at = ids.findIndex((id) => !isAnswered(id));
    if (at < 0) return finish();
    show("sitting");
    current = byNote.get(ids[at]);
    byId("number").textContent = fill(said.question, { n: at + 1, total: ids.length });
    byId("done").value = at / ids.length;
    reset(current);
    current.hidden = false;
    const judged = current.dataset.kind === "choice" || current.dataset.typed;
    byId("actions").replaceChildren(button(judged ? said.check : said.show, reveal, { main: true }));
    // A field to type in is where one wants to be; it names the question as its description.
    (current.querySelector(".typed input") ?? current.querySelector(".stem")).focus();
    window.scrollTo(0, 0);
  }

  function reveal() {
    const right = judge(current);
    const feedback = current.querySelector(".feedback");
    current.classList.add("answered");
    feedback.hidden = false;
    if (right === null) {
      byId("actions").replaceChildren(
        button(said.knew, () => grade(true), { main: true, key: "1" }),
        button(said.did_not, () => grade(false), { key: "2" }),
      );
    } else {
      settle(right);
    }
    feedback.focus({ preventScroll: true });
    feedback.scrollIntoView({ block: "nearest" });
  }

  function note(right) {
    const outcome = right ? "right" : "wrong";
    kept.sitting.outcomes[current.dataset.id] = outcome;
    kept.outcomes[current.dataset.id] = outcome;
    save();
  }

  function grade(right) {
    note(right);
    ask();
  }

  // What the page itself can judge is said, and a learner who knows better says so.
  function settle(right) {
    note(right);
    const verdict = current.querySelector(".verdict");
    verdict.textContent = right ? said.is_right : said.is_wrong;
    verdict.dataset.right = right;
    verdict.lang = form.closest("[lang]").lang;
    verdict.hidden = false;
    byId("live").textContent = verdict.textContent;
    const last = kept.sitting.ids.every(isAnswered);
    const buttons = [button(last ? said.finish : said.next, ask, { main: true })];
    if (!right && current.dataset.typed) buttons.push(button(said.was_right, overrule));
    byId("actions").replaceChildren(...buttons);
  }

  function overrule() {
    settle(true);
    byId("actions").firstChild.focus();
  }

  // ---------------------------------------------------------------- the end

  function finish() {
    const { ids, outcomes } = kept.sitting;
    const asked = ids.filter(isAnswered);
    kept.sitting = null;
    save();
    if (!asked.length) return welcome();
    show("end");
    const missed = asked.filter((id) => outcomes[id] === "wrong");
    const right = asked.length - missed.length;
    byId("result").textContent = fill(said.result, { right, total: asked.length });
    byId("by-topic").replaceChildren(...topicRows(asked, outcomes));
    byId("missed").hidden = !missed.length;
    byId("missed-list").replaceChildren(...missed.map(missedItem));
    const again = byId("again");
    again.hidden = !missed.length;
    again.textContent = count(said.again, missed.length);
    again.onclick = () => begin(shuffled(missed));
    byId("result").focus();
    window.scrollTo(0, 0);
  }

  function topicRows(asked, outcomes) {
    const topics = new Map();
    for (const id of asked) {
      const { topic } = byNote.get(id).dataset;
      const tally = topics.get(topic) ?? { right: 0, wrong: 0 };
      tally[outcomes[id]]++;
      topics.set(topic, tally);
    }
    return [...topics].map(([topic, { right, wrong }]) =>
      make(
        "tr", {},
        make("th", { scope: "row", dir: "auto" }, topic),
        make("td", { class: "figure" }, String(right)),
        make("td", { class: "figure" }, String(wrong)),
      ),
    );
  }

  function missedItem(id) {
    const stem = byNote.get(id).querySelector(".stem").cloneNode(true);
    stem.removeAttribute("id");
    stem.removeAttribute("tabindex");
    return make("li", {}, stem);
  }

  // ---------------------------------------------------------------- the start

  function matching() {
    const wants = new FormData(form);
    return questions.filter((question) => {
      const { topic, level, priority } = question.dataset;
      const outcome = outcomeOf(question);
      return (
        (!wants.get("topic") || wants.get("topic") === topic) &&
        (!wants.get("level") || wants.get("level") === level) &&
        (!wants.get("core") || priority === "1") &&
        (wants.get("which") !== "missed" || outcome === "wrong") &&
        (wants.get("which") !== "open" || outcome !== "right")
      );
    });
  }

  function describe() {
    const fits = matching();
    for (const question of questions) question.classList.toggle("out", !fits.includes(question));
    byId("matching").textContent = fits.length ? count(said.fit, fits.length) : said.none_fit;
    form.querySelector("button").disabled = !fits.length;
  }

  function welcome() {
    show("start");
    const known = questions.filter((question) => outcomeOf(question) === "right").length;
    const missed = questions.filter((question) => outcomeOf(question) === "wrong").length;
    const fresh = questions.length - known - missed;
    byId("standing").textContent = fill(said.standing, { known, missed, fresh });
    const [knownBar, missedBar] = document.querySelector(".meter").children;
    knownBar.style.width = `${(100 * known) / questions.length}%`;
    missedBar.style.width = `${(100 * missed) / questions.length}%`;
    byId("forget").hidden = fresh === questions.length;
    byId("forget").textContent = said.forget;
    describe();
  }

  // Not asked yet first, then missed, then known; a short sitting is of what needs it most.
  function choose(event) {
    event.preventDefault();
    const wants = new FormData(form);
    const rank = (question) => ({ wrong: 1, right: 2 })[outcomeOf(question)] ?? 0;
    const fits = wants.get("mixed") ? shuffled(matching()) : matching();
    const most = Number(wants.get("count")) || fits.length;
    const taken = new Set([...fits].sort((a, b) => rank(a) - rank(b)).slice(0, most));
    begin(fits.filter((question) => taken.has(question)).map((question) => question.dataset.id));
  }

  function forget() {
    const asked = byId("forget");
    if (asked.textContent !== said.forget_sure) {
      asked.textContent = said.forget_sure;
      return;
    }
    kept.outcomes = {};
    save();
    welcome();
    byId("standing-title").focus();
  }

  // ---------------------------------------------------------------- keyboard

  function press(event) {
    if (!current || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const typing = event.target.matches("input[type=text]");
    const native = event.target.closest("button, a, summary, select");
    if (event.key === "Enter" && !native) {
      event.preventDefault();
      if (!event.repeat) byId("actions").firstChild.click(); // a key held down answers nothing
    } else if (event.key === "Escape") {
      finish();
    } else if (/^[1-6]$/.test(event.key) && !typing && byId("use-keys").checked) {
      digit(Number(event.key), event);
    }
  }

  function digit(number, event) {
    const list = current.querySelector(".options");
    if (list && !current.classList.contains("answered")) {
      const input = list.children[number - 1]?.querySelector("input");
      input?.focus();
      input?.click();
    } else if (!list && byId("actions").children.length === 2 && number <= 2) {
      if (!current.dataset.typed) byId("actions").children[number - 1].click();
    } else {
      return;
    }
    event.preventDefault();
  }

  load();
  byId("use-keys").checked = kept.keys !== false;
  byId("use-keys").addEventListener("change", (event) => {
    kept.keys = event.target.checked;
    save();
  });
  form.addEventListener("submit", choose);
  form.addEventListener("change", describe);
  byId("stop").addEventListener("click", finish);
  byId("new").addEventListener("click", () => {
    welcome();
    byId("standing-title").focus();
  });
  byId("forget").addEventListener("click", forget);
  byId("print").addEventListener("click", () => window.print());
  document.addEventListener("keydown", press);
  document.documentElement.classList.add("live");
  save();
  if (kept.sitting) ask();
  else welcome();
})();
