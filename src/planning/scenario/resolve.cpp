#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "linquan/base/file.h"
#include "linquan/base/limits.h"
#include "linquan/city/join.h"
#include "linquan/city/people.h"
#include "linquan/scenario/scenario.h"
#include "linquan/text/text.h"
#include "linquan/walk/route.h"

namespace linquan::scenario {
namespace {

/// A place named for a new street's end lies at most so far from the street that it meets.
constexpr std::uint32_t end_millimetres_max = 30'000;
/// Shops stand a little beyond the outermost street.
constexpr double beyond_metres = 500;
constexpr std::size_t ids_told = 5;

std::string place_text(geo::Point at) {
  return fmt::format("{:.7f}, {:.7f}", geo::lat_degrees(at), geo::lon_degrees(at));
}

/// Finds in one city what the edits name.
class Resolver {
 public:
  explicit Resolver(city::City const& city) : city_{city}, joiner_{city}, outlets_{city.outlets} {
    for (auto const node : city.streets.nodes) {
      box_.add(node);
    }
    box_ = geo::widened(box_, beyond_metres);
    // Which community an outlet stands in is told by the areas alone.
    ground_.areas = city.areas;
  }

  Result<reach::Edit> operator()(PutOutlet const& edit) {
    city::Outlet outlet;
    if (auto done = say(edit.said, outlet); !done) {
      return hand_on(done);
    }
    outlet.id = fresh_id(outlet);
    return put(std::move(outlet));
  }

  Result<reach::Edit> operator()(ChangeOutlet const& edit) {
    auto const found = find(edit.outlet);
    if (!found) {
      return tl::unexpected<Error>{found.error()};
    }
    auto outlet = outlets_[*found];
    if (auto done = say(edit.said, outlet); !done) {
      return hand_on(done);
    }
    return put(std::move(outlet));
  }

  Result<reach::Edit> operator()(RemoveOutlet const& edit) {
    auto const found = find(edit.outlet);
    if (!found) {
      return tl::unexpected<Error>{found.error()};
    }
    auto const id = outlets_[*found].id;
    outlets_.erase(outlets_.begin() + static_cast<std::ptrdiff_t>(*found));
    return reach::RemoveOutlet{id};
  }

  Result<reach::Edit> operator()(SetGate const& edit) const {
    if (edit.gate.id != 0) {
      return reach::SetGate{city::GateId{edit.gate.id}, edit.open};
    }
    auto const away = [&](city::Gate const& gate) {
      return std::pair{geo::distance(city_.streets.gates[gate.graph_gate].at, *edit.gate.at).count, gate.id};
    };
    auto const nearest = std::ranges::min_element(city_.gates, {}, away);
    if (nearest == city_.gates.end() || Millimetres{away(*nearest).first}.metres() > GateRef::metres_max) {
      return refuse(ErrorKind::not_found, "scenario_gate_far",
                    {{"place", place_text(*edit.gate.at)}, {"metres", fmt::format("{:.0f}", GateRef::metres_max)}});
    }
    return reach::SetGate{nearest->id, edit.open};
  }

  Result<reach::Edit> operator()(reach::SetStreet const& edit) const { return edit; }
  Result<reach::Edit> operator()(reach::TimeStreet const& edit) const { return edit; }

  Result<reach::Edit> operator()(BuildStreet const& edit) const {
    auto from = end_at(edit.from);
    if (!from) {
      return hand_on(from);
    }
    auto to = end_at(edit.to);
    if (!to) {
      return hand_on(to);
    }
    auto const straight = geo::distance(walk::place_of(city_.streets, *from), walk::place_of(city_.streets, *to));
    return reach::BuildStreet{*from, *to, edit.length.value_or(straight), edit.stairs};
  }

 private:
  Result<reach::Edit> put(city::Outlet outlet) {
    ground_.outlets.assign(1, std::move(outlet));
    city::assign_areas(ground_);
    auto const& made = ground_.outlets.front();
    auto const known = std::ranges::find(outlets_, made.id, &city::Outlet::id);
    if (known == outlets_.end()) {
      outlets_.push_back(made);
    } else {
      *known = made;
    }
    return reach::PutOutlet{made};
  }

