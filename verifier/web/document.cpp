#include "verifier/web/document.h"

#include <gumbo.h>

#include <csetjmp>
#include <ctime>
#include <span>
#include <utility>

#include "verifier/base/text.h"
#include "verifier/web/html_depth.h"
#include "verifier/web/html_tags.h"

namespace flexverify::web {
namespace {

constexpr std::string_view kTooLarge = "too large";
constexpr std::string_view kTooDeep = "nested too deeply";
constexpr std::string_view kTooMany = "too large: more than 100,000 elements and texts";
constexpr std::size_t kMaxNodes = 100'000;
constexpr std::size_t kArenaBytes = 64UL * 1024 * 1024;
constexpr std::size_t kBlockBytes = 256UL * 1024;
constexpr double kProcessorSeconds = 1.0;
constexpr std::size_t kAllocationsPerLook = 512;

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

// All memory of one parse. Hostile markup can make gumbo slow and greedy in ways that no look at
// the tags foresees; it is C and has no way to stop, so that the allocator jumps out of it.
struct Arena {
  std::jmp_buf escape;
  std::vector<std::unique_ptr<char[]>> blocks;
  std::size_t total = 0;
  std::size_t free = 0;  // bytes left at `next`
  char* next = nullptr;
  std::size_t allocations = 0;
  double deadline = processor_seconds() + kProcessorSeconds;
};

void add_block(Arena& arena, std::size_t size) {
  arena.blocks.push_back(std::unique_ptr<char[]>(new char[size]));
  arena.next = arena.blocks.back().get();
  arena.free = size;
  arena.total += size;
}

bool exhausted(Arena& arena, std::size_t size) {
  if (arena.total + size > kArenaBytes) return true;
  return ++arena.allocations % kAllocationsPerLook == 0 && processor_seconds() > arena.deadline;
}

void* allocate(void* userdata, std::size_t size) {
  Arena& arena = *static_cast<Arena*>(userdata);
  const std::size_t rounded = (size + 15) / 16 * 16;
  if (exhausted(arena, rounded)) std::longjmp(arena.escape, 1);
  if (rounded > arena.free) add_block(arena, std::max(rounded, kBlockBytes));
  arena.free -= rounded;
  return std::exchange(arena.next, arena.next + rounded);
}

void keep(void*, void*) {}

// null when the parse was given up. No local with a destructor may live here: longjmp skips it.
const GumboOutput* parse_within(Arena& arena, std::string_view html) {
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = keep;
  options.userdata = &arena;
  options.max_errors = 0;
  if (setjmp(arena.escape) != 0) return nullptr;
  return gumbo_parse_with_options(&options, html.data(), html.size());
}

std::string tag_of(const GumboElement& element) {
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece piece = element.original_tag;
  if (piece.data == nullptr) return "unknown";
  gumbo_tag_from_original_text(&piece);
  return base::ascii_lower({piece.data, piece.length});
}

std::span<void* const> entries(const GumboVector& vector) { return {vector.data, vector.length}; }

std::unique_ptr<Element> element_from(const GumboElement& source) {
  auto element = std::make_unique<Element>();
  element->tag = tag_of(source);
  for (const void* entry : entries(source.attributes)) {
    const auto* attribute = static_cast<const GumboAttribute*>(entry);
    element->attributes.push_back({base::ascii_lower(attribute->name), attribute->value});
  }
  // What with_noscript_as_text() made of it.
  if (element->tag == "template" && element->attribute("noscript") != nullptr)
    element->tag = "noscript";
  return element;
}

// null for comments.
std::unique_ptr<Element> node_from(const GumboNode& node) {
  switch (node.type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
      return element_from(node.v.element);
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_CDATA:
    case GUMBO_NODE_WHITESPACE: {
      auto text = std::make_unique<Element>();
      text->text = node.v.text.text;
      return text;
    }
    case GUMBO_NODE_DOCUMENT:
    case GUMBO_NODE_COMMENT:
      return nullptr;
  }
  return nullptr;
}

struct Pending {
  const GumboNode* node;
  Element* parent;
  std::size_t depth;
};

void push_children(std::vector<Pending>& pending, const GumboNode& node, Element* parent,
                   std::size_t depth) {
  const auto children = entries(node.v.element.children);
  for (auto child = children.rbegin(); child != children.rend(); ++child)
    pending.push_back({static_cast<const GumboNode*>(*child), parent, depth});
}

struct Tree {
  std::unique_ptr<Element> root;  // null: refused
  std::string_view refusal = {};
};

Tree build(const GumboNode& top) {
  auto root = element_from(top.v.element);
  std::size_t nodes = 1;
  std::vector<Pending> pending;
  push_children(pending, top, root.get(), 1);
  while (!pending.empty()) {
    const Pending next = pending.back();
    pending.pop_back();
    if (next.depth > kMaxDocumentDepth) return {nullptr, kTooDeep};
    if (++nodes > kMaxNodes) return {nullptr, kTooMany};
    auto child = node_from(*next.node);
    if (child == nullptr) continue;
    child->parent = next.parent;
    if (!child->tag.empty()) push_children(pending, *next.node, child.get(), next.depth + 1);
    next.parent->children.push_back(std::move(child));
  }
  return {std::move(root)};
}

}  // namespace

Element::~Element() {
  std::vector<std::unique_ptr<Element>> doomed = std::move(children);
  while (!doomed.empty()) {
    const std::unique_ptr<Element> last = std::move(doomed.back());
    doomed.pop_back();
    for (auto& child : last->children) doomed.push_back(std::move(child));
    last->children.clear();
  }
}

const std::string* Element::attribute(std::string_view name) const {
  for (const Attribute& candidate : attributes)
    if (candidate.name == name) return &candidate.value;
  return nullptr;
}

std::string Element::attribute_or_empty(std::string_view name) const {
  const std::string* value = attribute(name);
  return value == nullptr ? std::string() : *value;
}

Document Document::parse(std::string_view html) {
  Document document;
  if (html.size() > kMaxDocumentBytes) {
    document.refusal_ = kTooLarge;
    return document;
  }
  if (looks_deeper_than(html, kMaxDocumentDepth)) {
    document.refusal_ = kTooDeep;
    return document;
  }
  const std::string source = with_noscript_as_text(html);
  Arena arena;
  const GumboOutput* output = parse_within(arena, source);
  if (output == nullptr) {
    document.refusal_ = kTooLarge;
    return document;
  }
  Tree tree = build(*output->root);
  document.root_ = std::move(tree.root);
  document.refusal_ = tree.refusal;
  return document;
}

}  // namespace flexverify::web
