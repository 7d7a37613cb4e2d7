#include "verifier/saml/refused_by.h"

namespace flexverify::saml {

using model::ConnectionKind;
using model::Severity;

model::Severity severity_for(RefusedBy refused_by, ConnectionKind kind) {
  switch (refused_by) {
    case RefusedBy::Neither:
      return Severity::Warning;
    case RefusedBy::Legacy:
      return kind == ConnectionKind::Legacy ? Severity::Critical : Severity::Warning;
    case RefusedBy::Enhanced:
      return kind == ConnectionKind::OAuth2 ? Severity::Critical : Severity::Warning;
    case RefusedBy::Both:
      return Severity::Critical;
  }
  return Severity::Critical;
}

std::string who_refuses(RefusedBy refused_by) {
  switch (refused_by) {
    case RefusedBy::Legacy:
      return "; the legacy connection refuses it, the enhanced one lets it pass";
    case RefusedBy::Enhanced:
      return "; the enhanced connection refuses it, the legacy one lets it pass";
    case RefusedBy::Neither:
    case RefusedBy::Both:
      return "";
  }
  return "";
}

}  // namespace flexverify::saml
