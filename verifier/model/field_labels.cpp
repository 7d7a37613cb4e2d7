#include "verifier/model/field_labels.h"

#include <fmt/core.h>

#include <utility>

#include "verifier/base/check.h"

namespace flexverify::model {
const Label& label_of(const FieldLabels& labels, IdpField field) {
  switch (field) {
    case IdpField::EntityId:
      return labels.entity_id;
    case IdpField::AcsUrl:
      return labels.acs_url;
    case IdpField::NameId:
      return labels.name_id;
    case IdpField::Claims:
      return labels.claims;
    case IdpField::Signing:
      return labels.signing;
    case IdpField::Access:
      return labels.access;
  }
  FV_CHECK(false);
}

std::string_view source_name(const FieldLabels& labels, FlexField field) {
  switch (field) {
    case FlexField::SsoUrl:
      return labels.sso_url.text;
    case FlexField::Certificate:
      return labels.certificate.text;
    case FlexField::Issuer:
      return labels.issuer.text;
  }
  FV_CHECK(false);
}

std::string_view console_field(FlexField field) {
  switch (field) {
    case FlexField::SsoUrl:
      return "Single Sign-On URL";
    case FlexField::Certificate:
      return "X.509 Certificate";
    case FlexField::Issuer:
      return "Identity Provider Issuer";
  }
  FV_CHECK(false);
}

Fix idp_fix(const FieldLabels& labels, IdpField field) {
  const Label& label = label_of(labels, field);
  return {.party = std::string(labels.party),
          .page = std::string(label.page),
          .field = std::string(label.field)};
}

Fix fix_beside(const FieldLabels& labels, IdpField beside, std::string field) {
  Fix fix = idp_fix(labels, beside);
  fix.field = std::move(field);
  return fix;
}

std::string source_of(const FieldLabels& labels, FlexField field) {
  return fmt::format("In {} it is called: {}.", labels.party, source_name(labels, field));
}

Fix certificate_fix(const FieldLabels& labels) {
  return {.party = std::string(labels.party),
          .page = "signing certificate",
          .field = std::string(source_name(labels, FlexField::Certificate))};
}

Finding with_flex_fix(Finding finding, const FieldLabels& labels, FlexField field) {
  finding.fix = console_fix(std::string(console_field(field)));
  if (!finding.detail.ends_with('.')) finding.detail += '.';
  finding.detail += " " + source_of(labels, field);
  return finding;
}

}  // namespace flexverify::model
