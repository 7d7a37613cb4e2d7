#include "verifier/web/charset.h"

#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "verifier/base/check.h"
#include "verifier/base/text.h"

namespace flexverify::web {
namespace {

constexpr std::string_view kUtf8 = "UTF-8";
constexpr std::string_view kWestern = "windows-1252";
constexpr std::size_t kPrescan = 1024;  // bytes, HTML Standard 13.2.3.2
constexpr std::size_t kLongestEscape = 10;

// Encoding Standard 4.2, where a label means another encoding than its name says, or ICU would
// take it for another one.
constexpr std::array<std::pair<std::string_view, std::string_view>, 27> kLabels = {
    {{"utf8", kUtf8},
     {"unicode-1-1-utf-8", kUtf8},
     {"ascii", kWestern},
     {"us-ascii", kWestern},
     {"ansi_x3.4-1968", kWestern},
     {"iso-8859-1", kWestern},
     {"iso8859-1", kWestern},
     {"iso_8859-1", kWestern},
     {"iso88591", kWestern},
     {"latin1", kWestern},
     {"l1", kWestern},
     {"cp1252", kWestern},
     {"x-cp1252", kWestern},
     {"iso-8859-9", "windows-1254"},
     {"latin5", "windows-1254"},
     {"iso-8859-11", "windows-874"},
     {"tis-620", "windows-874"},
     {"gb2312", "GBK"},
     {"gb_2312-80", "GBK"},
     {"x-gbk", "GBK"},
     {"sjis", "Shift_JIS"},
     {"x-sjis", "Shift_JIS"},
     {"windows-31j", "Shift_JIS"},
     {"ks_c_5601-1987", "EUC-KR"},
     {"unicode", "UTF-16LE"},
     {"utf-16", "UTF-16LE"},
     {"ucs-2", "UTF-16LE"}}};

// Names that ICU knows by another: the web's tables are the vendors'.
constexpr std::array<std::pair<std::string_view, const char*>, 3> kConverters = {
    {{"Shift_JIS", "ibm-943_P15A-2003"}, {"EUC-KR", "windows-949-2000"}, {"GBK", "GBK"}}};

struct Close {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, Close>;

Converter converter_for(const std::string& encoding) {
  const auto row = std::ranges::find(kConverters, std::string_view(encoding),
                                     &std::pair<std::string_view, const char*>::first);
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(
      ucnv_open(row == kConverters.end() ? encoding.c_str() : row->second, &status));
  if (U_FAILURE(status)) converter.reset();
  return converter;
}

std::string_view label_in(std::string_view content_type) {
  const std::size_t at = base::ascii_lower(content_type).find("charset");
  if (at == std::string_view::npos) return "";
  std::string_view rest = base::trim(content_type.substr(at + 7));
  if (rest.empty() || rest.front() != '=') return "";
  rest = base::trim(rest.substr(1));
  const bool quoted = !rest.empty() && (rest.front() == '"' || rest.front() == '\'');
  if (quoted) return rest.substr(1, rest.find(rest.front(), 1) - 1);
  return rest.substr(0, rest.find_first_of(";, \t>\"'/"));
}

std::string by_mark(std::string_view body) {
  if (body.starts_with("\xEF\xBB\xBF")) return std::string(kUtf8);
  if (body.starts_with("\xFF\xFE")) return "UTF-16LE";
  if (body.starts_with("\xFE\xFF")) return "UTF-16BE";
  return "";
}

std::string by_header(const Response& response) {
  const std::string* type = find_header(response.headers, "Content-Type");
  return type == nullptr ? "" : encoding_named(label_in(*type));
}

// HTML Standard 13.2.3.2: a page that can be read so far is not in UTF-16.
std::string by_meta(std::string_view body) {
  const std::string lower = base::ascii_lower(body.substr(0, kPrescan));
  for (std::size_t at = 0; (at = lower.find("<meta", at)) != std::string::npos; ++at) {
    const std::string tag = lower.substr(at, lower.find('>', at) - at);
    std::string encoding = encoding_named(label_in(tag));
    if (encoding.starts_with("UTF-16")) return std::string(kUtf8);
    if (!encoding.empty()) return encoding;
  }
  return "";
}

std::size_t mark_length(std::string_view bytes, std::string_view encoding) {
  if (by_mark(bytes) != encoding) return 0;
  return encoding == kUtf8 ? 3 : 2;
}

std::string convert(const char* to, const char* from, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 4 + 16, '\0');
  const std::int32_t length =
      ucnv_convert(to, from, out.data(), static_cast<std::int32_t>(out.size()), text.data(),
                   static_cast<std::int32_t>(text.size()), &status);
  if (U_FAILURE(status)) return std::string(text);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::u16string to_utf16(std::string_view utf8) {
  const Converter converter = converter_for(std::string(kUtf8));
  FV_CHECK(converter != nullptr);
  std::u16string out(utf8.size() + 1, u'\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t length =
      ucnv_toUChars(converter.get(), out.data(), static_cast<std::int32_t>(out.size()), utf8.data(),
                    static_cast<std::int32_t>(utf8.size()), &status);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

}  // namespace

std::string encoding_named(std::string_view label) {
  const std::string wanted = base::ascii_lower(base::trim(label));
  if (wanted.empty()) return "";
  const auto row = std::ranges::find(kLabels, std::string_view(wanted),
                                     &std::pair<std::string_view, std::string_view>::first);
  if (row != kLabels.end()) return std::string(row->second);
  if (wanted == "utf-8") return std::string(kUtf8);
  return converter_for(wanted) ? wanted : "";
}

std::string encoding_of(const Response& response) {
  if (std::string found = by_mark(response.body); !found.empty()) return found;
  if (std::string found = by_header(response); !found.empty()) return found;
  if (std::string found = by_meta(response.body); !found.empty()) return found;
  return std::string(kWestern);
}

std::string decode(std::string_view bytes, const std::string& encoding) {
  bytes.remove_prefix(mark_length(bytes, encoding));
  if (encoding == kUtf8 || base::is_ascii(bytes)) return std::string(bytes);
  const auto row = std::ranges::find(kConverters, std::string_view(encoding),
                                     &std::pair<std::string_view, const char*>::first);
  return convert("UTF-8", row == kConverters.end() ? encoding.c_str() : row->second, bytes);
}

std::string encode(std::string_view utf8, const std::string& encoding) {
  const bool kept = encoding.empty() || encoding == kUtf8 || encoding.starts_with("UTF-16");
  const Converter converter = kept ? nullptr : converter_for(encoding);
  if (!converter || base::is_ascii(utf8)) return std::string(utf8);
  UErrorCode status = U_ZERO_ERROR;
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_DEC, nullptr,
                        nullptr, &status);
  std::u16string text = to_utf16(utf8);
  std::string out(utf8.size() * kLongestEscape + 8, '\0');
  const std::int32_t length =
      ucnv_fromUChars(converter.get(), out.data(), static_cast<std::int32_t>(out.size()),
                      text.data(), static_cast<std::int32_t>(text.size()), &status);
  std::fill(text.begin(), text.end(), u'\0');  // it may hold a secret
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string form_encoding(std::string_view accept_charset, const std::string& page) {
  for (const std::string_view label : base::split(accept_charset, ' '))
    if (std::string known = encoding_named(label); !known.empty())
      return known.starts_with("UTF-16") ? std::string(kUtf8) : known;
  return page.empty() || page.starts_with("UTF-16") ? std::string(kUtf8) : page;
}

}  // namespace flexverify::web
