// Asks DingTalk's client for a code that says who opened the page, and sends it to us.
// Without an answer the page says how to go on.
(function () {
  "use strict";
  var form = document.getElementById("door");
  var wait = document.getElementById("wait");
  var stuck = document.getElementById("stuck");
  var patience = 10000;

  function goOn() {
    wait.hidden = true;
    stuck.hidden = false;
  }

  function isOutside() {
    var dd = window.dd;
    return !dd || !dd.requestAuthCode || (dd.env && dd.env.platform === "notInDingTalk");
  }

  function ask(late) {
    window.dd.requestAuthCode({
      corpId: form.dataset.corp,
      clientId: form.dataset.client,
      onSuccess: function (told) {
        clearTimeout(late);
        form.elements.code.value = told.code;
        form.submit();
      },
      onFail: function () {
        clearTimeout(late);
        goOn();
      }
    });
  }

  wait.hidden = false;
  stuck.hidden = true;
  var late = setTimeout(goOn, patience);
  window.addEventListener("load", function () {
    if (isOutside()) {
      clearTimeout(late);
      goOn();
    } else {
      ask(late);
    }
  });
})();
