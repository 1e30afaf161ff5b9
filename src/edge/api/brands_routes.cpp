#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "asking.h"
#include "circles_told.h"
#include "id_number.h"
#include "linquan/identity/rights.h"
#include "programme_routes.h"
#include "reply.h"

namespace linquan::api {
namespace {

using circles::Brand;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;

Result<void> may_edit(identity::Asker const& asker, std::string const& district) {
  identity::Place place;
  place.district = district;
  return identity::require(asker.grants, identity::Action::edit_circle, place);
}

/// Whether the city has the district: as an area of its own, or in the codes of its subdistricts and communities.
bool has_district(city::City const& city, std::string_view code) {
  using enum city::AreaLevel;
  return std::ranges::any_of(city.areas, [&](city::Area const& area) {
    if (area.level == district) {
      return area.code == code;
    }
    return (area.level == subdistrict && identity::place_of_subdistrict(area.code).district == code) ||
           (area.level == community && identity::place_of_community(area.code).district == code);
  });
}

std::optional<Brand> brand_of(Programme const& programme, UnitOfWork& work, std::string_view district) {
  auto const all = programme.circles->brands(work);
  auto const found = std::ranges::find(all, district, &Brand::district);
  return found == all.end() ? std::nullopt : std::optional{*found};
}

tl::unexpected<Error> unknown(std::string const& district) {
  return refuse(ErrorKind::not_found, "brand_unknown", {{"district", district}});
}

Result<Answer> brands(Programme const& programme, Request const& /*request*/) {
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto list = Json::array();
    for (auto const& brand : programme.circles->brands(work)) {
      list.push_back(brand_json(brand));
    }
    return json_answer({{"brands", std::move(list)}});
  });
}

/// Changes the brand of the path's district by `change`, which a district without one begins empty.
template <class Change>
Result<Answer> branded(Programme const& programme, Request const& request, Change const& change) {
  std::string const district{request.at("district")};
  auto const snapshot = programme.snapshot();
  if (!snapshot) {
    return tl::unexpected<Error>{snapshot.error()};
  }
  auto const there = has_district((*snapshot)->city(), district);
  return written(programme.context, request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    if (auto may = may_edit(asker, district); !may) {
      return hand_on(may);
    }
    auto const before = brand_of(programme, work, district);
    if (!there && !before) {
      return refuse(ErrorKind::not_found, "district_unknown", {{"district", district}});
    }
    auto next = change(before);
    if (!next) {
      return hand_on(next);
    }
    auto const brand = circles::checked(std::move(*next));
    if (!brand) {
      return tl::unexpected<Error>{brand.error()};
    }
    programme.circles->set_brand(work, *brand, asker.account.id);
    return brand_json(*brand);
  });
}

Result<Answer> named(Programme const& programme, Request const& request) {
  auto const body = Body::parse(request, {"name"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const name = body->text("name");
  if (!name) {
    return tl::unexpected<Error>{name.error()};
  }
  std::string const district{request.at("district")};
  return branded(programme, request, [&](std::optional<Brand> const& before) -> Result<Brand> {
    auto next = before.value_or(Brand{district, {}});
    next.name = *name;
    return next;
  });
}

Result<Answer> drawn(Programme const& programme, Request const& request) {
  if (auto good = circles::check_logo(request.body); !good) {
    return hand_on(good);
  }
  std::string const district{request.at("district")};
  return branded(programme, request, [&](std::optional<Brand> const& before) -> Result<Brand> {
    if (!before) {
      return unknown(district);
    }
    auto next = *before;
    next.logo = request.body;
    return next;
  });
}

Result<Answer> logo(Programme const& programme, Request const& request) {
  std::string const district{request.at("district")};
  return programme.context.store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const brand = brand_of(programme, work, district);
    if (!brand || brand->logo.empty()) {
      return unknown(district);
    }
    Answer answer;
    answer.type = "image/png";
    answer.body = brand->logo;
    return answer;
  });
}

Result<circles::Board> board_in(Body const& body, std::chrono::sys_days today) {
  constexpr std::size_t place_bytes_max = 400;
  auto const place = body.text("place", {place_bytes_max});
  auto const at = body.place_if("at");
  auto const word = body.text("state");
  auto const since = day_in(body, "since");
  for (auto const* const refused : {place ? nullptr : &place.error(), at ? nullptr : &at.error(),
                                    word ? nullptr : &word.error(), since ? nullptr : &since.error()}) {
    if (refused != nullptr) {
      return tl::unexpected<Error>{*refused};
    }
  }
  auto const state = circles::board_state_named(*word);
  if (!state) {
    return refuse(ErrorKind::usage, "choice_unknown",
                  {{"name", "state"}, {"text", *word}, {"allowed", "planned, standing, damaged, removed"}});
  }
  return circles::checked(circles::Board{{}, *place, *at, *state, since->value_or(today)});
}

/// A new board, or with `id` that one.
Result<Answer> boarded(Programme const& programme, Request const& request, std::optional<circles::BoardId> id) {
  auto const body = Body::parse(request, {"place", "at", "state", "since"});
  if (!body) {
    return tl::unexpected<Error>{body.error()};
  }
  auto const board = board_in(*body, programme.today());
  if (!board) {
    return tl::unexpected<Error>{board.error()};
  }
  std::string const district{request.at("district")};
  Manner manner;
  manner.status = id ? 200 : 201;
  return written(
      programme.context, request,
      [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
        if (auto may = may_edit(asker, district); !may) {
          return hand_on(may);
        }
        auto made = *board;
        made.id = id ? *id : work.new_id<circles::BoardId>();
        auto const before = brand_of(programme, work, district);
        auto const known = before && std::ranges::any_of(before->boards, [&](auto const& one) { return one.id == id; });
        if (id && !known) {
          return unknown(district);
        }
        if (auto done = programme.circles->set_board(work, district, made, asker.account.id); !done) {
          return hand_on(done);
        }
        return brand_json(*brand_of(programme, work, district));
      },
      manner);
}

Result<Answer> board_added(Programme const& programme, Request const& request) {
  return boarded(programme, request, std::nullopt);
}

Result<Answer> board_changed(Programme const& programme, Request const& request) {
  auto const number = id_number(request.at("board"));
  if (!number) {
    return unknown(std::string{request.at("district")});
  }
  return boarded(programme, request, circles::BoardId{*number});
}

}  // namespace

std::vector<Route> brands_routes(std::shared_ptr<Programme const> const& programme) {
  auto const at = [&](Method method, std::string pattern, ProgrammeHandler handler) {
    return programme_route(programme, method, std::move(pattern), {}, handler);
  };
  auto picture = at(Method::put, "/api/v1/brands/{district}/logo", drawn);
  picture.body_type = "image/png";
  picture.body_bytes_max = circles::logo_bytes_max;
  return {at(Method::get, "/api/v1/brands", brands),
          at(Method::put, "/api/v1/brands/{district}", named),
          at(Method::get, "/api/v1/brands/{district}/logo", logo),
          std::move(picture),
          at(Method::post, "/api/v1/brands/{district}/boards", board_added),
          at(Method::put, "/api/v1/brands/{district}/boards/{board}", board_changed)};
}

}  // namespace linquan::api
