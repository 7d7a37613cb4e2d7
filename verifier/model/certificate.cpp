#include "verifier/model/certificate.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <chrono>
#include <ctime>
#include <memory>
#include <string_view>

#include "verifier/base/encoding.h"
#include "verifier/base/text.h"

namespace flexverify::model {
namespace {

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};

std::string subject_of(const X509* certificate) {
  const std::unique_ptr<BIO, FreeBio> out(BIO_new(BIO_s_mem()));
  constexpr unsigned long kFlags =
      (XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB)) | XN_FLAG_SEP_CPLUS_SPC;
  if (!out || X509_NAME_print_ex(out.get(), X509_get_subject_name(certificate), 0, kFlags) < 0)
    return "";
  char* data = nullptr;
  const long size = BIO_get_mem_data(out.get(), &data);
  return base::printable(std::string_view(data, static_cast<std::size_t>(size)));
}

std::string fingerprint_of(const X509* certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) return "";
  std::string bytes(digest.begin(), digest.begin() + size);
  return base::hex_encode(bytes);
}

base::WallTime time_of(const ASN1_TIME* time) {
  using namespace std::chrono;
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  const year_month_day date{year{parts.tm_year + 1900},
                            month{static_cast<unsigned>(parts.tm_mon + 1)},
                            day{static_cast<unsigned>(parts.tm_mday)}};
  return base::WallTime{sys_days{date} + hours{parts.tm_hour} + minutes{parts.tm_min} +
                        seconds{parts.tm_sec}};
}

}  // namespace

Certificate describe(const x509_st* certificate) {
  return {.use = "",
          .subject = subject_of(certificate),
          .sha256 = fingerprint_of(certificate),
          .not_after = time_of(X509_get0_notAfter(certificate)),
          .days_left = 0};
}

}  // namespace flexverify::model
