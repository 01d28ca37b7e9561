'use strict';
// The gate asks each request that changes something for a token of this session; the console knows of none.
(() => {
  const token = document.querySelector('meta[name=form-token]').content;
  const reading = /^(get|head)$/i;
  const isOwn = (address) => new URL(address, location.href).origin === location.origin;

  const { open, send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    this.withToken = !reading.test(method) && isOwn(address);
    return open.call(this, method, address, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.withToken) this.setRequestHeader('X-Form-Token', token);
    return send.call(this, body);
  };

  // A field of the form may be called "action", too, and would hide the attribute.
  const attribute = (form, name) => form.getAttribute(name) || '';

  async function upload(form, fields) {
    const address = attribute(form, 'action') || location.href;
    const answer = await fetch(address, { method: 'POST', headers: { 'X-Form-Token': token }, body: fields });
    if (answer.ok) location.href = answer.redirected ? answer.url : location.href;
    else document.body.prepend(`Refused: ${(await answer.text()).slice(0, 300)}`);
  }

  /** Whether the form goes its own way, now with the token in it. */
  function prepare(form, submitter) {
    if (!/^post$/i.test(attribute(form, 'method')) || !isOwn(attribute(form, 'action') || location.href)) return true;
    if (/multipart/i.test(attribute(form, 'enctype'))) {
      upload(form, new FormData(form, submitter));
      return false;
    }
    let field = form.querySelector('input[name=form-token]');
    if (field === null) {
      field = document.createElement('input');
      field.type = 'hidden';
      field.name = 'form-token';
      form.append(field);
    }
    field.value = token;
    return true;
  }

  document.addEventListener('submit', (event) => {
    if (!event.defaultPrevented && !prepare(event.target, event.submitter)) event.preventDefault();
  });
  const { submit } = HTMLFormElement.prototype;
  HTMLFormElement.prototype.submit = function () {
    if (prepare(this, null)) submit.call(this);
  };
})();
