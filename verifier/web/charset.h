// Character encodings of pages and forms (Encoding Standard; HTML Standard 13.2.3).
#pragma once

#include <string>
#include <string_view>

#include "verifier/web/message.h"

namespace flexverify::web {

// The encoding of an HTML page: byte order mark, header, <meta>, and else the fallback for western
// languages. "UTF-8", "windows-1252", "UTF-16LE" …
[[nodiscard]] std::string encoding_of(const Response& response);
// The name of what a label means ("latin1" gives "windows-1252"); "" when nobody knows it.
[[nodiscard]] std::string encoding_named(std::string_view label);
// To UTF-8, without the byte order mark; what is no character becomes U+FFFD.
[[nodiscard]] std::string decode(std::string_view bytes, const std::string& encoding);
// HTML Standard 4.10.21.8 and Encoding Standard, "encode or html": what the encoding lacks becomes
// "&#8364;". Of UTF-16, which no form is sent in, it is UTF-8. The caller wipes it.
[[nodiscard]] std::string encode(std::string_view utf8, const std::string& encoding);
// The encoding in which a form of a page is sent: the first of accept-charset that is known.
[[nodiscard]] std::string form_encoding(std::string_view accept_charset, const std::string& page);

}  // namespace flexverify::web
