/* Reading switches without a page load. Without this file the buttons are an ordinary form. */
(function () {
  "use strict";
  var root = document.documentElement;
  document.querySelectorAll(".reader-tools button").forEach(function (button) {
    button.addEventListener("click", function (event) {
      event.preventDefault();
      var key = button.name, on = root.getAttribute("data-" + key) === button.dataset.value;
      var secure = location.protocol === "https:" ? "; Secure" : "";
      if (on) {
        root.removeAttribute("data-" + key);
        document.cookie = "reader_" + key + "=; Path=/; Max-Age=0; SameSite=Lax" + secure;
      } else {
        root.setAttribute("data-" + key, button.dataset.value);
        document.cookie = "reader_" + key + "=" + button.dataset.value + "; Path=/; Max-Age=31536000; SameSite=Lax" + secure;
      }
      button.setAttribute("aria-pressed", String(!on));
      button.value = on ? button.dataset.value : "";
    });
  });
})();
