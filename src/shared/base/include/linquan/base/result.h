#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace linquan {

/// What sort of "no" it is; one switch maps it to an exit code, another to an HTTP status.
enum class ErrorKind : std::uint8_t {
  usage,        ///< the call's words are off (exit 2)
  bad_input,    ///< a file, row or object is not what it should be (exit 3)
  not_found,    ///< nothing there (exit 3)
  conflict,     ///< someone else was first
  forbidden,    ///< no right to it
  signed_out,   ///< who asks is not known, or no longer: sign in (exit 3)
  busy,         ///< too much at once: the same again, later (exit 4)
  machine,      ///< disk, memory, port, database (exit 4)
  interrupted,  ///< the user said stop (exit 130)
};

/// A refusal as a value: `code` names a sentence in i18n/{zh,en}.yaml, `args` fill its {places}.
struct Error {
  using Args = std::vector<std::pair<std::string, std::string>>;

  ErrorKind kind = ErrorKind::bad_input;
  std::string code;
  Args args;

  friend bool operator==(Error const&, Error const&) = default;
};

template <class T>
using Result = tl::expected<T, Error>;

/// `return refuse(ErrorKind::bad_input, "file_missing", {{"path", path}});`
inline tl::unexpected<Error> refuse(ErrorKind kind, std::string_view code, Error::Args args = {}) {
  return tl::unexpected<Error>{Error{kind, std::string{code}, std::move(args)}};
}

/// Hands on the refusal of one result as that of another.
template <class T>
tl::unexpected<Error> hand_on(Result<T>& failed) {
  return tl::unexpected<Error>{std::move(failed).error()};
}

/// Something worth telling that stops nothing; the same sentences as errors.
struct Notice {
  std::string code;
  Error::Args args;

  friend bool operator==(Notice const&, Notice const&) = default;
};

}  // namespace linquan
