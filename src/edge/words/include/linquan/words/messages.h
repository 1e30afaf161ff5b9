#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"

namespace linquan::words {

enum class Language : std::uint8_t { en, zh };

/// "zh", "zh_CN.UTF-8", "en", "en_GB"…; nullopt where the name is neither Chinese nor English.
std::optional<Language> language_named(std::string_view name);

/// The sentences of i18n/{en,zh}.yaml in one language.
class Messages {
 public:
  explicit Messages(Language language);

  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool knows(std::string_view code) const { return sentences_.contains(code); }
  /// The sentence of `code` with its {places} filled.
  ///
  /// A code without a sentence is shown with its arguments, so that nothing is lost on the way to the user.
  [[nodiscard]] std::string say(std::string_view code, Error::Args const& args = {}) const;
  [[nodiscard]] std::string render(Error const& error) const { return say(error.code, error.args); }
  [[nodiscard]] std::string render(Notice const& notice) const { return say(notice.code, notice.args); }
  /// Every code that has a sentence.
  [[nodiscard]] std::map<std::string, std::string, std::less<>> const& all() const { return sentences_; }

 private:
  /// "shops.csv, line 3: " for a sentence of the lower layers, which know of no file, where the arguments do.
  [[nodiscard]] std::string located(std::string_view sentence, Error::Args const& args) const;

  Language language_;
  std::map<std::string, std::string, std::less<>> sentences_;
};

}  // namespace linquan::words
