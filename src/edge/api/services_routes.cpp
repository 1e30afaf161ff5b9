#include <unistd.h>

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "circles_told.h"
#include "linquan/api/services.h"
#include "linquan/base/file.h"
#include "linquan/directory/entry.h"
#include "linquan/programme/programme.h"
#include "linquan/report/service_list.h"
#include "linquan/store/outlets.h"
#include "linquan/tables/table.h"
#include "programme_routes.h"
#include "questions.h"
#include "reply.h"

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

/// Outlets of the ground that somebody was at within 180 days, as the directory knows.
using Confirmed = std::set<city::OutletId>;
Result<Confirmed> confirmed_in(Programme const& programme, city::City const& city, geo::MultiPolygon const& ground) {
  auto const port = store::outlets();
  auto const indices = programme::outlets_within(city, ground);
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Confirmed> {
    Confirmed all;
    for (auto const index : indices) {
      auto const id = city.outlets[index].id;
      auto const kept = port->find(work, directory::OutletId{id.value()});
      if (kept && kept->entry && !directory::unconfirmed(*kept->entry, programme.today())) {
        all.insert(id);
      }
    }
    return all;
  });
}

Result<Answer> told(Programme const& programme, Request const& request, Snapshot const& snapshot,
                    Listed const& listed) {
  auto const format = request.query.find("format").value_or("json");
  if (format != "json" && format != "xlsx" && format != "page") {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "format"}, {"text", std::string{format}}, {"allowed", "json, xlsx, page"}});
  }
  auto const& city = snapshot.city();
  auto const confirmed = confirmed_in(programme, city, listed.ground);
  if (!confirmed) {
    return tl::unexpected<Error>{confirmed.error()};
  }
  auto const unconfirmed = [&](city::Outlet const& outlet) { return !confirmed->contains(outlet.id); };
  ServicesOf const of{city, listed.name, listed.code, listed.ground, programme.today(), unconfirmed};
  if (format == "json") {
    return json_answer(services_json(of, now_of(programme.context), *request.messages));
  }
  auto const list = services_list(of, *request.messages);
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
