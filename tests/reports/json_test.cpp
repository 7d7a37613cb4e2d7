#include <gtest/gtest.h>

#include "reports/renderer.h"
#include "sample_runs.h"
#include "tests/support/golden.h"
#include "verifier/base/json.h"

namespace flexverify::reports {
namespace {

using base::Json;
constexpr const char* kSchema = "reports/schema/flexverify-run-1.schema.json";

TEST(JsonReport, IsTheGoldenOne) {
  for (const auto& [name, run] : sample_runs())
    testing_support::expect_golden("tests/reports/golden/" + name + ".json", render_json(run, {}));
}

TEST(JsonReport, IsJsonWithEveryKeyOfTheContract) {
  const auto json = base::parse_json(render_json(run_of({wrong_value_check()}), {}));
  ASSERT_TRUE(json);
  EXPECT_EQ(json->text("schema"), "flexverify-run/1");
  const Json& check = (*json->find("checks")->array())[0];
  for (const char* key :
       {"name", "setup", "connection", "depth", "reached", "verdict", "started", "duration_ms",
        "idp", "flex", "steps", "findings", "saml", "certificates", "exchanges"})
    EXPECT_NE(check.find(key), nullptr) << key;
  const Json& finding = (*check.find("findings")->array())[0];
  EXPECT_EQ(finding.text("code"), "saml-audience-mismatch");
  EXPECT_EQ(finding.find("exchange")->integer(), 7);
  EXPECT_EQ(finding.find_path({"fix", "field"})->string()->substr(0, 10), "Identifier");
}

// The schema is written by hand, but for the list of codes, which is that of the table.
TEST(JsonReport, SchemaNamesEveryCode) {
  auto schema = base::parse_json(testing_support::file_text(kSchema));
  ASSERT_TRUE(schema) << kSchema;
  Json::Array codes;
  for (const model::CodeInfo& row : model::all_codes()) codes.emplace_back(row.id);
  Json definitions = *schema->find("definitions");
  definitions.set("code", Json(Json::Object{{"enum", Json(std::move(codes))}}));
  schema->set("definitions", std::move(definitions));
  testing_support::expect_golden(kSchema, base::dump_json(*schema, 2) + "\n");
}

TEST(Renderers, HaveNamesAndAreFoundByThem) {
  for (const Renderer& renderer : all_renderers())
    EXPECT_EQ(renderer_named(renderer.name), &renderer);
  EXPECT_EQ(renderer_named("xml"), nullptr);
  EXPECT_EQ(renderer_named("json")->media_type, "application/json");
}

}  // namespace
}  // namespace flexverify::reports
