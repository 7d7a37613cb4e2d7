// What redaction costs: N session values in one URL, N claims, and texts after them. Run it for N
// and 2N under callgrind: twice as much work is linear. Usage: redact_cost N
#include <cstdio>
#include <cstdlib>
#include <string>

#include "verifier/model/redact.h"

int main(int count, char** arguments) {
  if (count != 2) return 2;
  const int values = std::atoi(arguments[1]);
  flexverify::model::Redactor redactor("key");
  std::string url = "https://idp.example/callback?x=1";
  for (int i = 0; i < values; ++i) url += "&code=Zk9v4Q-" + std::to_string(i);
  std::size_t bytes = redactor.url(*flexverify::web::parse_url(url)).size();
  for (int i = 0; i < values; ++i) redactor.add("claim value " + std::to_string(i));
  for (int i = 0; i < 200; ++i)
    bytes +=
        redactor.text("the sign-in page of idp.example says \"claim value 17 is refused\"").size();
  std::printf("%zu bytes\n", bytes);
}
