#include "verifier/model/redact_run.h"

#include <string>
#include <vector>

namespace flexverify::model {
namespace {

struct Cleaner {
  Redactor& redactor;

  template <class... Texts>
  void clean(Texts&... texts) {
    (one(texts), ...);
  }
  template <class Item>
  void one(std::vector<Item>& items) {
    for (Item& item : items) one(item);
  }
  template <class Item>
  void one(std::optional<Item>& item) {
    if (item) one(*item);
  }
  template <class Item>
  void one(base::Boxed<Item>& item) {
    if (item) one(*item);
  }
  void one(std::string& text) { text = redactor.text(text); }
  void one(Step& step) { clean(step.summary); }
  void one(Compared& compared) { clean(compared.value, compared.found, compared.expected); }
  void one(PageFact& page) { clean(page.state); }
  void one(FlexFacts& flex) {
    clean(flex.account_sid, flex.connection, flex.identity, flex.roles, flex.worker_sid,
          flex.ui_version);
  }
  void one(SamlRequestFacts& facts) {
    clean(facts.issuer, facts.acs_url, facts.destination, facts.binding, facts.name_id_format);
  }
  void one(SamlAttributeFacts& attribute) { clean(attribute.name, attribute.values); }
  void one(SamlResponseFacts& facts) {
    clean(facts.issuer, facts.status, facts.status_message, facts.audience, facts.destination,
          facts.recipient, facts.name_id_format, facts.name_id, facts.response_signature,
          facts.assertion_signature, facts.attributes);
  }
  void one(SamlMetadataFacts& facts) {
    clean(facts.entity_id, facts.sso_urls, facts.acs_urls, facts.name_id_formats);
  }
  void one(Certificate& certificate) { clean(certificate.use, certificate.subject); }
  void one(WithheldCookie& cookie) { clean(cookie.name, cookie.reason); }
  void one(Exchange& exchange) {
    clean(exchange.url, exchange.location, exchange.error, exchange.protocol, exchange.peer,
          exchange.cookies_set, exchange.cookies_sent, exchange.cookies_withheld,
          exchange.cookies_rejected);
  }
  void one(Finding& finding) {
    clean(finding.detail, finding.found, finding.expected, finding.hint);
    if (finding.fix) clean(finding.fix->party, finding.fix->page, finding.fix->field);
  }
};

}  // namespace

void redact(CheckResult& result, Redactor& redactor) {
  Cleaner{redactor}.clean(result.url, result.compared, result.pages, result.idp_hosts, result.flex,
                          result.steps, result.findings, result.saml_request, result.saml_response,
                          result.certificates, result.exchanges, result.connected_ahead,
                          result.asked_in_vain);
}

void redact(ExaminedMessage& examined, Redactor& redactor) {
  Cleaner{redactor}.clean(examined.place, examined.request, examined.response, examined.metadata,
                          examined.certificates, examined.compared, examined.findings);
}

void redact(Finding& finding, Redactor& redactor) { Cleaner{redactor}.clean(finding); }

}  // namespace flexverify::model
