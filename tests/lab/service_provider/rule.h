// A rule of a service provider, and how a list of them is applied.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/lab/service_provider/judge.h"
#include "tests/lab/service_provider/xml.h"

namespace flexverify::lab::sp {

using Refusal = std::optional<std::string>;

struct Case {
  const Xml& xml;
  const Expected& expected;
};

struct Rule {
  Written written;
  Refusal (*refuse)(const Case&);  // nullopt: nothing against it
};

// In their order; the first refusal counts.
[[nodiscard]] Judgement apply(std::span<const Rule> rules, const std::string& message,
                              const Expected& expected);
[[nodiscard]] std::vector<Written> written(std::span<const Rule> rules);

// The first element at a path; null when there is none.
[[nodiscard]] Node first(const Xml& xml, const std::string& path);
// Its attribute; nullopt when either is absent.
[[nodiscard]] std::optional<std::string> attribute_at(const Xml& xml, const std::string& path,
                                                      const char* name);
// Its text; "" when it is absent.
[[nodiscard]] std::string text_at(const Xml& xml, const std::string& path);

}  // namespace flexverify::lab::sp
