// What a state is said of, and what names in a sentence do not say.
#include "idp-adapters/shared/names.h"

#include <gtest/gtest.h>

#include <array>

#include "idp-adapters/shared/subject.h"

namespace flexverify::idp {
namespace {

struct Said {
  std::string_view sentence, state;
  Subject of;
};

TEST(SubjectOf, IsTheThingThatIsInTheState) {
  constexpr auto kSaid = std::to_array<Said>({
      {"the application flex has been disabled", "disabled", Subject::Application},
      {"l'application est désactivée", "désactivé", Subject::Application},
      {"la aplicación x está desactivada", "desactivad", Subject::Application},
      {"l'applicazione è disattivata", "disattivat", Subject::Application},
      {"your administrator has disabled the application for users", "disabled",
       Subject::Application},
      {"die anwendung wurde von ihrem benutzerverwalter deaktiviert", "deaktiviert",
       Subject::Application},
      {"access to the application is disabled", "disabled", Subject::Application},
      {"the user account is disabled for application flex", "disabled", Subject::Account},
      {"the user of this application is disabled", "disabled", Subject::Account},
      {"ihr benutzerkonto wurde für diese anwendung deaktiviert", "deaktiviert", Subject::Account},
      {"ihr konto wurde vom service gesperrt", "gesperrt", Subject::Account},
      {"session ended: locked account", "locked", Subject::Account},
      {"the device of this user is disabled", "disabled", Subject::Other},
      {"your browser has cookies disabled, dear user", "disabled", Subject::Other},
      {"please contact the help desk: blocked and locked", "locked", Subject::None},
      {"the user is fine", "disabled", Subject::None},
  });
  for (const Said& said : kSaid)
    EXPECT_EQ(subject_of(said.sentence, said.state), said.of) << said.sentence;
}

TEST(WithoutNames, TakesOutWhatStandsInQuotationMarks) {
  EXPECT_EQ(without_names("Application 'urn:x'(Locked) is fine"), "application  is fine");
  EXPECT_EQ(without_names("L'application « Compte » n'est pas là"), "l'application  n'est pas là");
  EXPECT_EQ(without_names("The user's app “Users” is the user's"), "the user's app  is the user's");
  EXPECT_EQ(without_names(R"({"status":"LOCKED_OUT"})"), R"({"status":"locked_out"})");
  EXPECT_EQ(without_names("An open \"mark (and a bracket"), "an open \"mark (and a bracket");
}

TEST(WithoutUser, AWordIsANameOnlyWhereItIsAValue) {
  EXPECT_EQ(without_user("The user account 'user' is unknown.", "user"),
            "The user account '(the user)' is unknown.");
  EXPECT_EQ(without_user("Support says: “SUPPORT” is locked", "support"),
            "Support says: “(the user)” is locked");
  EXPECT_EQ(without_user("Error: user not known: user.", "user"),
            "Error: user not known: (the user).");
  EXPECT_EQ(without_user("User ana@acme.example, Ana@Acme.example!", "ana@acme.example"),
            "User (the user), (the user)!");
  EXPECT_EQ(without_user("joana.b is not ana.b", "ana.b"), "joana.b is not (the user)");
  EXPECT_EQ(without_user("Nobody", ""), "Nobody");
}

}  // namespace
}  // namespace flexverify::idp
