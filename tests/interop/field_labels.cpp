// Prints what the fields of a saved page are called, a line each: id, a tab, the label.
#include <iostream>

#include "verifier/base/files.h"
#include "verifier/web/label.h"
#include "verifier/web/select.h"

int main(int argc, char** argv) {
  namespace web = flexverify::web;
  const auto html = flexverify::base::read_file(argc > 1 ? argv[1] : "", web::kMaxDocumentBytes);
  if (!html) return 1;
  const auto document = web::Document::parse(*html);
  for (const web::Element* field : web::elements(document, "input"))
    std::cout << field->attribute_or_empty("id") << '\t' << web::label_of(*field) << '\n';
}
