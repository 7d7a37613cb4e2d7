#include "verifier/model/codes.h"

#include <array>

#include "verifier/model/names.h"

namespace flexverify::model {
namespace {

constexpr std::array kCodes = {
#define FV_CODE(constant, id, stage, owner, severity, agents, title, hint)        \
  CodeInfo{Code::constant, id,    Stage::stage, Owner::owner, Severity::severity, \
           Agents::agents, title, hint},
#include "verifier/model/codes.def"
#undef FV_CODE
};

constexpr std::array<Named<Stage>, 15> kStages = {{{Stage::Config, "config"},
                                                   {Stage::Network, "network"},
                                                   {Stage::Browser, "browser"},
                                                   {Stage::Start, "start"},
                                                   {Stage::AuthnRequest, "authn-request"},
                                                   {Stage::Idp, "idp"},
                                                   {Stage::Credentials, "credentials"},
                                                   {Stage::Mfa, "mfa"},
                                                   {Stage::Assertion, "assertion"},
                                                   {Stage::Acs, "acs"},
                                                   {Stage::Landing, "landing"},
                                                   {Stage::Token, "token"},
                                                   {Stage::Loaded, "loaded"},
                                                   {Stage::Budget, "budget"},
                                                   {Stage::Internal, "internal"}}};
constexpr std::array<Named<Owner>, 5> kOwners = {{{Owner::Network, "network"},
                                                  {Owner::IdpAdmin, "idp-admin"},
                                                  {Owner::FlexAdmin, "flex-admin"},
                                                  {Owner::TestAccount, "test-account"},
                                                  {Owner::Verifier, "verifier"}}};
constexpr std::array<Named<Severity>, 4> kSeverities = {{{Severity::Note, "note"},
                                                         {Severity::Warning, "warning"},
                                                         {Severity::Unknown, "unknown"},
                                                         {Severity::Critical, "critical"}}};
constexpr std::array<Named<Agents>, 2> kAgents = {
    {{Agents::No, "no"}, {Agents::CannotTell, "cannot-tell"}}};

}  // namespace

std::span<const CodeInfo> all_codes() { return kCodes; }

// The table is in the order of the enum: both come from codes.def.
const CodeInfo& info(Code code) { return kCodes[static_cast<std::size_t>(code)]; }

const CodeInfo* code_named(std::string_view id) {
  for (const CodeInfo& row : kCodes)
    if (row.id == id) return &row;
  return nullptr;
}

std::string_view name_of(Stage stage) { return name_in(kStages, stage); }
std::string_view name_of(Owner owner) { return name_in(kOwners, owner); }
std::string_view name_of(Severity severity) { return name_in(kSeverities, severity); }
std::string_view name_of(Agents agents) { return name_in(kAgents, agents); }

std::string_view meaning_for_agents(Agents agents) {
  switch (agents) {
    case Agents::No:
      return "no: where it is critical, agents cannot log in";
    case Agents::CannotTell:
      return "cannot-tell: it concerns the test account, this machine or flexverify";
  }
  return "";
}

std::string_view who_must_act(Owner owner) {
  switch (owner) {
    case Owner::Network:
      return "network or server admin must act";
    case Owner::IdpAdmin:
      return "IdP admin must act";
    case Owner::FlexAdmin:
      return "Flex admin must act";
    case Owner::TestAccount:
      return "owner of the test account must act";
    case Owner::Verifier:
      return "whoever runs flexverify must act";
  }
  return "";
}

}  // namespace flexverify::model
