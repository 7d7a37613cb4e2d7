#include "verifier/saml/examine.h"

#include <fmt/core.h>

#include <algorithm>

#include "verifier/base/crypto.h"
#include "verifier/base/text.h"
#include "verifier/model/verdict.h"
#include "verifier/saml/audit.h"
#include "verifier/saml/certificate.h"

namespace flexverify::saml {
namespace {

using model::Code;
using model::Diagnosis;

class Examiner {
 public:
  explicit Examiner(const ExamineOptions& options)
      : options_(options), redactor_(base::random_bytes(16)) {
    expected_ = {.entity_id = options.entity_id,
                 .acs_url = options.acs_url,
                 .idp_issuer = options.issuer,
                 .request_id = options.request_id,
                 .role = options.role,
                 .idp_adapter = options.idp_adapter,
                 .account_sid = "",
                 .certificates = options.trusted,
                 .now = options.now,
                 .expiry_warning = options.expiry_warning};
    trusted_ = options.trusted;
    if (!options.metadata) return;
    if (expected_.idp_issuer.empty()) expected_.idp_issuer = options.metadata->entity_id;
    const auto& published = options.metadata->signing_certificates;
    trusted_.insert(trusted_.end(), published.begin(), published.end());
  }

  Diagnosis examine(const WrappedMessage& message) {
    Diagnosis diagnosis{.kind = "unknown",
                        .place = message.place,
                        .judged_at = options_.at.value_or(message.seen_at.value_or(options_.now))};
    expected_.now = diagnosis.judged_at;
    switch (message.kind) {
      case MessageKind::AuthnRequest:
        request(message, diagnosis);
        break;
      case MessageKind::Response:
        response(message, diagnosis);
        break;
      case MessageKind::Metadata:
        metadata(message, diagnosis);
        break;
      case MessageKind::Other:
        diagnosis.findings.push_back(model::make_finding(
            Code::ResponseMalformed, "this is neither a Response, an AuthnRequest nor metadata"));
        break;
    }
    for (model::Finding& finding : diagnosis.findings) hide(finding);
    return diagnosis;
  }

 private:
  void request(const WrappedMessage& message, Diagnosis& diagnosis) {
    diagnosis.kind = "AuthnRequest";
    const auto read = parse_authn_request(message.xml);
    if (!read) {
      diagnosis.findings.push_back(model::make_finding(
          Code::AuthnRequestMissing, "the SAMLRequest is no AuthnRequest that can be read"));
      return;
    }
    diagnosis.request = request_facts(*read, Binding::Redirect, redactor_);
    diagnosis.request->binding.clear();  // what is left of it does not tell
    diagnosis.findings = audit_request(*read, expected_);
    follow(*read);
  }

  // Responses after it must answer it.
  void follow(const AuthnRequest& request) {
    if (options_.request_id.empty()) expected_.request_id = request.id;
    if (options_.entity_id.empty()) expected_.entity_id = request.issuer;
    if (options_.acs_url.empty()) expected_.acs_url = request.acs_url;
  }

  void response(const WrappedMessage& message, Diagnosis& diagnosis) {
    diagnosis.kind = "Response";
    const auto read = parse_response(message.xml, trusted_);
    if (!read) {
      diagnosis.findings.push_back(describe(read.error()));
      return;
    }
    diagnosis.response = response_facts(*read, options_.personal, redactor_);
    for (const auto* report : {&read->response_signature, &read->assertion_signature})
      if (report->certificate && diagnosis.certificates.empty())
        add(*report->certificate, diagnosis);
    diagnosis.findings = audit_response(*read, message.sent_to, expected_);
    if (trusted_.empty() && !diagnosis.certificates.empty())
      diagnosis.findings.push_back(not_pinned(diagnosis.certificates.front()));
  }

  static model::Finding not_pinned(const model::Certificate& certificate) {
    auto note = model::make_mismatch(
        Code::SamlCertificateMismatch,
        "the signature was checked with the certificate in the message itself, which proves only "
        "that the message is whole; give the one that Flex holds with --certificate or --metadata",
        "sha256 " + certificate.sha256, "the certificate in X.509 Certificate on the SSO page");
    note.severity = model::Severity::Note;
    return note;
  }

  void add(model::Certificate certificate, Diagnosis& diagnosis) const {
    const auto left = certificate.not_after - options_.now;
    certificate.days_left = std::chrono::floor<std::chrono::days>(left).count();
    diagnosis.certificates.push_back(std::move(certificate));
  }

  void metadata(const WrappedMessage& message, Diagnosis& diagnosis) {
    diagnosis.kind = "metadata";
    const auto read = parse_metadata(message.xml);
    if (!read) {
      diagnosis.findings.push_back(model::make_finding(
          read.error().fault == XmlFault::Unsafe ? Code::SamlUnsafeXml : Code::ResponseMalformed,
          "the metadata cannot be read: " + base::printable(read.error().detail)));
      return;
    }
    const Metadata& first = read->front();
    diagnosis.metadata = facts_of(first);
    for (const std::string& text : first.signing_certificates)
      if (const auto der = certificate_der(text))
        if (auto certificate = describe_certificate(*der)) add(*std::move(certificate), diagnosis);
    diagnosis.findings = audit_metadata(first, expected_);
  }

  static model::SamlMetadataFacts facts_of(const Metadata& metadata) {
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

  void hide(model::Finding& finding) const {
    for (std::string* text : {&finding.detail, &finding.found, &finding.expected})
      *text = redactor_.text(*text);
  }

  const ExamineOptions& options_;
  model::Redactor redactor_;
  Expected expected_;
  std::vector<std::string> trusted_;
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
