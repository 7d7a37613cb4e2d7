#include "verifier/web/form.h"

#include <algorithm>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/charset.h"
#include "verifier/web/document_base.h"
#include "verifier/web/form_controls.h"
#include "verifier/web/policy_container.h"
#include "verifier/web/query.h"

namespace flexverify::web {
namespace {

std::string lower_attribute(const Element& element, std::string_view name) {
  return base::ascii_lower(base::trim(element.attribute_or_empty(name)));
}

Method method_named(std::string_view name) { return name == "post" ? Method::Post : Method::Get; }

// 4.10.22.3: a missing or empty action is the document's URL, whatever <base> says.
std::optional<Url> resolve_action(const std::string* action, const Page& page, const Url& base) {
  if (action == nullptr || base::trim(*action).empty()) {
    Url own = page.url;
    own.fragment.reset();
    return own;
  }
  return parse_url(*action, &base);
}

Form form_from(OwnedControls owned, const Page& page, const Url& base) {
  const Element& element = *owned.form;
  const auto action = resolve_action(element.attribute("action"), page, base);
  Form form{.element = &element,
            .id = element.attribute_or_empty("id"),
            .name = element.attribute_or_empty("name"),
            .method = method_named(lower_attribute(element, "method")),
            .action = action.value_or(page.url),
            .action_valid = action.has_value(),
            .base = base,
            .enctype = lower_attribute(element, "enctype"),
            .charset = form_encoding(element.attribute_or_empty("accept-charset"), page.encoding),
            .policies = page.policies,
            .controls = std::move(owned.controls)};
  return form;
}

// The control that a person would have used: the first visible one, else the first of that name.
const Control* target_of(const Form& form, std::string_view name) {
  for (const Control& control : form.controls)
    if (control.name == name && control.visible && !control.disabled && !is_button(control.kind))
      return &control;
  return find_control(form, name);
}

// 4.10.22.7: line breaks become CRLF when the list is encoded.
std::string normalise_newlines(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
    if (text[i] == '\r' || text[i] == '\n')
      out += "\r\n";
    else
      out += text[i];
  }
  return out;
}

class EntryList {
 public:
  void add(std::string_view name, const FieldValue& value) {
    const std::string* text = std::get_if<std::string>(&value);
    entries_.push_back(
        {normalise_newlines(name), text == nullptr ? value : normalise_newlines(*text)});
  }
  [[nodiscard]] std::vector<FormEntry> take() { return std::move(entries_); }

