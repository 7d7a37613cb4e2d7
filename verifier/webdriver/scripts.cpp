#include "verifier/webdriver/scripts.h"

namespace flexverify::webdriver {

const std::string_view kLookScript = R"js(
const say = (text, most) => String(text || '').replace(/\s+/g, ' ').trim().slice(0, most);
const all = [], roots = [];
const walk = root => {
  for (const one of root.querySelectorAll('*')) {
    if (all.length >= 20000) return;
    all.push(one);
    if (one.shadowRoot) roots.push(one.shadowRoot), walk(one.shadowRoot);
  }
};
walk(document);
const shown = one => {
  const box = one.getBoundingClientRect();
  if (box.width < 2 || box.height < 2 || box.right <= 0 || box.bottom <= 0) return false;
  return one.checkVisibility({opacityProperty: true, visibilityProperty: true});
};
const usable = one => !one.disabled && !one.readOnly && shown(one) && !one.closest('[inert]');
const label = one => {
  const by = (one.getAttribute('aria-labelledby') || '').split(' ')[0];
  const other = by && one.getRootNode().getElementById(by);
  return say((one.labels && one.labels[0] && one.labels[0].innerText) ||
             one.getAttribute('aria-label') || (other && other.innerText) || one.placeholder, 100);
};
const silent = ['hidden', 'submit', 'button', 'image', 'reset', 'checkbox', 'radio', 'file'];
const fields = all.filter(one => (one.matches('textarea') || one.matches('input')) &&
                                 !silent.includes(one.type) && usable(one)).slice(0, 60);
const buttons = all.filter(one => one.matches('button, input[type=submit], input[type=button], ' +
    'input[type=image], a[href], [role=button], [role=link], [role=option]') &&
    !one.disabled && shown(one)).slice(0, 60);
const alerts = all.filter(one => one.matches('[role=alert], [aria-live=assertive], .error, ' +
    '.alert-error, .alert-danger, [class*=error-message], [id*=error]') && shown(one) &&
    say(one.innerText, 1)).slice(0, 10);
const inner = roots.flatMap(root => [...root.children]).filter(one => one.innerText && shown(one))
  .map(one => one.innerText);
const hosts = all.filter(one => one.matches('iframe') && shown(one)).map(one => {
  try { return new URL(one.src, location.href).host; } catch (unreadable) { return ''; }
});
return {
  url: location.href, title: say(document.title, 200), ready: document.readyState,
  born: String(performance.timeOrigin),
  words: say([document.body && document.body.innerText, ...inner].join(' '), 2000),
  fields: fields.map(one => ({type: one.type, autocomplete: one.getAttribute('autocomplete') || '',
    name: one.name, id: one.id, label: label(one), empty: one.value === '', element: one})),
  buttons: buttons.map(one => ({words: say(one.innerText || one.value ||
    one.getAttribute('aria-label'), 100), name: say(one.name, 100),
    value: say(one.value, 200), id: one.id,
    form: [...document.forms].indexOf(one.form || one.closest('form')), element: one})),
  alerts: alerts.map(one => say(one.innerText, 300)),
  frames: hosts.filter(host => host).slice(0, 10)
};
)js";

// `location` cannot be replaced by a page; whatever a page could replace is used behind it only.
// A form may have a field named "action", which hides its property: the prototype's getter is
// asked.
const std::string_view kFillScript = R"js(
const field = arguments[0], hosts = arguments[1], value = arguments[2];
const may = (protocol, host, port) => {
  if (protocol !== 'https:') return false;
  for (let i = 0; i < hosts.length; i++)
    if (hosts[i] === host || hosts[i] === host + ':' + (port === '' ? '443' : port)) return true;
  return false;
};
if (!may(location.protocol, location.hostname, location.port)) return 'place';
if (!field.isConnected || field.ownerDocument !== document) return 'gone';
if (field.form) {
  const form = field.form;
  const own = name => Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, name).get.call(form);
  const targets = [own('action')];
  for (const one of own('elements'))
    if (one.matches('button, input') && one.hasAttribute('formaction')) targets.push(one.formAction);
  for (const target of targets) {
    const url = new URL(target, document.baseURI);
    if (url.protocol === 'javascript:') continue;
    if (!may(url.protocol, url.hostname, url.port)) return 'target';
  }
  const away = (form.getAttribute('action') || '').split('#')[0] !== '';
  if ((away || form.hasAttribute('method')) && own('method') === 'get') return 'target';
}
field.focus();
field.select();
document.execCommand('insertText', false, value);
return field.value === value ? 'filled' : 'not taken';
)js";

const std::string_view kPostScript = R"js(
const form = document.createElement('form');
form.method = 'post';
form.action = arguments[0];
for (const field of arguments[1]) {
  const input = document.createElement('input');
  input.type = 'hidden';
  input.name = field[0];
  input.value = field[1];
  form.append(input);
}
document.documentElement.append(form);
HTMLFormElement.prototype.submit.call(form);
)js";

}  // namespace flexverify::webdriver
