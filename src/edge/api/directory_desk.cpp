#include "directory_desk.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "asking.h"
#include "entry_json.h"
#include "id_number.h"
#include "linquan/answers/parse.h"
#include "linquan/answers/placing_word.h"
#include "linquan/api/following.h"
#include "linquan/store/outlets.h"
#include "linquan/store/passages.h"
#include "questions.h"
#include "told.h"

namespace linquan::api {

using Json = nlohmann::ordered_json;

DirectoryDesk::DirectoryDesk(Context const& context)
    : context_{context}, outlets_{store::outlets()}, passages_{store::passages()} {}

std::chrono::sys_days DirectoryDesk::today() const {
  return context_.clock.today();
}

Result<http::Answer> DirectoryDesk::write(
    http::Request const& request, std::function<Result<Done>(UnitOfWork&, identity::Asker const&)> const& act) const {
  if (context_.current.get() == nullptr) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  std::optional<std::uint64_t> change;
  auto answer = written(context_, request, [&](UnitOfWork& work, identity::Asker const& asker) -> Result<Json> {
    auto done = act(work, asker);
    if (!done) {
      return hand_on(done);
    }
    change = done->change;
    return std::move(done->answer);
  });
  if (answer && change) {
    if (auto followed = context_.following.catch_up(*change); !followed) {
      return hand_on(followed);
    }
  }
  return answer;
}

Json DirectoryDesk::shown(directory::Kept const& kept) const {
  auto object = entry_json(*kept.entry, today());
  object["version"] = kept.version;
  object["change"] = kept.change;
  auto const snapshot = context_.current.get();
  city::OutletId const id{kept.entry->id.value()};
  auto const* const outlet = snapshot ? snapshot->town().outlet(id) : nullptr;
  auto const joined = outlet != nullptr && std::ranges::any_of(outlet->stands, [](city::Stand const& stand) {
                        return !stand.accesses.empty();
                      });
  object["open_now"] = outlet == nullptr ? Json(nullptr) : open_json(*outlet, now_of(context_));
  object["in_circles"] = joined;
  object["placing"] = outlet == nullptr ? Json(nullptr) : Json(answers::placing_word(outlet->placing));
  object["placing_permille"] = outlet == nullptr ? Json(nullptr) : Json(outlet->placing_permille);
  object["capacity"] = outlet != nullptr && outlet->capacity ? Json(*outlet->capacity) : Json(nullptr);
  object["marks"] = outlet == nullptr ? Json::array() : Json(outlet->marks);
  return object;
}

directory::Actor actor_of(identity::Asker const& asker) {
  return {asker.account.id, asker.grants};
}

Result<std::uint64_t> number_at(http::Request const& request, std::string_view name, std::string_view code) {
  auto const text = request.at(name);
  auto const number = id_number(text);
  return number ? Result<std::uint64_t>{*number}
                : refuse(ErrorKind::not_found, std::string{code}, {{"id", std::string{text}}});
}

Result<std::uint64_t> number_asked(http::Request const& request, std::string_view name, std::uint64_t low,
                                   std::uint64_t high, std::uint64_t otherwise) {
  auto const text = request.query.find(name);
  return text ? answers::parse_number(name, *text, {low, high}) : Result<std::uint64_t>{otherwise};
}

}  // namespace linquan::api
