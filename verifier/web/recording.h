// A browser's recording of its requests: HAR 1.2, as Chrome, Edge, Firefox and Safari export it.
// Everything in it is whatever servers and people put there: it is read with bounds and never run.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verifier/base/json.h"
#include "verifier/base/result.h"
#include "verifier/web/page.h"
#include "verifier/web/recorded_exchange.h"

namespace flexverify::web {

inline constexpr std::size_t kMaxRecordingBytes = 64UL * 1024 * 1024;
inline constexpr std::size_t kMaxRecordedExchanges = 2'000;

struct Recording {
  std::string browser;                      // "WebInspector", "Firefox", as it calls itself
  std::vector<RecordedExchange> exchanges;  // in the order in which they began
};

// An entry of a HAR file; nullopt when its URL is none that a login goes to.
[[nodiscard]] std::optional<RecordedExchange> read_recorded_exchange(const base::Json& entry);
// An Error for what is no HAR file, has no entries, or more than kMaxRecordedExchanges. `where` is
// the place in the file, or "".
[[nodiscard]] base::Result<Recording> read_recording(std::string_view har);

// The fields of a posted form; none of another body.
[[nodiscard]] const std::vector<NameValue>& posted_fields(const RecordedExchange& exchange);
// The page that the answer was; nullopt when its body was not kept.
[[nodiscard]] std::optional<Page> recorded_page(const RecordedExchange& exchange);
[[nodiscard]] bool is_redirect(const RecordedExchange& exchange);

}  // namespace flexverify::web
