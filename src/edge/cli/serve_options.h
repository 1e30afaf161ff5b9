#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "linquan/base/result.h"
#include "linquan/store/url.h"
#include "settings.h"

namespace linquan::cli {

struct ServeOptions {
  std::filesystem::path city;
  std::filesystem::path basemap;   ///< empty: none
  std::filesystem::path desk;      ///< what web/desk was built into; empty: it is not served
  std::filesystem::path files;     ///< of jobs
  std::filesystem::path holidays;  ///< empty: those that are built in alone
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  store::Url db;
  std::size_t threads = 1;
  bool demo = false;  ///< accounts whose passwords everybody knows, and codes that are told
  ServeSettings settings;
};

/// `value` hands out what stands behind an option.
///
/// usage   `serve_needs_city`, `serve_address`, `serve_demo_open`, `store_url`, those of parse.h
Result<ServeOptions> read_serve(std::function<std::string const&(std::string_view)> const& value,
                                ServeSettings const& settings);

/// "127.0.0.1:8080", "[::1]:8080".
std::string address_text(std::string const& address, std::uint16_t port);

}  // namespace linquan::cli
