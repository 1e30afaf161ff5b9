#include <cstdio>
#include <nlohmann/json.hpp>
#include <utility>

#include "carts_told.h"
#include "commands.h"
#include "linquan/answers/carts.h"
#include "measure.h"
#include "opened.h"
#include "siting_inputs.h"

namespace linquan::cli {
namespace {

Result<siting::CartRequest> request_of(CartOptions const& options, city::City const& city) {
  auto kind = answers::cart_kind("--kind", options.common.kinds, city);
  if (!kind) {
    return hand_on(kind);
  }
  siting::CartRequest request;
  request.kind = *std::move(kind);
  auto circles = siting::circles_of(city, options.circles);
  if (!circles) {
    return hand_on(circles);
  }
  request.circles = *std::move(circles);
  auto spots = spots_asked(options.common, city, answers::has_stalls(city));
  if (!spots) {
    return hand_on(spots);
  }
  request.spots = *std::move(spots);
  request.carts = options.carts;
  request.walker = options.common.walker;
  request.limit = limit_of(options.common, request.kind);
  request.people = options.common.people;
  request.days = options.days;
  request.solve = options.common.solve;
  return request;
}

}  // namespace

Result<void> run_carts(CartOptions const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  if (auto fit = check_targets(options.common); !fit) {
    return fit;
  }
  auto const town = open_town(options.common.city, options.common.directory, console, progress);
  if (!town) {
    return tl::unexpected<Error>{town.error()};
  }
  tell_of_streets_left_out(*town, console);
  auto const& city = town->city();
  auto const request = request_of(options, city);
  if (!request) {
    return tl::unexpected<Error>{request.error()};
  }
  auto const plan = siting::plan_carts(city, *request, progress);
  if (!plan) {
    return tl::unexpected<Error>{plan.error()};
  }
  Carted const carted{city, *request, *plan, options.hours};
  if (options.common.out) {
    if (auto written = write_carts(*options.common.out, carted, console.messages); !written) {
      return written;
    }
  }
  if (!console.json) {
    std::fputs(text_of(carted, console.messages).c_str(), console.out);
    return {};
  }
  auto object = json_of(carted, console.messages);
  object["seconds"] = watch.seconds();
  object["peak_memory_bytes"] = peak_memory_bytes();
  std::fputs((object.dump() + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
