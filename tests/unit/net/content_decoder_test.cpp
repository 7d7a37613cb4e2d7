// Content-Encoding: what was compressed comes back, and no more of it than is permitted.
#include "verifier/net/content_decoder.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace flexverify::net {
namespace {

// RFC 1952, by zlib.
std::string gzip(std::string_view text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()), '\0');
  std::string in(text);
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

std::string text_of(const std::variant<std::string, DecodingFault>& decoded) {
  const auto* text = std::get_if<std::string>(&decoded);
  return text == nullptr ? "(a fault)" : *text;
}

bool is(const std::variant<std::string, DecodingFault>& decoded, DecodingFault expected) {
  const auto* fault = std::get_if<DecodingFault>(&decoded);
  return fault != nullptr && *fault == expected;
}

TEST(ContentDecoder, GivesBackWhatWasCompressed) {
  EXPECT_EQ(text_of(decode_content(gzip("hello"), "gzip", 100)), "hello");
  EXPECT_EQ(text_of(decode_content(gzip(gzip("hello")), "gzip, gzip", 100)), "hello");
  EXPECT_EQ(text_of(decode_content("as it is", "zstd", 100)), "as it is");
  EXPECT_TRUE(is(decode_content("no gzip at all", "gzip", 100), DecodingFault::Broken));
}

TEST(ContentDecoder, TheLimitIsThatOfTheDecodedText) {
  const std::string text(1000, 'x');
  EXPECT_EQ(text_of(decode_content(gzip(text), "gzip", 1000)), text);
  EXPECT_TRUE(is(decode_content(gzip(text), "gzip", 999), DecodingFault::TooLarge));
}

// 64 MiB of zeros are 64 KiB of gzip, and some hundred bytes of gzip in gzip.
TEST(ContentDecoder, ABombEndsAtTheLimit) {
  constexpr std::size_t kLimit = 4 * 1024 * 1024;
  const std::string bomb = gzip(std::string(64 * 1024 * 1024, '\0'));
  EXPECT_LT(bomb.size(), 128U * 1024);
  EXPECT_TRUE(is(decode_content(bomb, "gzip", kLimit), DecodingFault::TooLarge));
  const std::string twice = gzip(bomb);
  EXPECT_LT(twice.size(), 4096U);
  EXPECT_TRUE(is(decode_content(twice, "gzip, gzip", kLimit), DecodingFault::TooLarge));
}

}  // namespace
}  // namespace flexverify::net
