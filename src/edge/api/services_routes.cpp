#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "circles_told.h"
#include "linquan/base/file.h"
#include "linquan/directory/entry.h"
#include "linquan/programme/programme.h"
#include "linquan/report/service_list.h"
#include "linquan/store/outlets.h"
#include "linquan/tables/table.h"
#include "programme_routes.h"
#include "questions.h"
#include "reply.h"
#include "told.h"

namespace linquan::api {
namespace {

using http::Answer;
using http::Method;
using http::Request;
using http::Route;

constexpr std::string_view style_path = "/services.css";
constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr std::uint64_t workbook_bytes_max = std::uint64_t{32} << 20;

/// Whose services are listed.
struct Listed {
  std::string name;
  std::string code;
  geo::MultiPolygon ground;
};

/// A folder of our own that goes with its end.
class Scratch {
 public:
  Scratch() {
    static std::atomic<std::uint64_t> number = 0;
    auto const name = "linquan-services-" + std::to_string(::getpid()) + "-" + std::to_string(++number);
    path_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directory(path_);
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The workbook's bytes: its writer knows files only.
Result<std::string> workbook(tables::Sheet const& sheet) {
  Scratch const scratch;
  auto const path = scratch.path() / "services.xlsx";
  if (auto done = tables::write_xlsx(path, {sheet}); !done) {
    return hand_on(done);
  }
  return read_file(path, workbook_bytes_max);
}

/// The outlets of the ground with whether each is unconfirmed, as the directory knows.
struct Found {
  std::uint32_t outlet = 0;
  bool unconfirmed = true;
};
Result<std::vector<Found>> found_in(Programme const& programme, city::City const& city, Listed const& listed) {
  auto const port = store::outlets();
  auto const indices = programme::outlets_within(city, listed.ground);
  return programme.context.store.read([&](UnitOfWork& work) -> Result<std::vector<Found>> {
    std::vector<Found> all;
    for (auto const index : indices) {
      auto const kept = port->find(work, directory::OutletId{city.outlets[index].id.value()});
      auto const known = kept && kept->entry;
      all.push_back({index, !known || directory::unconfirmed(*kept->entry, programme.today())});
    }
    return all;
  });
}

Json line_json(city::Outlet const& outlet, report::ServiceLine const& line, city::City const& city,
               hours::When const& now) {
  auto kinds = Json::array();
  for (auto const kind : outlet.kinds) {
    kinds.push_back(city.kind_ids[kind]);
  }
  auto const or_null = [](std::string const& text) { return text.empty() ? Json(nullptr) : Json(text); };
  return {{"outlet", std::to_string(outlet.id.value())},
          {"name", line.name},
          {"kinds", std::move(kinds)},
          {"kind_names", line.kinds},
          {"services", or_null(line.services)},
          {"ways", or_null(line.ways)},
          {"telephone", or_null(line.telephone)},
          {"address", or_null(line.address)},
          {"hours", or_null(line.hours)},
          {"open_now", open_json(outlet, now)},
          {"unconfirmed", line.unconfirmed}};
}

Result<Answer> told(Programme const& programme, Request const& request, Snapshot const& snapshot,
                    Listed const& listed) {
  auto const format = request.query.find("format").value_or("json");
  if (format != "json" && format != "xlsx" && format != "page") {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "format"}, {"text", std::string{format}}, {"allowed", "json, xlsx, page"}});
  }
  auto const& city = snapshot.city();
  auto const found = found_in(programme, city, listed);
  if (!found) {
    return tl::unexpected<Error>{found.error()};
  }
  report::ServiceList list{city.name, listed.name, listed.code, programme.today(), {}};
  auto const now = now_of(programme.context);
  auto lines = Json::array();
  for (auto const& one : *found) {
    auto const& outlet = city.outlets[one.outlet];
    list.lines.push_back(report::service_line(city, outlet, one.unconfirmed, *request.messages));
    if (format == "json") {
      lines.push_back(line_json(outlet, list.lines.back(), city, now));
    }
  }
  if (format == "json") {
    return json_answer({{"name", listed.name}, {"code", listed.code}, {"lines", std::move(lines)}});
  }
  Answer answer;
  if (format == "page") {
    answer.type = "text/html; charset=utf-8";
    answer.body = report::services_page(list, *request.messages, style_path);
    return answer;
  }
  auto bytes = workbook(report::services_sheet(list, *request.messages));
  if (!bytes) {
    return hand_on(bytes);
  }
  answer.type = workbook_type;
  answer.body = std::move(*bytes);
  answer.fields.emplace_back("Content-Disposition", "attachment; filename=\"services.xlsx\"");
  return answer;
}

Result<Answer> of_circle(Programme const& programme, Request const& request) {
  auto const snapshot = programme.snapshot();
  auto const id = circle_in(request);
  if (!snapshot || !id) {
    return tl::unexpected<Error>{snapshot ? id.error() : snapshot.error()};
  }
  auto const kept = programme.context.store.read([&](UnitOfWork& work) { return programme.circles->find(work, *id); });
  if (!kept) {
    return tl::unexpected<Error>{kept.error()};
  }
  auto const& circle = kept->circle;
  return told(programme, request, **snapshot, {circle.name, circle.code, programme.ground_of(**snapshot, circle)});
}

Result<Answer> of_area(Programme const& programme, Request const& request) {
  auto const snapshot = programme.snapshot();
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  auto const& city = (*snapshot)->city();
  auto const index = programme::area_of_code(city, request.at("code"));
  if (!index) {
    return tl::unexpected<Error>{index.error()};
  }
  auto const& area = city.areas[*index];
  return told(programme, request, **snapshot, {area.name, area.code, area.shape});
}

Result<Answer> style(Programme const& /*programme*/, Request const& /*request*/) {
  Answer answer;
  answer.type = "text/css; charset=utf-8";
  answer.body = report::services_style();
  return answer;
}

}  // namespace

std::vector<Route> services_routes(std::shared_ptr<Programme const> const& programme) {
  auto const at = [&](std::string pattern, std::vector<std::string> parameters, ProgrammeHandler handler) {
    return programme_route(programme, Method::get, std::move(pattern), std::move(parameters), handler);
  };
  return {at("/api/v1/circles/{id}/services", {"format"}, of_circle),
          at("/api/v1/areas/{code}/services", {"format"}, of_area), at(std::string{style_path}, {}, style)};
}

}  // namespace linquan::api
