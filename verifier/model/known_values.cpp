#include "verifier/model/known_values.h"

#include <algorithm>
#include <utility>

#include "verifier/base/secret.h"

namespace flexverify::model {
namespace {

// Of a longer needle only the beginning is in the automaton, which so stays small: a token of a
// megabyte is found by its first bytes, and compared from there.
constexpr std::size_t kDeepest = 64;
constexpr std::string_view kCut = "…";

unsigned char byte_of(char c) { return static_cast<unsigned char>(c); }

}  // namespace

ValueAutomaton::ValueAutomaton(std::vector<Needle> needles)
    : needles_(std::move(needles)), next_(needles_.size(), kNone), nodes_(1) {
  for (std::uint32_t i = 0; i < needles_.size(); ++i) insert(i);
  link();
}

ValueAutomaton::~ValueAutomaton() {
  for (Needle& needle : needles_) base::wipe(needle.bytes);
}

std::uint32_t ValueAutomaton::child(std::uint32_t node, unsigned char byte) const {
  if (node == 0) return first_.at(byte);
  std::uint32_t at = nodes_[node].child;
  while (at != 0 && nodes_[at].byte != byte) at = nodes_[at].sibling;
  return at;
}

void ValueAutomaton::insert(std::uint32_t needle) {
  const std::string_view bytes = std::string_view(needles_[needle].bytes).substr(0, kDeepest);
  std::uint32_t node = 0;
  for (const char c : bytes) {
    std::uint32_t next = child(node, byte_of(c));
    if (next == 0) {
      next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.push_back({.sibling = nodes_[node].child,
                        .needle = needle,
                        .depth = nodes_[node].depth + 1,
                        .byte = byte_of(c)});
      nodes_[node].child = next;
      if (node == 0) first_.at(byte_of(c)) = next;
    }
    node = next;
  }
  next_[needle] = std::exchange(nodes_[node].ends, needle);
}

// Breadth first, so that what `fail` leads to is done before.
void ValueAutomaton::link() {
  std::vector<std::uint32_t> queue = {0};
  for (std::size_t i = 0; i < queue.size(); ++i) {
    const std::uint32_t parent = queue[i];
    for (std::uint32_t at = nodes_[parent].child; at != 0; at = nodes_[at].sibling) {
      Node& node = nodes_[at];
      node.fail = parent == 0 ? 0 : step(nodes_[parent].fail, node.byte);
      node.hit = node.ends != kNone ? at : nodes_[node.fail].hit;
      queue.push_back(at);
    }
  }
}

std::uint32_t ValueAutomaton::step(std::uint32_t node, unsigned char byte) const {
  while (node != 0) {
    if (const std::uint32_t next = child(node, byte); next != 0) return next;
    node = nodes_[node].fail;
  }
  return first_.at(byte);
}

// Of those that begin alike, the one that goes on for longest.
KnownValueMatch ValueAutomaton::longest(std::uint32_t node, std::string_view text,
                                        std::size_t from) const {
  const std::string_view here = text.substr(from);
  KnownValueMatch best{from, from, 0};
  for (std::uint32_t i = nodes_[node].ends; i != kNone; i = next_[i]) {
    const std::string& bytes = needles_[i].bytes;
    const auto differs = std::mismatch(bytes.begin(), bytes.end(), here.begin(), here.end());
    const std::size_t to = from + static_cast<std::size_t>(differs.first - bytes.begin());
    if (to > best.to) best = {from, to, needles_[i].value};
  }
  return best;
}

void ValueAutomaton::find(std::string_view text, TextEnd end,
                          std::vector<KnownValueMatch>& found) const {
  std::uint32_t node = 0;
  for (std::size_t i = 0; i < text.size();) {
    node = step(node, byte_of(text[i]));
    ++i;
    if (const std::uint32_t hit = nodes_[node].hit; hit != 0) {
      const KnownValueMatch match = longest(hit, text, i - nodes_[hit].depth);
      found.push_back(match);
      if (match.to > i) {  // behind it, so that no byte is compared twice
        i = match.to;
        node = 0;
      }
    }
    const bool may_be_cut =
        i == text.size() ? end == TextEnd::MayBeCut : text.substr(i).starts_with(kCut);
    if (may_be_cut && node != 0)
      found.push_back({i - nodes_[node].depth, i, needles_[nodes_[node].needle].value});
  }
}

void KnownValues::settle() {
  if (pending_.empty()) return;
  std::vector<Needle> needles = std::exchange(pending_, {});
  while (!automata_.empty() && automata_.back().size() <= 2 * needles.size()) {
    std::vector<Needle> older = automata_.back().take();
    automata_.pop_back();
    std::ranges::move(needles, std::back_inserter(older));
    needles = std::move(older);
  }
  automata_.emplace_back(std::move(needles));
}

void KnownValues::find(std::string_view text, TextEnd end, std::vector<KnownValueMatch>& found) {
  settle();
  for (const ValueAutomaton& automaton : automata_) automaton.find(text, end, found);
}

}  // namespace flexverify::model