 private:
  std::vector<FormEntry> entries_;
};

void add_image(const Control& image, EntryList& list) {
  const std::string prefix = image.name.empty() ? "" : image.name + ".";
  list.add(prefix + "x", std::string("0"));
  list.add(prefix + "y", std::string("0"));
}

// 4.10.22.4, "constructing the entry list", for one control that nobody filled in.
void add_untouched(const Form& form, const Control& control, const Control* submitter,
                   EntryList& list) {
  if (is_button(control.kind) && &control != submitter) return;
  if (control.kind == ControlKind::Image) return add_image(control, list);
  const bool tickable = control.kind == ControlKind::Checkbox || control.kind == ControlKind::Radio;
  if (control.name.empty() || (tickable && !control.checked)) return;
  if (control.kind == ControlKind::Select) {
    for (const std::string& value : chosen_options(*control.element)) list.add(control.name, value);
    return;
  }
  if (control.kind == ControlKind::Hidden && control.name == "_charset_")
    return list.add(control.name, form.charset);
  list.add(control.name, control.kind == ControlKind::File ? std::string() : control.value);
}

const FormEntry* value_for(const Form& form, const Control& control, const Values& values) {
  for (const FormEntry& value : values)
    if (value.name == control.name && target_of(form, value.name) == &control) return &value;
  return nullptr;
}

// Choosing one radio button takes the tick off the others of its name.
bool is_displaced(const Form& form, const Control& control, const Values& values) {
  if (control.kind != ControlKind::Radio) return false;
  return std::any_of(values.begin(), values.end(), [&](const FormEntry& value) {
    const Control* target = target_of(form, value.name);
    return value.name == control.name && target != &control;
  });
}

std::vector<FormEntry> entry_list(const Form& form, const Control* submitter,
                                  const Values& values) {
  EntryList list;
  for (const Control& control : form.controls) {
    if (control.disabled || is_displaced(form, control, values)) continue;
    if (const FormEntry* value = value_for(form, control, values))
      list.add(value->name, value->value);
    else
      add_untouched(form, control, submitter, list);
  }
  for (const FormEntry& value : values)
    if (find_control(form, value.name) == nullptr) list.add(value.name, value.value);
  return list.take();
}

FormEncoding encoding_named_by(std::string_view enctype) {
  if (enctype == "multipart/form-data") return FormEncoding::Multipart;
  return enctype == "text/plain" ? FormEncoding::PlainText : FormEncoding::UrlEncoded;
}

// Upgrade Insecure Requests 3.4: a form is never sent without TLS from such a page, but to this
// machine, which is trusted as it is.
void upgrade(const Form& form, Url& url) {
  if (form.policies == nullptr || !upgrades_insecure_requests(form.policies->policies) ||
      url.scheme != "http" || is_loopback(url))
    return;
  url.scheme = "https";
  if (url.port == 443) url.port.reset();
}

struct Target {
  std::optional<Url> action;
  Method method;
  FormEncoding encoding;
};

// formaction and formmethod of the submitter come before the form's own attributes.
Target target_of_submission(const Form& form, const Control* submitter) {
  Target target{form.action_valid ? std::optional(form.action) : std::nullopt, form.method,
                encoding_named_by(form.enctype)};
  if (submitter == nullptr) return target;
  const std::string* action = submitter->element->attribute("formaction");
  if (action != nullptr && !base::trim(*action).empty())
    target.action = parse_url(*action, &form.base);
  if (submitter->element->attribute("formmethod") != nullptr)
    target.method = method_named(lower_attribute(*submitter->element, "formmethod"));
  if (submitter->element->attribute("formenctype") != nullptr)
    target.encoding = encoding_named_by(lower_attribute(*submitter->element, "formenctype"));
  return target;
}

// 4.10.22.3 "mutate action URL"; nullopt when a secret would become part of a URL.
std::optional<std::string> query_of(const std::vector<FormEntry>& entries,
                                    const std::string& charset) {
  std::vector<NameValue> pairs;
  for (const FormEntry& entry : entries) {
    const std::string* text = std::get_if<std::string>(&entry.value);
    if (text == nullptr) return std::nullopt;
    pairs.emplace_back(encode(entry.name, charset), encode(*text, charset));
  }
  return serialize_query(pairs);
}

}  // namespace

std::vector<Form> forms(const Page& page) {
  std::vector<Form> all;
  const Url base = document_base(page);
  for (OwnedControls& owned : owned_controls(page.document)) {
    if (lower_attribute(*owned.form, "method") == "dialog") continue;
    all.push_back(form_from(std::move(owned), page, base));
  }
  return all;
}

const Control* find_control(const Form& form, std::string_view name) {
  if (name.empty()) return nullptr;
  const auto found = std::find_if(form.controls.begin(), form.controls.end(),
                                  [name](const Control& control) { return control.name == name; });
  return found == form.controls.end() ? nullptr : &*found;
}

std::vector<std::string> field_names(const Form& form) {
  std::vector<std::string> names;
  for (const Control& control : form.controls)
    if (!control.name.empty()) names.push_back(control.name);
  return names;
}

std::optional<Request> submit(const Form& form, const Control* submitter, const Values& values,
                              const Url& page_url) {
  Target target = target_of_submission(form, submitter);
  if (!target.action || !is_http(*target.action)) return std::nullopt;
  upgrade(form, *target.action);
  Request request{.method = target.method,
                  .url = *std::move(target.action),
                  .body = NoBody{},
                  .headers = {},
                  .mode = Mode::Navigation,
                  .initiator = page_url,
                  .policies = form.policies,
                  .form_hop = Hop::First};
  std::vector<FormEntry> entries = entry_list(form, submitter, values);
  if (target.method == Method::Post) {
    request.body = FormBody{std::move(entries), target.encoding, form.charset};
    return request;
  }
  request.url.query = query_of(entries, form.charset);
  return request.url.query ? std::optional(std::move(request)) : std::nullopt;
}

const Control* default_button(const Form& form) {
  for (const Control& control : form.controls)
    if (!control.disabled &&
        (control.kind == ControlKind::Submit || control.kind == ControlKind::Image))
      return &control;
  return nullptr;
}

bool has_visible_button(const Form& form) {
  return std::any_of(form.controls.begin(), form.controls.end(), [](const Control& control) {
    const bool submits = control.kind == ControlKind::Submit || control.kind == ControlKind::Image;
    return submits && control.visible && !control.disabled;
  });
}

}  // namespace flexverify::web
