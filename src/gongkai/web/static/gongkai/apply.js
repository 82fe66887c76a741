/* The application in steps, kept in this browser until it is sent. Without this file it is one long form. */
(function () {
  "use strict";
  var KEEP = "gongkai-application", SENDING = "gongkai-sending", SENT = "gongkai-sent";

  function kept() { try { return JSON.parse(localStorage.getItem(KEEP)); } catch (error) { return null; } }
  function keep(draft) { try { localStorage.setItem(KEEP, JSON.stringify(draft)); return true; } catch (error) { return false; } }
  function forget() { try { localStorage.removeItem(KEEP); } catch (error) { /* nothing was kept */ } }
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }

  /* Which forms this tab sent, by the signature of their token: it tells one from another and files nothing. */
  function noted(name) { try { return JSON.parse(sessionStorage.getItem(name)); } catch (error) { return null; } }
  function note(name, what) { try { sessionStorage.setItem(name, JSON.stringify(what)); } catch (error) { /* not noted */ } }
  function sentFromHere() { return noted(SENT) || []; }

  if (document.querySelector("[data-filed]") && noted(SENDING)) {
    forget();
    note(SENT, sentFromHere().concat(noted(SENDING)));
    note(SENDING, null);
  }
  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  var summary = document.getElementById("errors");
  if (summary) { summary.focus(); }

  var form = document.querySelector("[data-application]");
  if (!form) { return; }
  var steps = all("[data-step]", form), marks = all("[data-steps] li"), last = steps.length - 1;
  var sent = false, here = 0, mine = { form: form.elements.token.value.split(":").pop() };

  /* -- come back to after it was sent: on a shared machine the next person must find nothing -- */
  function wasSent() { return history.state !== null && sentFromHere().indexOf(history.state.form) >= 0; }
  function end() {
    var told = form.querySelector("[data-already-sent]").content.firstElementChild;
    var title = told.querySelector("h2");
    form.replaceWith(told);
    all("[data-steps], [data-keeping]").forEach(function (part) { part.remove(); });
    document.title = title.textContent;
    history.replaceState(history.state, "", location.pathname);
    title.focus();
  }

  /* -- what a field holds -- */
  function controls(field) { return all("input, textarea, select", field); }
  function value(field) {
    var inputs = controls(field);
    if (inputs[0].type === "radio") {
      var on = inputs.filter(function (input) { return input.checked; })[0];
      return on ? on.value : "";
    }
    return inputs[0].value;
  }
  function fill(field, text) {
    controls(field).forEach(function (input) {
      if (input.type === "radio") { input.checked = input.value === text; } else { input.value = text; }
    });
  }
  function inWords(field) {
    var inputs = controls(field);
    if (inputs[0].type === "radio") {
      return inputs.filter(function (input) { return input.checked; })
        .map(function (input) { return input.closest("label").textContent.trim(); }).join("");
    }
    if (inputs[0].type === "file") {
      return Array.from(inputs[0].files).map(function (file) { return file.name; }).join("、");
    }
    return inputs[0].value;
  }
  function named(name) { return form.querySelector('[data-field="' + name + '"]'); }

  /* -- what is missing, and what is wrong: the server's rules and words -- */
  var rules = JSON.parse(document.getElementById("rules-ahead").textContent);
  function isAsked(field) {
    if (!field.dataset.askedIf) { return true; }
    var condition = field.dataset.askedIf.split("=");
    return condition[1].split(",").indexOf(value(named(condition[0]))) >= 0;
  }
  function clear(field) {
    if (!field.classList.contains("has-error")) { return; }
    field.classList.remove("has-error");
    all(".field-error", field).forEach(function (error) { error.remove(); });
    controls(field).forEach(function (input) {
      input.classList.remove("is-wrong");
      input.removeAttribute("aria-invalid");
    });
    describe(field, "");
  }
  function describe(field, error) {
    var described = field.tagName === "FIELDSET" ? field : controls(field)[0];
    var hint = field.querySelector(".hint");
    var ids = [hint && hint.id, error].filter(Boolean).join(" ");
    if (ids) { described.setAttribute("aria-describedby", ids); } else { described.removeAttribute("aria-describedby"); }
  }
  function complain(fault) {
    var field = fault.field;
    clear(field);
    var error = form.querySelector("[data-error]").content.cloneNode(true).querySelector("p");
    var inputs = controls(field), first = inputs[0];
    error.id = "missing_" + field.dataset.field;
    error.querySelector("span").textContent = fault.says;
    field.insertBefore(error, first.closest("label.choice") || first);
    field.classList.add("has-error");
    inputs.forEach(function (input) {
      if (input.type !== "radio") { input.classList.add("is-wrong"); }
      input.setAttribute("aria-invalid", "true");
    });
    describe(field, error.id);
  }
  function length(text) { return Array.from(text.trim()).length; }
  function isBroken(rule) {
    var text = value(named(rule.field));
    var applies = Object.keys(rule.when).every(function (name) { return rule.when[name].indexOf(value(named(name))) >= 0; });
    if (!applies || !text.trim()) { return false; }
    if (rule.longest) { return length(text) > rule.longest; }
    if (rule.not) { return rule.not.indexOf(text) >= 0; }
    if (rule.field === "identity_number") { text = text.normalize("NFKC").replace(/\s+/g, "").toUpperCase(); }
    if (rule.pattern) { return !new RegExp("^(?:" + rule.pattern + ")$").test(text.trim()); }
    var sum = rule.weights.reduce(function (total, weight, index) { return total + weight * Number(text[index]); }, 0);
    return rule.checks[sum % 11] !== text[text.length - 1];
  }
  function faults(step) {
    return all("[data-field]", step).map(function (field) {
      if (field.dataset.missing && isAsked(field) && !value(field).trim()) { return { field: field, says: field.dataset.missing }; }
      var broken = rules.filter(function (rule) { return rule.field === field.dataset.field && isBroken(rule); })[0];
      return broken && { field: field, says: broken.says.replace("{}", length(value(field))) };
    }).filter(Boolean);
  }
  function showAsked() {
    all("[data-only-asked]", form).forEach(function (field) { field.hidden = !isAsked(field); });
  }

  /* -- walking -- */
  function show(at, quietly) {
    here = at;
    steps.forEach(function (step, index) { step.hidden = index !== at; });
    marks.forEach(function (mark, index) {
      mark.classList.toggle("is-done", index < at);
      if (index === at) { mark.setAttribute("aria-current", "step"); } else { mark.removeAttribute("aria-current"); }
    });
    if (at === last) { review(); }
    if (!quietly) { steps[at].focus(); steps[at].scrollIntoView({ block: "start" }); }
  }
  function go(at) {
    history.pushState(mine, "", "#step-" + (at + 1));
    show(at);
  }
  function leave() {
    var found = faults(steps[here]);
    found.forEach(complain);
    if (found.length) { controls(found[0].field)[0].focus(); return false; }
    return true;
  }
  function follow(isFirst) {
    var target = document.getElementById(location.hash.slice(1));
    var step = target && target.closest("[data-step]");
    if (!step) { return; }
    var at = steps.indexOf(step);
    /* Nobody looks everything over before everything asked for is there. */
    for (var index = here; index < at; index += 1) {
      if (faults(steps[index]).length) {
        show(index, isFirst);
        if (!isFirst) { leave(); } /* of what nobody has filled in yet nothing is wrong */
        history.replaceState(mine, "", "#step-" + (index + 1));
        return;
      }
    }
    show(at, target !== step);
    if (target !== step) { target.focus(); target.scrollIntoView({ block: "center" }); }
  }
  function review() {
    var place = form.querySelector("[data-review]");
    place.textContent = "";
    steps.slice(0, last).forEach(function (step, index) {
      var part = form.querySelector("[data-part]").content.cloneNode(true);
      var title = step.querySelector(".step-title").textContent.replace(/^\d\s*/, "");
      part.querySelector("h3").textContent = title;
      var link = part.querySelector("a");
      link.href = "#step-" + (index + 1);
      link.setAttribute("aria-label", link.textContent + title);
      all("[data-field]", step).forEach(function (field) {
        var words = inWords(field);
        if (!words || field.hidden) { return; }
        var row = form.querySelector("[data-row]").content.cloneNode(true);
        row.querySelector("dt").textContent = field.querySelector("legend, label").firstChild.textContent.trim();
        row.querySelector("dd").textContent = words;
        part.querySelector("dl").append(row);
      });
      place.append(part);
    });
  }

  /* -- keeping -- */
  function clock(at) {
    return at.getMonth() + 1 + "月" + at.getDate() + "日 " + at.getHours() + ":" + String(at.getMinutes()).padStart(2, "0");
  }
  function save() {
    if (sent) { return; }
    var draft = { at: Date.now(), fields: {} };
    all("[data-kept]", form).forEach(function (field) { draft.fields[field.dataset.field] = value(field); });
    if (keep(draft)) {
      all("[data-saved]", form).forEach(function (place) { place.textContent = "已保存在这台设备上　" + clock(new Date()); });
    }
  }
  function restore() {
    var draft = kept();
    if (!draft || !draft.fields) { return; }
    Object.keys(draft.fields).forEach(function (name) {
      var field = named(name);
      if (field && "kept" in field.dataset) { fill(field, draft.fields[name]); }
    });
    form.querySelector("[data-restored-at]").textContent = clock(new Date(draft.at));
    form.querySelector("[data-restored]").hidden = false;
  }

  /* -- begin -- */
  if (wasSent()) { end(); return; }
  note(SENDING, null);
  history.replaceState(mine, "");
  all("[data-walk], [data-step] [data-back], [data-review]", form).forEach(function (part) { part.hidden = false; });
  all("[data-keeping]").forEach(function (part) { part.hidden = false; });
  all("[data-plain]", form).forEach(function (part) { part.hidden = true; });
  document.documentElement.classList.add("in-steps");
  all("[data-next]", form).forEach(function (button) {
    button.addEventListener("click", function () { if (leave()) { go(here + 1); } });
  });
  all("[data-back]", form).forEach(function (button) {
    button.addEventListener("click", function () { go(here - 1); });
  });
  all("[data-forget]").forEach(function (button) {
    button.addEventListener("click", function () {
      forget();
      sent = true; /* what is still in the fields is not kept again */
      form.reset();
      location.href = location.pathname;
    });
  });
  form.addEventListener("input", function (event) {
    var field = event.target.closest("[data-field]");
    if (field) { clear(field); save(); }
    showAsked();
  });
  form.addEventListener("submit", function (event) {
    if (here !== last) {
      event.preventDefault();
      if (leave()) { go(here + 1); }
    } else if (sent) {
      event.preventDefault();
    } else {
      sent = true;
      note(SENDING, mine.form);
      form.querySelector("[data-submit]").setAttribute("aria-disabled", "true");
    }
  });
  window.addEventListener("pageshow", function (event) {
    if (!event.persisted || !form.isConnected) { return; }
    if (wasSent()) { end(); } else { location.reload(); } /* another token, and what was kept */
  });
  window.addEventListener("hashchange", function () {
    history.replaceState(mine, "");
    follow();
  });

  var wrong = form.querySelector(".field.has-error");
  showAsked();
  if ("cameBack" in form.dataset) {
    show(wrong ? steps.indexOf(wrong.closest("[data-step]")) : 0, true);
    if (location.hash) { history.replaceState(mine, "", location.pathname); }
  } else {
    restore();
    showAsked();
    show(0, true);
    if (location.hash) { follow(true); }
  }
})();
