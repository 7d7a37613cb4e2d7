#include "reports/run_reader.h"

#include <array>

#include "verifier/base/json_limits.h"

namespace flexverify::reports {
namespace {

using base::Json;

// A place in the file. Reading never fails at once: the first fault is kept, and the run dropped.
class Place {
 public:
  Place(const Json* json, std::string pointer, std::optional<base::Error>& fault)
      : json_(json), pointer_(std::move(pointer)), fault_(&fault) {}

  [[nodiscard]] Place at(std::string_view key) const {
    return {json_ == nullptr ? nullptr : json_->find(key), pointer_ + "/" + std::string(key),
            *fault_};
  }
  [[nodiscard]] bool is_absent() const { return json_ == nullptr || json_->is_null(); }

  [[nodiscard]] std::string text() const {
    if (is_absent()) return "";
    if (const std::string* text = json_->string()) return *text;
    return refuse("a string"), "";
  }
  [[nodiscard]] std::int64_t number() const {
    if (is_absent()) return 0;
    if (const auto number = json_->integer()) return *number;
    return refuse("a whole number"), 0;
  }
  [[nodiscard]] std::size_t count() const {
    if (number() >= 0) return static_cast<std::size_t>(number());
    return refuse("a number that is not negative"), 0;
  }
  [[nodiscard]] base::Millis millis() const { return base::Millis{count()}; }
  [[nodiscard]] bool flag() const { return !is_absent() && json_->boolean().value_or(false); }
  [[nodiscard]] std::optional<base::WallTime> maybe_time() const {
    if (is_absent()) return std::nullopt;
    const auto time = base::parse_rfc3339(text());
    if (!time) refuse("a time such as 2026-11-25T03:04:05Z");
    return time;
  }
  [[nodiscard]] base::WallTime time() const { return maybe_time().value_or(base::WallTime{}); }

  // By its name; `named` is null when nothing has it.
  template <class Named>
  [[nodiscard]] auto named(Named by_name, std::string_view what) const {
    auto found = by_name(text());
    if (!found) refuse(what);
    return found.value_or(typename decltype(found)::value_type{});
  }

  template <class F>
  [[nodiscard]] auto list(F read) const {
    std::vector<decltype(read(*this))> all;
    if (is_absent()) return all;
    const Json::Array* items = json_->array();
    if (items == nullptr) return refuse("a list"), all;
    for (std::size_t i = 0; i < items->size(); ++i)
      all.push_back(read(Place(&(*items)[i], pointer_ + "/" + std::to_string(i), *fault_)));
    return all;
  }

  void refuse(std::string_view expected) const {
    if (!*fault_) *fault_ = base::Error{pointer_, "expected " + std::string(expected)};
  }