  /// From name and place, so that another file's edit of the same shop is the same outlet.
  [[nodiscard]] city::OutletId fresh_id(city::Outlet& outlet) const {
    auto const base = fmt::format("scenario:{}@{}", outlet.name, place_text(outlet.stands.front().at));
    auto source = base;
    for (std::size_t n = 2;; ++n) {
      city::OutletId const id{city::id_of(source)};
      if (std::ranges::find(outlets_, id, &city::Outlet::id) == outlets_.end()) {
        outlet.sources = {source};
        return id;
      }
      source = fmt::format("{}#{}", base, n);
    }
  }

  /// The outlet's index in outlets_.
  [[nodiscard]] Result<std::size_t> find(OutletRef const& ref) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < outlets_.size(); ++i) {
      if (ref.id != 0 ? outlets_[i].id.value() == ref.id : outlets_[i].name == ref.name) {
        found.push_back(i);
      }
    }
    if (found.size() == 1) {
      return found.front();
    }
    if (ref.id != 0) {
      return refuse(ErrorKind::not_found, "outlet_unknown", {{"id", fmt::to_string(ref.id)}});
    }
    if (found.empty()) {
      auto const like = near(ref.name);
      return like.empty()
                 ? refuse(ErrorKind::not_found, "scenario_outlet_none", {{"name", ref.name}})
                 : refuse(ErrorKind::not_found, "scenario_outlet_unknown", {{"name", ref.name}, {"near", like}});
    }
    std::string ids;
    for (std::size_t i = 0; i < std::min(found.size(), ids_told); ++i) {
      ids += (i == 0 ? "" : ", ") + fmt::to_string(outlets_[found[i]].id.value());
    }
    return refuse(ErrorKind::bad_input, "scenario_outlet_many",
                  {{"name", ref.name},
                   {"count", fmt::to_string(found.size())},
                   {"ids", ids + (found.size() > ids_told ? ", …" : "")}});
  }

  /// The outlet's name that is most like it; empty where none is.
  [[nodiscard]] std::string near(std::string const& name) const {
    auto best = std::pair{0, std::string_view{}};
    for (auto const& outlet : outlets_) {
      if (auto const alike = text::likeness_permille(name, outlet.name); alike > best.first) {
        best = {alike, outlet.name};
      }
    }
    return std::string{best.second};
  }

  /// Changes of the outlet what is said of it.
  Result<void> say(Said const& said, city::Outlet& outlet) const {
    outlet.name = said.name.value_or(outlet.name);
    if (auto done = say_kinds(said.kinds, outlet); !done) {
      return done;
    }
    if (auto done = say_stands(said, outlet); !done) {
      return done;
    }
    outlet.serving = said.serving.value_or(outlet.serving);
    if (!said.services.empty()) {
      outlet.services.clear();
      for (auto const& service : said.services) {
        outlet.services.push_back({outlet.kinds.front(), service, std::nullopt});
      }
    }
    outlet.capacity = said.capacity ? said.capacity : outlet.capacity;
    return {};
  }

  /// Other kinds bring their own ways of serving and no services.
  Result<void> say_kinds(std::vector<std::string> const& words, city::Outlet& outlet) const {
    if (words.empty()) {
      return {};
    }
    auto const& table = kinds::Kinds::built_in();
    outlet.kinds.clear();
    outlet.services.clear();
    outlet.serving = 0;
    for (auto const& word : words) {
      auto const match = table.from_words(word);
      std::vector<std::string> ids;
      for (auto const kind : match.kinds) {
        ids.push_back(table[kind].id);
        outlet.serving = static_cast<kinds::ServingSet>(outlet.serving | table[kind].serving);
      }
      if (std::ranges::find(city_.kind_ids, word) != city_.kind_ids.end()) {
        ids.assign(1, word);
      }
      auto const guessed = match.doubtful || !match.unknown.empty();
      for (auto const& id : ids) {
        auto const here = std::ranges::find(city_.kind_ids, id);
        if (here == city_.kind_ids.end() || (guessed && id != word)) {
          ids.clear();
          break;
        }
        outlet.kinds.push_back(static_cast<kinds::KindIndex>(here - city_.kind_ids.begin()));
      }
      if (ids.empty()) {
        return refuse(ErrorKind::bad_input, "scenario_kind_unknown", {{"word", word}});
      }
    }
    std::ranges::sort(outlet.kinds);
    outlet.kinds.erase(std::unique(outlet.kinds.begin(), outlet.kinds.end()), outlet.kinds.end());
    outlet.serving = outlet.serving == 0 ? static_cast<kinds::ServingSet>(kinds::Serving::at_stand) : outlet.serving;
    return {};
  }

