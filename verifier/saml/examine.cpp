#include "verifier/saml/examine.h"

#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/crypto.h"
#include "verifier/base/text.h"
#include "verifier/model/redact_run.h"
#include "verifier/model/verdict.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/certificate.h"
#include "verifier/saml/finder.h"
#include "verifier/saml/roots.h"

namespace flexverify::saml {
namespace {

using model::Code;
using model::ExaminedMessage;

Expected expected_of(const ExamineOptions& options) {
  return {.entity_id = options.entity_id,
          .acs_url = options.acs_url,
          .idp_issuer = options.issuer,
          .request_id = options.request_id,
          .role = options.role,
          .labels = options.labels,
          .account_sid = "",
          .certificates = options.pasted,
          .now = options.now,
          .expiry_warning = options.expiry_warning};
}

model::SamlMetadataFacts facts_of(const Metadata& metadata) {
  const auto lines = [](const std::vector<MetadataEndpoint>& endpoints) {
    std::vector<std::string> texts;
    for (const MetadataEndpoint& one : endpoints)
      texts.push_back(base::printable(one.binding + " " + one.location));
    return texts;
  };
  return {.entity_id = base::printable(metadata.entity_id),
          .sso_urls = lines(metadata.sso_urls),
          .acs_urls = lines(metadata.acs_urls),
          .name_id_formats = metadata.name_id_formats,
          .valid_until = metadata.valid_until,
          .wants_signed_requests = metadata.wants_signed_requests};
}

bool is_grave(const model::Finding& finding) {
  return finding.severity == model::Severity::Critical && !finding.follows_from;
}

bool has(const std::vector<model::Finding>& findings, Code code) {
  return std::ranges::any_of(findings, [&](const auto& finding) { return finding.code == code; });
}

class Examiner {
 public:
  explicit Examiner(const ExamineOptions& options)
      : options_(options), redactor_(base::random_bytes(16)), expected_(expected_of(options)) {}

  ExaminedMessage examine(const WrappedMessage& message) {
    ExaminedMessage examined{
        .kind = "unknown",
        .place = message.place,
        .judged_at = options_.at.value_or(message.seen_at.value_or(options_.now))};
    expected_.now = examined.judged_at;
    judge(message, examined);
    std::ranges::stable_partition(examined.findings, is_grave);
    model::redact(examined, redactor_);
    return examined;
  }

 private:
  void judge(const WrappedMessage& message, ExaminedMessage& examined) {
    switch (message.kind) {
      case MessageKind::AuthnRequest:
        return request(message, examined);
      case MessageKind::Response:
        return response(message, examined);
      case MessageKind::Metadata:
        return metadata(message, examined);
      case MessageKind::Artifact:
        examined.kind = "artifact";
        examined.findings.push_back(wrong_binding("HTTP-Artifact", *expected_.labels));
        return;
      case MessageKind::Other:
        examined.findings.push_back(model::make_finding(
            Code::ResponseMalformed, "this is " + describe_root(first_element(message.xml)) +
                                         "; expected a Response, an AuthnRequest or metadata"));
        return;
    }
  }

  void request(const WrappedMessage& message, ExaminedMessage& examined) {
    examined.kind = "AuthnRequest";
    const auto read = parse_authn_request(message.xml);
    if (!read) {
      examined.findings.push_back(model::make_finding(
          Code::AuthnRequestMissing, "the SAMLRequest is no AuthnRequest that can be read"));
      return;
    }
    examined.request = request_facts(*read, Binding::Redirect, redactor_);
    examined.request->binding.clear();  // what is left of it does not tell
    add(audit_request(*read, expected_), examined);
    follow(*read);
  }

  // Responses after it must answer it.
  void follow(const AuthnRequest& request) {
    if (options_.request_id.empty()) expected_.request_id = request.id;
    if (!options_.entity_id.empty() || !options_.acs_url.empty()) return;
    expected_.entity_id = request.issuer;
    expected_.acs_url = request.acs_url;
    expected_.values_from = model::ComparedWith::Message;
  }

