#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "reply.h"

/// The planner's map in a browser: the files that web/desk was built into, as they lie in one folder.
namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;

/// What is larger was not built by web/desk.
constexpr std::uintmax_t file_bytes_max = std::uintmax_t{8} << 20;
/// The build writes a hash of its content into each name but the page's.
constexpr std::string_view kept_for_ever = "public, max-age=31536000, immutable";

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> types{
    {{".html", "text/html; charset=utf-8"},
     {".css", "text/css; charset=utf-8"},
     {".js", "text/javascript; charset=utf-8"},
     {".mjs", "text/javascript; charset=utf-8"},
     {".svg", "image/svg+xml"}}};

struct File {
  std::string_view type;
  std::string bytes;
};

using Files = std::map<std::string, File, std::less<>>;

/// Read once, at the start: no name that a request bears ever touches the disk.
Files files_of(std::filesystem::path const& folder) {
  Files files;
  std::error_code fault;
  for (auto const& entry : std::filesystem::directory_iterator{folder, fault}) {
    auto const ending = entry.path().extension().string();
    for (auto const& [known, type] : types) {
      if (ending == known && entry.is_regular_file(fault) && entry.file_size(fault) <= file_bytes_max) {
        std::ifstream in{entry.path(), std::ios::binary};
        files[entry.path().filename().string()] = {type, {std::istreambuf_iterator<char>{in}, {}}};
      }
    }
  }
  return files;
}

Result<Answer> file_answer(Files const& files, std::string_view name) {
  if (files.empty()) {
    return refuse(ErrorKind::not_found, "desk_none");
  }
  auto const found = files.find(name);
  if (found == files.end()) {
    return refuse(ErrorKind::not_found, "desk_file_none", {{"name", std::string{name}}});
  }
  Answer answer;
  answer.type = found->second.type;
  answer.body = found->second.bytes;
  if (!name.ends_with(".html")) {
    answer.kept = kept_for_ever;
  }
  return answer;
}

}  // namespace

std::vector<Route> desk_routes(Context const& context) {
  auto const files = std::make_shared<Files const>(context.desk.empty() ? Files{} : files_of(context.desk));
  auto const page = [files](Request const&) { return file_answer(*files, "index.html"); };
  return {{Method::get, "/desk", {}, page},
          {Method::get, "/desk/", {}, page},
          {Method::get, "/desk/{file}", {}, [files](Request const& request) {
             return file_answer(*files, request.at("file"));
           }}};
}

}  // namespace linquan::api
