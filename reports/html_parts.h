// The parts of the HTML report. Each takes one check and gives its section, "" when it has nothing
// to show.
#pragma once

#include <span>

#include "reports/markup.h"
#include "verifier/model/run.h"

namespace flexverify::reports::html {

// What was proved, one sentence for each question among the checks; what to change stands above it.
[[nodiscard]] Markup answers(std::span<const model::CheckResult> checks);

[[nodiscard]] Markup findings(const model::CheckResult& check, std::size_t number);
[[nodiscard]] Markup steps(const model::CheckResult& check);
// Browser, Flex, Twilio's login service, identity provider, and every request between them: SVG.
[[nodiscard]] Markup sequence(const model::CheckResult& check);
// When each request ran and what it waited for: SVG.
[[nodiscard]] Markup waterfall(const model::CheckResult& check, std::size_t number);
// The decoded messages, with what the audit said beside each value.
[[nodiscard]] Markup saml(const model::CheckResult& check);
[[nodiscard]] Markup certificates(const model::CheckResult& check);
[[nodiscard]] Markup cookies(const model::CheckResult& check);

// A whole file, and what stands before and behind its body.
[[nodiscard]] std::string document(Literal title, const Markup& body);
[[nodiscard]] std::string document_begin(Literal title);
[[nodiscard]] std::string document_end();

// The style sheet. Nothing else styles the page, so that the policy can name its hash.
[[nodiscard]] Literal style_sheet();

// A titled section.
[[nodiscard]] Markup section(Literal title, const Markup& content);
// Rows below a head, in a box that scrolls by itself where the window is narrow.
[[nodiscard]] Markup table(std::initializer_list<Literal> head, const Markup& rows);
// A name and its value in a list of them, "" without a value.
[[nodiscard]] Markup pair(Literal name, const Markup& value);
[[nodiscard]] Markup cell(const Markup& content);
[[nodiscard]] Markup code(std::string_view value);
// "host/path" of a URL.
[[nodiscard]] std::string place_of(const std::string& url, std::size_t width);
[[nodiscard]] bool has_failed(const model::Exchange& exchange);
// The id of the request's row, for links: "c1-r7".
[[nodiscard]] std::string request_id(std::size_t check, std::size_t request);

}  // namespace flexverify::reports::html
