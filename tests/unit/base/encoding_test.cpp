#include "verifier/base/encoding.h"

#include <gtest/gtest.h>

namespace flexverify::base {
namespace {

TEST(Base64, EncodesEveryLengthOfRfc4648) {
  const std::pair<std::string, std::string> cases[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : cases) {
    EXPECT_EQ(base64_encode(plain), coded);
    EXPECT_EQ(base64_decode(coded), plain);
  }
}

TEST(Base64, UrlSafeHasNoPadding) {
  EXPECT_EQ(base64url_encode("\xFB\xFF\xFE"), "-__-");
  EXPECT_EQ(base64url_encode("f"), "Zg");
}

TEST(Base64, DecodesWhatProvidersSend) {
  EXPECT_EQ(base64_decode("Zm9v\r\nYmFy\n"), "foobar");
  EXPECT_EQ(base64_decode("Zg"), "f");
  EXPECT_EQ(base64_decode("-__-"), "\xFB\xFF\xFE");
  EXPECT_EQ(base64_decode("+//+"), "\xFB\xFF\xFE");
}

TEST(Base64, RefusesWhatIsNotBase64) {
  for (const char* bad : {"Z", "Zg==Zg==", "Zm9v!", "Zm%3D"})
    EXPECT_EQ(base64_decode(bad), std::nullopt) << bad;
}

TEST(Hex, IsLowerCase) { EXPECT_EQ(hex_encode(std::string("\x00\xAB\x7F", 3)), "00ab7f"); }

TEST(Inflate, ReadsWhatDeflateWrote) {
  for (const std::string& text :
       {std::string(), std::string("<AuthnRequest/>"), std::string(100'000, 'x')})
    EXPECT_EQ(inflate_raw(deflate_raw(text), 200'000), text);
}

TEST(Inflate, RefusesABombAndATruncatedStream) {
  const std::string bomb = deflate_raw(std::string(10'000'000, 'a'));
  EXPECT_EQ(inflate_raw(bomb, 65'536), std::nullopt);
  const std::string whole = deflate_raw("some text that is long enough to be cut");
  EXPECT_EQ(inflate_raw(std::string_view(whole).substr(0, whole.size() / 2), 1000), std::nullopt);
  EXPECT_EQ(inflate_raw("\xFF\xFF\xFF", 1000), std::nullopt);
}

}  // namespace
}  // namespace flexverify::base
