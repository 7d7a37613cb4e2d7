#include "verifier/base/encoding.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

#include "verifier/base/check.h"

namespace flexverify::base {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrlSafe =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

unsigned byte_at(std::string_view bytes, std::size_t i) {
  return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U;
}

std::string encode(std::string_view bytes, std::string_view alphabet, bool pad) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const unsigned group =
        byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
    const std::size_t digits = std::min<std::size_t>(bytes.size() - i, 3) + 1;
    for (std::size_t d = 0; d < digits; ++d) out += alphabet[group >> (18 - 6 * d) & 63];
    if (pad) out.append(4 - digits, '=');
  }
  return out;
}

// 0-63, or 64 for a byte of neither alphabet.
std::array<unsigned char, 256> decoding_table() {
  std::array<unsigned char, 256> table{};
  table.fill(64);
  for (unsigned char i = 0; i < 64; ++i) {
    table[static_cast<unsigned char>(kStandard[i])] = i;
    table[static_cast<unsigned char>(kUrlSafe[i])] = i;
  }
  return table;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};
struct EndDeflate {
  void operator()(z_stream* stream) const { deflateEnd(stream); }
};

Bytef* input_of(std::string_view bytes) {
  // zlib's interface is not const-correct; it does not write here.
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
}

}  // namespace

std::string base64_encode(std::string_view bytes) { return encode(bytes, kStandard, true); }
std::string base64url_encode(std::string_view bytes) { return encode(bytes, kUrlSafe, false); }

std::optional<std::string> base64_decode(std::string_view text) {
  static const std::array<unsigned char, 256> table = decoding_table();
  std::string out;
  out.reserve(text.size() / 4 * 3);
  unsigned group = 0;
  int digits = 0;
  bool ended = false;
  for (const char c : text) {
    if (is_space(c)) continue;
    if (c == '=') {
      ended = true;
      continue;
    }
    const unsigned char digit = table[static_cast<unsigned char>(c)];
    if (digit == 64 || ended) return std::nullopt;
    group = group << 6 | digit;
    if (++digits == 4) {
      out +=
          {static_cast<char>(group >> 16), static_cast<char>(group >> 8), static_cast<char>(group)};
      group = 0;
      digits = 0;
    }
  }
  if (digits == 1) return std::nullopt;
  if (digits == 2) out += static_cast<char>(group >> 4);
  if (digits == 3) out += {static_cast<char>(group >> 10), static_cast<char>(group >> 2)};
  return out;
}

std::string hex_encode(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    out += digits[static_cast<unsigned char>(c) >> 4];
    out += digits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

std::optional<std::string> inflate_raw(std::string_view bytes, std::size_t limit) {
  z_stream stream{};
  FV_CHECK(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
  const std::unique_ptr<z_stream, EndInflate> owner(&stream);
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out;
  std::array<char, 8192> buffer;
  int status = Z_OK;
  while (status == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = buffer.size();
    status = inflate(&stream, Z_NO_FLUSH);
    const std::size_t produced = buffer.size() - stream.avail_out;
    if (out.size() + produced > limit) return std::nullopt;
    out.append(buffer.data(), produced);
    if (status == Z_OK && produced == 0) return std::nullopt;  // truncated
  }
  if (status != Z_STREAM_END) return std::nullopt;
  return out;
}

std::string inflate_beginning(std::string_view bytes, Wrapping wrapping, std::size_t limit) {
  z_stream stream{};
  const int window = wrapping == Wrapping::None ? -MAX_WBITS : MAX_WBITS + 32;
  FV_CHECK(inflateInit2(&stream, window) == Z_OK);
  const std::unique_ptr<z_stream, EndInflate> owner(&stream);
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  std::string out(limit, '\0');
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_SYNC_FLUSH);
  out.resize(limit - stream.avail_out);
  return out;
}

std::string deflate_raw(std::string_view bytes) {
  z_stream stream{};
  FV_CHECK(deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                        Z_DEFAULT_STRATEGY) == Z_OK);
  const std::unique_ptr<z_stream, EndDeflate> owner(&stream);
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = input_of(bytes);
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  FV_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  return out;
}

}  // namespace flexverify::base
