/* Writing and reviewing items. Without this file both are ordinary forms. */
(function () {
  "use strict";

  /* The editor takes up what an input method has just composed, and hands it to the form, a moment
     after the press of a button; so the form is sent once that moment is over, and once only. */
  var MOMENT = 100, TOO_LONG = 10000;
  var writing = document.querySelector("[data-writing]"), state = "open";
  if (writing) {
    writing.addEventListener("submit", function (event) {
      var button = event.submitter;
      if (state === "ready") { state = "sent"; return; }
      event.preventDefault();
      if (state !== "open") { return; }
      state = "waiting";
      setTimeout(function () {
        setTimeout(function () {
          state = "ready";
          writing.requestSubmit(button);
          /* Whoever stopped the sending may send again. */
          setTimeout(function () { state = "open"; }, TOO_LONG);
        }, 0);
      }, MOMENT);
    });
    window.addEventListener("pageshow", function () { state = "open"; });
  }

  /* Passing is shut while a finding of the scan has no reason beside it; the server says so too. */
  var passing = document.querySelector("[data-approve]");
  var answers = Array.from(document.querySelectorAll("[data-answer]"));
  function blank() { return answers.filter(function (answer) { return !answer.value.trim(); }); }
  function tell() {
    var count = blank().length;
    if (count) { passing.setAttribute("aria-disabled", "true"); } else { passing.removeAttribute("aria-disabled"); }
    document.getElementById("open-findings").textContent =
      count ? "还有 " + count + " 处扫描结果没有写明理由，不能通过。" : "";
  }
  if (passing && answers.length) {
    answers.forEach(function (answer) { answer.addEventListener("input", tell); });
    passing.addEventListener("click", function (event) {
      if (blank().length) {
        event.preventDefault();
        blank()[0].focus();
      }
    });
    window.addEventListener("pageshow", tell); /* also what the browser filled in again */
    tell();
  }
})();