  /// Hours without a place are those of every stand; a place without hours keeps those of the first.
  Result<void> say_stands(Said const& said, city::Outlet& outlet) const {
    if (said.stands.empty()) {
      for (auto& stand : outlet.stands) {
        stand.hours = said.hours ? said.hours : stand.hours;
      }
      return {};
    }
    auto const hours = outlet.stands.empty() ? std::nullopt : outlet.stands.front().hours;
    outlet.stands.clear();
    for (auto const& stand : said.stands) {
      if (auto inside = check_inside(stand.at); !inside) {
        return inside;
      }
      auto access = joiner_.stand(stand.at);
      if (!access) {
        return hand_on(access);
      }
      outlet.stands.push_back({stand.at, {*access}, stand.hours ? stand.hours : said.hours ? said.hours : hours});
    }
    outlet.placing = city::Placing::surveyed;
    outlet.placing_permille = 1000;
    return {};
  }

  [[nodiscard]] Result<void> check_inside(geo::Point at) const {
    return box_.contains(at)
               ? Result<void>{}
               : refuse(ErrorKind::bad_input, "scenario_place_outside",
                        {{"place", place_text(at)}, {"low", place_text(box_.low)}, {"high", place_text(box_.high)}});
  }

  [[nodiscard]] Result<walk::Access> end_at(geo::Point at) const {
    if (auto inside = check_inside(at); !inside) {
      return hand_on(inside);
    }
    auto access = joiner_.door(at);
    if (!access) {
      return access;
    }
    if (access->door_millimetres > end_millimetres_max) {
      return refuse(ErrorKind::bad_input, "scenario_end_far",
                    {{"place", place_text(at)}, {"metres", fmt::to_string(end_millimetres_max / 1000)}});
    }
    // Inner streets stand twice and carry nobody through; what opens a compound is a gate.
    if (city_.streets.traits_of(access->edge).zone != walk::Zone::open) {
      return refuse(ErrorKind::bad_input, "scenario_end_inside", {{"place", place_text(at)}});
    }
    return access;
  }

  city::City const& city_;
  city::Joiner joiner_;
  geo::Box box_;
  std::vector<city::Outlet> outlets_;  ///< as the edits so far leave them
  city::City ground_;
};

}  // namespace

Result<std::vector<reach::Edit>> edits_of(File const& file, city::City const& city) {
  Resolver resolver{city};
  reach::Streets streets{city.streets, {*persons::Persons::built_in().find("standard"), reach::Unit::seconds, {}}};
  std::vector<reach::Edit> edits;
  for (auto const& entry : file.entries) {
    auto edit = std::visit(resolver, entry.edit);
    auto const fits = edit ? reach::change_streets(streets, city, {&*edit, 1}) : Result<void>{};
    if (!edit || !fits) {
      auto error = edit ? fits.error() : edit.error();
      error.args.emplace_back("file", file.file_name);
      error.args.emplace_back("line", fmt::to_string(entry.line));
      return tl::unexpected<Error>{std::move(error)};
    }
    edits.push_back(*std::move(edit));
  }
  return edits;
}

Result<File> load(std::filesystem::path const& path) {
  auto const bytes = read_file(path, limits::text_file_bytes);
  if (!bytes) {
    return tl::unexpected<Error>{bytes.error()};
  }
  return parse(*bytes, path.filename().string());
}

}  // namespace linquan::scenario
