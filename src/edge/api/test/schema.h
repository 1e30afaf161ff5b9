#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace linquan::api {

/// A YAML text as JSON: plain scalars that are numbers, booleans or null become these.
nlohmann::json json_of_yaml(std::string_view text);

/// The part of JSON Schema 2020-12 that the contract uses. A keyword that is not known is a complaint, never ignored.
class Schemas {
 public:
  // In braces JSON would become a list of itself.
  explicit Schemas(nlohmann::json contract) : contract_(std::move(contract)) {}

  [[nodiscard]] nlohmann::json const& contract() const { return contract_; }
  /// What is wrong with `value`, each with its place; empty: nothing.
  [[nodiscard]] std::vector<std::string> complaints(nlohmann::json const& value, nlohmann::json const& schema,
                                                    std::string const& place = "$") const;
  /// The object that a {"$ref": "#/…"} points at; the object itself where it is no reference.
  [[nodiscard]] nlohmann::json const& resolved(nlohmann::json const& object) const;
  /// Objects anywhere in the contract's schemas that would let unknown fields pass.
  [[nodiscard]] std::vector<std::string> open_objects() const;

 private:
  nlohmann::json contract_;
};

}  // namespace linquan::api
