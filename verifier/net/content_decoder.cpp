#include "verifier/net/content_decoder.h"

#include <brotli/decode.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <vector>

#include "verifier/base/text.h"

namespace flexverify::net {
namespace {

using Decoded = std::variant<std::string, DecodingFault>;
using Buffer = std::array<char, 16 * 1024>;

struct EndInflate {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

// gzip and zlib are told apart by zlib itself; a negative size of the window means neither.
Decoded inflate_all(std::string_view body, int window_bits, std::size_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, window_bits) != Z_OK) return DecodingFault::Broken;
  const std::unique_ptr<z_stream, EndInflate> end(&stream);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
  stream.avail_in = static_cast<uInt>(body.size());
  std::string out;
  Buffer buffer;
  for (int state = Z_OK; state != Z_STREAM_END;) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
    stream.avail_out = static_cast<uInt>(buffer.size());
    state = inflate(&stream, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END) return DecodingFault::Broken;
    out.append(buffer.data(), buffer.size() - stream.avail_out);
    if (out.size() > limit) return DecodingFault::TooLarge;
  }
  return out;
}

// RFC 9110 8.4.1.2: some servers leave the frame of zlib out.
Decoded deflate_decoded(std::string_view body, std::size_t limit) {
  Decoded framed = inflate_all(body, MAX_WBITS, limit);
  const auto* fault = std::get_if<DecodingFault>(&framed);
  if (fault == nullptr || *fault == DecodingFault::TooLarge) return framed;
  return inflate_all(body, -MAX_WBITS, limit);
}

Decoded gzip_decoded(std::string_view body, std::size_t limit) {
  constexpr int kGzip = 16;
  return inflate_all(body, MAX_WBITS + kGzip, limit);
}

struct EndBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

Decoded brotli_decoded(std::string_view body, std::size_t limit) {
  const std::unique_ptr<BrotliDecoderState, EndBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  std::size_t left = body.size();
  const auto* next = reinterpret_cast<const std::uint8_t*>(body.data());
  std::string out;
  Buffer buffer;
  for (BrotliDecoderResult result = BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
       result != BROTLI_DECODER_RESULT_SUCCESS;) {
    std::size_t room = buffer.size();
    auto* target = reinterpret_cast<std::uint8_t*>(buffer.data());
    result = BrotliDecoderDecompressStream(state.get(), &left, &next, &room, &target, nullptr);
    out.append(buffer.data(), buffer.size() - room);
    if (out.size() > limit) return DecodingFault::TooLarge;
    if (result == BROTLI_DECODER_RESULT_ERROR || result == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT)
      return DecodingFault::Broken;
  }
  return out;
}

struct Encoding {
  std::string_view name;
  Decoded (*decoded)(std::string_view, std::size_t);
};
constexpr std::array kEncodings = {Encoding{"gzip", gzip_decoded}, Encoding{"x-gzip", gzip_decoded},
                                   Encoding{"deflate", deflate_decoded},
                                   Encoding{"br", brotli_decoded}};

const Encoding* encoding_named(std::string_view name) {
  for (const Encoding& encoding : kEncodings)
    if (base::equals_ignoring_case(base::trim(name), encoding.name)) return &encoding;
  return nullptr;
}

}  // namespace

std::variant<std::string, DecodingFault> decode_content(std::string body,
                                                        std::string_view encodings,
                                                        std::size_t limit) {
  constexpr std::size_t kMost = 4;
  const auto names = base::split(encodings, ',');
  if (body.empty() || names.size() > kMost) return body;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    const Encoding* encoding = encoding_named(*name);
    if (encoding == nullptr) return body;
    Decoded decoded = encoding->decoded(body, limit);
    if (auto* fault = std::get_if<DecodingFault>(&decoded)) return *fault;
    body = std::get<std::string>(std::move(decoded));
  }
  return body;
}

}  // namespace flexverify::net
