// Values of a script and the objects that they share.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace flexverify::web {

struct Unreadable {};  // something, but nobody knows what without running the script
struct Undefined {};
struct Null {};
struct ObjectRef {
  std::size_t index;  // in the heap
};
struct FunctionRef {
  std::size_t index;  // in the evaluator's list
};

struct ScriptPlace {
  std::size_t script = 0;  // its number
  std::size_t offset = 0;  // in its text, in bytes
};

struct ScriptValue {
  // What it is.
  std::variant<Unreadable, Undefined, Null, bool, double, std::string, ObjectRef, FunctionRef> is;
  ScriptPlace place = {};  // of the property or assignment that gave it

  template <class Type>
  [[nodiscard]] const Type* as() const {
    return std::get_if<Type>(&is);
  }
  [[nodiscard]] bool is_nullish() const { return as<Undefined>() || as<Null>(); }
};

struct ScriptObject {
  enum class Kind {
    Plain,
    Array,
    Host  // of the browser; what its methods do to it is of no interest
  } kind = Kind::Plain;
  enum class Extent {
    Whole,
    Open  // it may have members that are not listed
  } extent = Extent::Whole;
  enum class Hands {
    Ours,
    Anybodys  // code that is not understood may change it at any time
  } hands = Hands::Ours;
  std::map<std::string, ScriptValue, std::less<>> members;  // by name; of an array, by index
};

class ScriptHeap {
 public:
  [[nodiscard]] ObjectRef make(ScriptObject::Kind kind);
  [[nodiscard]] ScriptObject& at(ObjectRef ref) { return objects_[ref.index]; }
  [[nodiscard]] const ScriptObject& at(ObjectRef ref) const { return objects_[ref.index]; }
  // Undefined where the object is known not to have it.
  [[nodiscard]] ScriptValue member(ObjectRef ref, std::string_view name) const;
  // The value and all that it leads to are in anybody's hands from now on. Appends the functions
  // among them, which anybody may call.
  void give_away(const ScriptValue& value, std::vector<FunctionRef>& functions);

 private:
  std::vector<ScriptObject> objects_;
};

// ECMA-262 7.1.2, 7.2.15; nullopt: nobody knows.
[[nodiscard]] std::optional<bool> truth(const ScriptValue& value);
[[nodiscard]] std::optional<bool> strictly_equal(const ScriptValue& a, const ScriptValue& b);
[[nodiscard]] std::optional<bool> loosely_equal(const ScriptValue& a, const ScriptValue& b);
// As string concatenation writes it; nullopt for objects and for numbers that are not whole.
[[nodiscard]] std::optional<std::string> to_text(const ScriptValue& value);
[[nodiscard]] std::string_view type_name(const ScriptValue& value);  // of typeof; "" unknown

}  // namespace flexverify::web
