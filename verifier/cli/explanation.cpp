#include "verifier/cli/explanation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "idp-adapters/adapter.h"
#include "reports/layout.h"
#include "verifier/model/field_labels.h"
#include "verifier/model/guidance.h"

namespace flexverify::cli {
namespace {

using model::FlexField;
using model::IdpField;
using model::Place;

constexpr std::size_t kIndent = 10;
constexpr std::string_view kSsoPage =
    "Twilio Console > Flex > Users and access > Single sign-on (SSO)";

std::optional<IdpField> idp_field(Place place) {
  switch (place) {
    case Place::EntityId:
      return IdpField::EntityId;
    case Place::AcsUrl:
      return IdpField::AcsUrl;
    case Place::NameId:
      return IdpField::NameId;
    case Place::Claims:
      return IdpField::Claims;
    case Place::Signing:
      return IdpField::Signing;
    case Place::Access:
      return IdpField::Access;
    case Place::Nowhere:
    case Place::SsoUrl:
    case Place::Certificate:
    case Place::Issuer:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<FlexField> flex_field(Place place) {
  switch (place) {
    case Place::SsoUrl:
      return FlexField::SsoUrl;
    case Place::Certificate:
      return FlexField::Certificate;
    case Place::Issuer:
      return FlexField::Issuer;
    case Place::Nowhere:
    case Place::EntityId:
    case Place::AcsUrl:
    case Place::NameId:
    case Place::Claims:
    case Place::Signing:
    case Place::Access:
      return std::nullopt;
  }
  return std::nullopt;
}

// The providers of the guide are those whose labels say how to get there.
std::vector<const model::FieldLabels*> guide_providers() {
  std::vector<const model::FieldLabels*> providers;
  for (const idp::Adapter* adapter : idp::all_adapters())
    if (!adapter->labels.way.empty()) providers.push_back(&adapter->labels);
  std::ranges::sort(providers, {}, &model::FieldLabels::party);
  return providers;
}

// The clicks begin with the provider's name.
std::string in_application(const model::FieldLabels& labels, IdpField field) {
  const model::Label& label = model::label_of(labels, field);
  return fmt::format("- {} > {}: \"{}\"", label.way.empty() ? labels.way : label.way, label.page,
                     label.field);
}

std::string copied_from(const model::FieldLabels& labels, FlexField field) {
  return fmt::format("- copied from {}: \"{}\"", labels.way, model::source_name(labels, field));
}

std::vector<std::string> where(Place place) {
  std::vector<std::string> lines;
  if (const auto field = flex_field(place)) {
    lines.push_back(fmt::format("{}: \"{}\"", kSsoPage, model::console_field(*field)));
    for (const auto* labels : guide_providers()) lines.push_back(copied_from(*labels, *field));
  }
  if (const auto field = idp_field(place))
    for (const auto* labels : guide_providers()) lines.push_back(in_application(*labels, *field));
  return lines;
}

}  // namespace

std::vector<Said> explanation(const model::CodeInfo& info) {
  const model::Guidance& guidance = model::guidance(info.code);
  const model::Proof proof = model::proof_of(info.stage);
  std::vector<Said> said = {{"means", {std::string(info.title)}},
                            {"why", {std::string(guidance.why)}},
                            {"who", {std::string(model::who_must_act(info.owner))}},
                            {"do", {std::string(info.hint)}}};
  if (auto lines = where(guidance.place); !lines.empty()) said.push_back({"where", lines});
  said.push_back({"again", {std::string(proof.command)}});
  said.push_back({"mended", {"when " + std::string(proof.seen)}});
  said.push_back({"severity",
                  {fmt::format("{}, found in stage {}", model::name_of(info.severity),
                               model::name_of(info.stage))}});
  said.push_back({"agents", {std::string(model::meaning_for_agents(info.agents))}});
  return said;
}

std::string explanation_text(const model::CodeInfo& info, std::size_t width) {
  std::string text = std::string(info.id) + "\n";
  for (const Said& one : explanation(info)) {
    std::string label = one.label;
    for (const std::string& paragraph : one.paragraphs) {
      const std::size_t indent = kIndent + (paragraph.starts_with("- ") ? 4 : 2);
      text += reports::hanging("  " + reports::padded(label, kIndent), indent, paragraph, width);
      label.clear();
    }
  }
  return text;
}

std::string codes_by_stage(std::size_t width) {
  std::string text;
  std::size_t columns = 0;
  for (const model::CodeInfo& info : model::all_codes())
    columns = std::max(columns, info.id.size() + 4);
  std::optional<model::Stage> stage;
  for (const model::CodeInfo& info : model::all_codes()) {
    if (stage != info.stage)
      text += (stage ? "\n" : "") + std::string(model::name_of(info.stage)) + "\n";
    stage = info.stage;
    text +=
        reports::hanging("  " + reports::padded(info.id, columns - 2), columns, info.title, width);
  }
  return text + "\n" +
         reports::hanging("", 0,
                          "flexverify explain CODE says of one why it happens, where to change "
                          "what, and how to see that it is mended.",
                          width);
}

}  // namespace flexverify::cli