 private:
  const Json* json_;
  std::string pointer_;
  std::optional<base::Error>* fault_;
};

std::string text(const Place& place) { return place.text(); }

template <class Enum, std::size_t count>
auto one_of(const std::array<Enum, count>& all) {
  return [all](std::string_view name) {
    for (const Enum value : all)
      if (model::name_of(value) == name) return std::optional(value);
    return std::optional<Enum>();
  };
}

constexpr std::array kStates = {model::StepState::Passed, model::StepState::Failed,
                                model::StepState::Unclear};
constexpr std::array kVerdicts = {model::Verdict::Ok, model::Verdict::Warning,
                                  model::Verdict::Unknown, model::Verdict::Critical};
constexpr std::array kSeverities = {model::Severity::Note, model::Severity::Warning,
                                    model::Severity::Unknown, model::Severity::Critical};

constexpr std::array kOwners = {model::Owner::Network, model::Owner::IdpAdmin,
                                model::Owner::FlexAdmin, model::Owner::TestAccount,
                                model::Owner::Verifier};

model::Verdict verdict(const Place& place) { return place.named(one_of(kVerdicts), "a verdict"); }
model::Depth depth(const Place& place) { return place.named(model::depth_named, "a depth"); }
// depth_named knows what may be asked for, and nothing cannot be.
model::Depth reached(const Place& place) {
  return place.text() == "none" ? model::Depth::None : depth(place);
}

std::optional<model::Code> code_of(std::string_view id) {
  const model::CodeInfo* info = model::code_named(id);
  return info == nullptr ? std::nullopt : std::optional(info->code);
}

model::Step step(const Place& p) {
  return {.leg = p.at("leg").text(),
          .state = p.at("state").named(one_of(kStates), "passed, failed or unclear"),
          .summary = p.at("summary").text(),
          .first_exchange = p.at("first_exchange").count(),
          .last_exchange = p.at("last_exchange").count(),
          .duration = p.at("duration_ms").millis()};
}

std::optional<model::Fix> fix(const Place& p) {
  if (p.is_absent()) return std::nullopt;
  return model::Fix{p.at("party").text(), p.at("page").text(), p.at("field").text()};
}

model::Finding finding(const Place& p) {
  model::Finding f;
  f.code = p.at("code").named(code_of, "a finding code of this version");
  f.severity = p.at("severity").named(one_of(kSeverities), "a severity");
  f.detail = p.at("detail").text();
  f.found = p.at("found").text();
  f.expected = p.at("expected").text();
  if (!p.at("exchange").is_absent()) f.exchange = p.at("exchange").count();
  f.fix = fix(p.at("fix"));
  const model::CodeInfo& info = model::info(f.code);
  if (p.at("hint").text() != info.hint) f.hint = p.at("hint").text();
  if (!p.at("owner").is_absent()) {
    const auto owner = p.at("owner").named(one_of(kOwners), "an owner");
    if (owner != info.owner) f.owner = owner;
  }
  if (!p.at("follows_from").is_absent())
    f.follows_from = p.at("follows_from").named(code_of, "a finding code of this version");
  return f;
}

base::Boxed<model::SamlRequestFacts> saml_request(const Place& p) {
  if (p.is_absent()) return {};
  return model::SamlRequestFacts{.id = p.at("id").text(),
                                 .issuer = p.at("issuer").text(),
                                 .acs_url = p.at("acs_url").text(),
                                 .destination = p.at("destination").text(),
                                 .binding = p.at("binding").text(),
                                 .name_id_format = p.at("name_id_format").text(),
                                 .signed_request = p.at("signed").flag()};
}

model::SamlAttributeFacts attribute(const Place& p) {
  return {p.at("name").text(), p.at("values").list(text)};
}

base::Boxed<model::SamlResponseFacts> saml_response(const Place& p) {
  if (p.is_absent()) return {};
  return model::SamlResponseFacts{
      .issuer = p.at("issuer").text(),
      .status = p.at("status").text(),
      .status_message = p.at("status_message").text(),
      .audience = p.at("audience").text(),
      .destination = p.at("destination").text(),
      .recipient = p.at("recipient").text(),
      .in_response_to = p.at("in_response_to").text(),
      .name_id_format = p.at("name_id_format").text(),
      .name_id = p.at("name_id").text(),
      .response_signature = p.at("response_signature").text(),
      .assertion_signature = p.at("assertion_signature").text(),
      .issued = p.at("issued").maybe_time(),
      .not_before = p.at("not_before").maybe_time(),
      .not_on_or_after = p.at("not_on_or_after").maybe_time(),
      .session_not_on_or_after = p.at("session_not_on_or_after").maybe_time(),
      .attributes = p.at("attributes").list(attribute)};
}

model::Certificate certificate(const Place& p) {
  return {.use = p.at("use").text(),
          .subject = p.at("subject").text(),
          .sha256 = p.at("sha256").text(),
          .not_after = p.at("not_after").time(),
          .days_left = p.at("days_left").number()};
}

model::Timings timings(const Place& p) {
  return {.dns = p.at("dns").millis(),
          .connect = p.at("connect").millis(),
          .tls = p.at("tls").millis(),
          .wait = p.at("wait").millis(),
          .receive = p.at("receive").millis(),
          .total = p.at("total").millis()};
}

model::WithheldCookie withheld(const Place& p) {
  return {p.at("name").text(), p.at("reason").text()};
}

// Older runs do not say it: they knew no other.
model::Engine engine(const Place& p) {
  return p.is_absent() ? model::Engine::Http : p.named(model::engine_named, "http or browser");
}

model::Exchange exchange(const Place& p) {
  return {.n = p.at("n").count(),
          .engine = engine(p.at("engine")),
          .method = p.at("method").text(),
          .url = p.at("url").text(),
          .status = static_cast<int>(p.at("status").count()),
          .location = p.at("location").text(),
          .error = p.at("error").text(),
          .ahead = p.at("ahead").flag(),
          .started = p.at("started").time(),
          .timings = timings(p.at("timings")),
          .bytes = p.at("bytes").count(),
          .protocol = p.at("protocol").text(),
          .peer = p.at("peer").text(),
          .cookies_set = p.at("cookies_set").list(text),
          .cookies_sent = p.at("cookies_sent").list(text),
          .cookies_withheld = p.at("cookies_withheld").list(withheld),
          .cookies_rejected = p.at("cookies_rejected").list(withheld)};
}

model::SecretFact secret(const Place& p) {
  return {p.at("name").text(),
          p.at("outcome").named(model::secret_outcome_named, "what became of a secret")};
}

model::Compared compared(const Place& p) {
  return {.value = p.at("value").text(),
          .found = p.at("found").text(),
          .expected = p.at("expected").text(),
          .with = p.at("with").named(model::compared_with_named, "what it was compared with"),
          .outcome = p.at("outcome").named(model::compared_outcome_named, "equal or different")};
}

model::PageFact page(const Place& p) {
  return {.exchange = p.at("exchange").count(),
          .adapter = p.at("adapter").text(),
          .state = p.at("state").text(),
          .fingerprint = p.at("fingerprint").text(),
          .engine = engine(p.at("engine")),
          .filled = p.at("filled").list(text)};
}

// Older runs do not say what was asked; the kind of the connection is the best that they know.
model::Question question(const Place& p, model::ConnectionKind connection) {
  if (p.is_absent())
    return connection == model::ConnectionKind::Legacy ? model::Question::Legacy
                                                       : model::Question::Finish;
  return p.named(model::question_named, "a question");
}

model::FlexFacts flex(const Place& p) {
  return {.account_sid = p.at("account_sid").text(),
          .connection = p.at("connection").text(),
          .identity = p.at("identity").text(),
          .roles = p.at("roles").list(text),
          .worker_sid = p.at("worker_sid").text(),
          .ui_version = p.at("ui_version").text()};
}

model::CheckResult check(const Place& p) {
  const auto connection = p.at("connection").named(model::connection_named, "a kind of connection");
  return {.name = p.at("name").text(),
          .setup = p.at("setup").named(model::setup_named, "hosted or self-hosted"),
          .url = p.at("url").text(),
          .connection = connection,
          .question = question(p.at("question"), connection),
          .migrated_on = p.at("migrated_on").text(),
          .depth = depth(p.at("depth")),
          .reached = reached(p.at("reached")),
          .verdict = verdict(p.at("verdict")),
          .started = p.at("started").time(),
          .duration = p.at("duration_ms").millis(),
          .exchange_used = p.at("exchange_used").text(),
          .secrets = p.at("secrets").list(secret),
          .compared = p.at("compared").list(compared),
          .pages = p.at("pages").list(page),
          .idp_adapter = p.at("idp").at("adapter").text(),
          .idp_hosts = p.at("idp").at("hosts").list(text),
          .flex = flex(p.at("flex")),
          .steps = p.at("steps").list(step),
          .findings = p.at("findings").list(finding),
          .saml_request = saml_request(p.at("saml").at("request")),
          .saml_response = saml_response(p.at("saml").at("response")),
          .certificates = p.at("certificates").list(certificate),
          .exchanges = p.at("exchanges").list(exchange),
          .connected_ahead = p.at("connected_ahead").list(text),
          .asked_in_vain = p.at("asked_in_vain").list(text)};
}

}  // namespace

base::Result<model::Run> read_run(std::string_view json) {
  const auto parsed = base::parse_saved_json(json);
  if (!parsed) return tl::unexpected(parsed.error());
  std::optional<base::Error> fault;
  const Place root(&*parsed, "", fault);
  if (root.at("schema").text() != "flexverify-run/1")
    return base::fail("/schema", "expected \"flexverify-run/1\": the result of --json");
  model::Run run{.tool_version = root.at("tool").at("version").text(),
                 .started = root.at("started").time(),
                 .duration = root.at("duration_ms").millis(),
                 .verdict = verdict(root.at("verdict")),
                 .checks = root.at("checks").list(check)};
  if (fault) return tl::unexpected(*std::move(fault));
  return run;
}

}  // namespace flexverify::reports