  void response(const WrappedMessage& message, ExaminedMessage& examined) {
    examined.kind = "Response";
    const Metadata* provider = provider_of(message);
    const auto read = parse_response(
        message.xml, {.pasted = options_.pasted,
                      .published = provider == nullptr ? std::vector<std::string>{}
                                                       : provider->signing_certificates});
    if (!read) {
      examined.findings.push_back(describe(read.error()));
      return;
    }
    examined.response = response_facts(*read, options_.personal, redactor_);
    for (const auto* report : {&read->response_signature, &read->assertion_signature})
      if (report->certificate && examined.certificates.empty()) add(*report->certificate, examined);
    expected_.published_issuer = provider == nullptr ? "" : provider->entity_id;
    if (message.in_query)
      examined.findings.push_back(wrong_binding("HTTP-Redirect", *expected_.labels));
    add(audit_response(*read, message.sent_to, expected_), examined);
    if (const auto* whole = checked_by_itself(*read))
      examined.findings.push_back(not_pinned(*whole));
    if (provider != nullptr) add_news(audit_metadata(*provider, expected_), examined);
  }

  static const model::Certificate* checked_by_itself(const Response& response) {
    for (const auto* report : {&response.response_signature, &response.assertion_signature})
      if (report->state == SignatureState::Valid && !is_pinned(*report))
        return &*report->certificate;
    return nullptr;
  }

  static model::Finding not_pinned(const model::Certificate& certificate) {
    return model::make_mismatch(
        Code::SamlSignatureUnchecked,
        "the signature was checked with the certificate in the message itself, which proves only "
        "that the message is whole",
        "sha256 " + certificate.sha256, "the certificate in X.509 Certificate on the SSO page");
  }

  // The one with the issuer that was given, else with that of the message.
  [[nodiscard]] const Metadata* provider_of(const WrappedMessage& message) const {
    if (options_.metadata.empty() || !options_.issuer.empty())
      return identity_provider_in(options_.metadata, options_.issuer);
    const auto read = parse_response(message.xml, {});
    return identity_provider_in(options_.metadata,
                                read ? std::string(base::trim(read->issuer)) : "");
  }

  void metadata(const WrappedMessage& message, ExaminedMessage& examined) {
    examined.kind = "metadata";
    const auto read = parse_metadata(message.xml);
    if (!read) {
      examined.findings.push_back(model::make_finding(
          read.error().fault == XmlFault::Unsafe ? Code::SamlUnsafeXml : Code::ResponseMalformed,
          "the metadata cannot be read: " + base::printable(read.error().detail)));
      return;
    }
    const Metadata* provider = identity_provider_in(*read, options_.issuer);
    const Metadata& entity = provider == nullptr ? read->front() : *provider;
    examined.metadata = facts_of(entity);
    for (const std::string& text : entity.signing_certificates)
      if (const auto der = certificate_der(text))
        if (auto certificate = describe_certificate(*der)) add(*std::move(certificate), examined);
    add(audit_metadata(entity, expected_), examined);
  }

  void add(model::Certificate certificate, ExaminedMessage& examined) const {
    const auto left = certificate.not_after - options_.now;
    certificate.days_left = std::chrono::floor<std::chrono::days>(left).count();
    examined.certificates.push_back(std::move(certificate));
  }

  static void add(Audit audit, ExaminedMessage& examined) {
    std::ranges::move(audit.findings, std::back_inserter(examined.findings));
    std::ranges::move(audit.compared, std::back_inserter(examined.compared));
  }

  // What the message itself has not told already.
  static void add_news(Audit audit, ExaminedMessage& examined) {
    std::erase_if(audit.findings, [&](const model::Finding& finding) {
      return has(examined.findings, finding.code);
    });
    add(std::move(audit), examined);
  }

  const ExamineOptions& options_;
  model::Redactor redactor_;
  Expected expected_;
};

}  // namespace

model::Examination examine(const std::vector<WrappedMessage>& messages,
                           const ExamineOptions& options) {
  Examiner examiner(options);
  model::Examination examination;
  examination.verdict = messages.empty() ? model::Verdict::Unknown : model::Verdict::Ok;
  for (const WrappedMessage& message : messages) {
    examination.messages.push_back(examiner.examine(message));
    const auto& findings = examination.messages.back().findings;
    examination.verdict =
        model::worst(examination.verdict, model::verdict_of(findings, model::Goal::Reached));
  }
  return examination;
}

}  // namespace flexverify::saml
