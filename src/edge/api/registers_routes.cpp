#include <fmt/format.h>
#include <xxhash.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "area_routes.h"
#include "asking.h"
#include "body.h"
#include "directory_desk.h"
#include "linquan/directory/registers.h"
#include "linquan/directory/use.h"
#include "linquan/geo/crs.h"
#include "linquan/kinds/kinds.h"
#include "linquan/outlets/outlets.h"
#include "linquan/registers/understand.h"
#include "linquan/store/registers.h"
#include "linquan/tables/apart.h"
#include "register_json.h"
#include "reply.h"

namespace linquan::api {
namespace {

using Json = nlohmann::ordered_json;
using directory::RegisterId;
using http::Answer;
using http::Method;
using http::Request;
using http::Route;

constexpr std::string_view csv_type = "text/csv";
constexpr std::string_view both_types = "text/csv, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Parts of one transaction.
constexpr std::size_t parts_at_once = 10;
/// A table is dear to read.
constexpr std::uint32_t upload_cost = 20;

/// The directory, and the registers that are brought to it.
struct RegisterDesk {
  DirectoryDesk directory;
  std::unique_ptr<directory::Registers> registers;
  std::function<identity::Place(directory::Entry const&)> place_of{outlets::place_of};
  kinds::Kinds const& kinds = kinds::Kinds::built_in();
  tables::ApartReader reader{"/proc/self/exe"};
  mutable std::atomic_flag looking{};  ///< at one table at a time

  [[nodiscard]] Context const& context() const { return directory.context(); }
  [[nodiscard]] directory::RegisterPorts ports() const { return {directory.outlets(), *registers, place_of, kinds}; }
};

/// The only one that looks at a table; when it goes, the next one may.
class Turn {
 public:
  explicit Turn(std::atomic_flag& taken) : taken_{taken} {}
  Turn(Turn const&) = delete;
  Turn& operator=(Turn const&) = delete;
  Turn(Turn&&) = delete;
  Turn& operator=(Turn&&) = delete;
  ~Turn() { taken_.clear(); }

 private:
  std::atomic_flag& taken_;
};

/// Whether somebody may bring registers at all; where their rows may lie is looked at row by row.
Result<void> may_import(identity::Asker const& asker) {
  auto const somewhere = std::ranges::any_of(asker.grants, [](identity::Grant const& grant) {
    identity::Place place;
    place.district = grant.level == identity::Level::district ? grant.place : std::string{};
    return identity::allowed({&grant, 1}, identity::Action::import_register, place);
  });
  return somewhere ? Result<void>{} : refuse(ErrorKind::forbidden, "not_allowed");
}

Result<identity::Asker> importer(RegisterDesk const& desk, Request const& request) {
  auto asker = asker_of(desk.context(), request);
  if (!asker) {
    return asker;
  }
  auto may = may_import(*asker);
  return may ? std::move(asker) : hand_on(may);
}

/// "name=店名;kind=类别": which column holds which field.
Result<city::ColumnChoice> choice_of(std::string_view text) {
  city::ColumnChoice chosen;
  while (!text.empty()) {
    auto const end = std::min(text.find(';'), text.size());
    auto const pair = text.substr(0, end);
    auto const equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == pair.size()) {
      return refuse(ErrorKind::usage, "register_columns", {{"text", std::string{pair}}});
    }
    chosen[std::string{pair.substr(0, equals)}] = pair.substr(equals + 1);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return chosen;
}

struct Read {
  tables::Table table;  ///< without its rows
  registers::Understood understood;
};

/// The table that was sent, read and held against the directory.
Result<Read> read_sent(RegisterDesk const& desk, Request const& request, identity::Asker const& asker) {
  auto const snapshot = desk.context().current.get();
  if (!snapshot) {
    return refuse(ErrorKind::busy, "http_not_ready");
  }
  auto const crs = geo::Crs::parse(request.query.find("crs").value_or("wgs84"));
  if (!crs) {
    return refuse(ErrorKind::usage, crs.error().code, crs.error().args);
  }
  auto const chosen = choice_of(request.query.find("columns").value_or(""));
  if (!chosen) {
    return tl::unexpected<Error>{chosen.error()};
  }
  auto const csv = std::string_view{request.content_type}.substr(0, csv_type.size()) == csv_type;
  auto table = desk.reader.read({request.body, csv ? tables::ForeignForm::csv : tables::ForeignForm::xlsx,
                                 std::string{request.query.find("name").value_or("")},
                                 std::string{request.query.find("sheet").value_or("")}});
  if (!table) {
    return hand_on(table);
  }
  auto const known = desk.context().store.read([&](UnitOfWork& work) -> Result<std::vector<directory::Kept>> {
    return directory::all_kept(work, desk.directory.outlets());
  });
  if (!known) {
    return tl::unexpected<Error>{known.error()};
  }
  auto understood =
      registers::understand({*table, *crs, *chosen, snapshot->town().imported(), *known, asker.grants, desk.kinds});
  if (!understood) {
    return hand_on(understood);
  }
  table->rows = {};
  return Read{std::move(*table), std::move(*understood)};
}

using Part = std::vector<directory::RegisterRow>;

/// Rows in portions; moves begin one of their own.
std::vector<Part> parts_of(registers::Understood& understood) {
  std::vector<Part> parts;
  for (auto* const rows : {&understood.to_do, &understood.moves}) {
    for (std::size_t at = 0; at < rows->size(); ++at) {
      if (at % directory::part_rows == 0) {
        parts.emplace_back();
      }
      parts.back().push_back(std::move((*rows)[at]));
    }
    rows->clear();
  }
  return parts;
}

/// Stores its parts some at a time, so that nobody waits long for the writer. What forgets old registers goes with it.
Result<directory::Register> store_parts(RegisterDesk const& desk, identity::AccountId account,
                                        std::vector<Part> const& parts) {
  auto& store = desk.context().store;
  auto made = store.write([&](UnitOfWork& work) -> Result<directory::Register> {
    static_cast<void>(desk.registers->forget_one(work));
    return desk.registers->add(work, account);
  });
  if (!made) {
    return made;
  }
  for (std::size_t from = 0; from < parts.size(); from += parts_at_once) {
    auto const done = store.write([&](UnitOfWork& work) -> Result<void> {
      for (auto at = from; at < std::min(parts.size(), from + parts_at_once); ++at) {
        desk.registers->add_part(work, made->id, at, parts[at]);
      }
      return {};
    });
    if (!done) {
      return tl::unexpected<Error>{done.error()};
    }
  }
  made->parts = parts.size();
  return made;
}

/// The request with its body's hash in the body's place: what is hashed in the writer's turn is short, and whether it
/// was sent before is known without reading the table.
Request keyed(Request request) {
  auto const hash = XXH3_128bits(request.body.data(), request.body.size());
  request.body = fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
  return request;
}

Result<Answer> upload(RegisterDesk const& desk, Request const& request) {
  auto const asker = importer(desk, request);
  if (!asker) {
    return tl::unexpected<Error>{asker.error()};
  }
  if (auto fits = check_key(request); !fits) {
    return hand_on(fits);
  }
  constexpr Manner manner{.status = 201};
  auto const short_form = keyed(request);
  if (auto before = answered_before(desk.context(), short_form, *asker, manner); !before || *before) {
    return before ? Result<Answer>{std::move(**before)} : hand_on(before);
  }
  if (desk.looking.test_and_set()) {
    return refuse(ErrorKind::busy, "table_reading");
  }
  Turn const turn{desk.looking};
  auto read = read_sent(desk, request, *asker);
  if (!read) {
    return hand_on(read);
  }
  auto made = store_parts(desk, asker->account.id, parts_of(read->understood));
  if (!made) {
    return hand_on(made);
  }
  made->state = directory::RegisterState::ready;
  made->understood = understood_json(read->table, read->understood).dump();
  return written(
      desk.context(), short_form,
      [&](UnitOfWork& work, identity::Asker const& /*asker*/) -> Result<Json> {
        desk.registers->keep(work, *made);
        return register_json(*made, desk.registers->fates(work, made->id), *request.messages);
      },
      manner);
}

Result<RegisterId> register_at(Request const& request) {
  return number_at(request, "id", "register_unknown").map([](std::uint64_t id) { return RegisterId{id}; });
}

Result<Answer> show(RegisterDesk const& desk, Request const& request) {
  auto const asker = importer(desk, request);
  auto const id = asker ? register_at(request) : tl::unexpected<Error>{asker.error()};
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const found = desk.registers->find(work, *id, asker->account.id);
    return found
               ? Result<Answer>{own_answer(register_json(*found, desk.registers->fates(work, *id), *request.messages))}
               : tl::unexpected<Error>{found.error()};
  });
}

Result<Answer> rows(RegisterDesk const& desk, Request const& request) {
  auto const asker = importer(desk, request);
  auto const id = asker ? register_at(request) : tl::unexpected<Error>{asker.error()};
  auto const part = id ? number_asked(request, "part", 0, INT64_MAX, 0) : tl::unexpected<Error>{id.error()};
  if (!part) {
    return tl::unexpected<Error>{part.error()};
  }
  return desk.context().store.read([&](UnitOfWork& work) -> Result<Answer> {
    auto const found = desk.registers->find(work, *id, asker->account.id);
    if (!found) {
      return tl::unexpected<Error>{found.error()};
    }
    auto list = Json::array();
    for (auto const& row : desk.registers->part(work, *id, *part)) {
      auto const now = row.outlet.value() == 0 ? Result<directory::Kept>{directory::Kept{}}
                                               : desk.directory.outlets().find(work, row.outlet);
      auto const* const there = now && now->entry ? &*now->entry : nullptr;
      list.push_back(register_row_json(row, there, desk.directory.today(), *request.messages));
    }
    auto const more = *part < found->parts && *part + 1 < found->parts;
    return own_answer({{"rows", std::move(list)}, {"next", more ? Json(*part + 1) : Json(nullptr)}});
  });
}

using Step = std::function<Result<directory::Portion>(UnitOfWork&, identity::Asker const&, RegisterId)>;

/// One portion, answered with how far the register has come.
Result<Answer> portion(RegisterDesk const& desk, Request const& request, Step const& step) {
  auto const id = register_at(request);
  if (!id) {
    return tl::unexpected<Error>{id.error()};
  }
  return desk.directory.write(request,
                              [&](UnitOfWork& work, identity::Asker const& asker) -> Result<DirectoryDesk::Done> {
                                if (auto may = may_import(asker); !may) {
                                  return hand_on(may);
                                }
                                auto const done = step(work, asker, *id);
                                if (!done) {
                                  return tl::unexpected<Error>{done.error()};
                                }
                                auto answer = register_progress_json(done->now, desk.registers->fates(work, *id));
                                return DirectoryDesk::Done{std::move(answer), done->change};
                              });
}

Result<Answer> apply(RegisterDesk const& desk, Request const& request) {
  auto const body = Body::parse(request, {"added", "changed"});
  auto const added = body ? body->boolean("added") : tl::unexpected<Error>{body.error()};
  auto const changed = added ? body->boolean("changed") : tl::unexpected<Error>{added.error()};
  if (!changed) {
    return tl::unexpected<Error>{changed.error()};
  }
  directory::Chosen const chosen{*added, *changed};
  return portion(desk, request, [&](UnitOfWork& work, identity::Asker const& asker, RegisterId id) {
    return directory::apply_next(work, desk.ports(), id, chosen, actor_of(asker), desk.directory.today());
  });
}

Result<Answer> undo(RegisterDesk const& desk, Request const& request) {
  return portion(desk, request, [&](UnitOfWork& work, identity::Asker const& asker, RegisterId id) {
    return directory::undo_next(work, desk.ports(), id, actor_of(asker), desk.directory.today());
  });
}

}  // namespace

std::vector<Route> registers_routes(Context const& context) {
  auto const desk = std::shared_ptr<RegisterDesk const>{new RegisterDesk{DirectoryDesk{context}, store::registers()}};
  using Handler = Result<Answer> (*)(RegisterDesk const&, Request const&);
  std::vector<Route> all;
  auto const add_route = [&](Method method, std::string pattern, std::vector<std::string> parameters,
                             Handler handler) -> Route& {
    return all.emplace_back(Route{method, std::move(pattern), std::move(parameters),
                                  [desk, handler](Request const& request) { return handler(*desk, request); }});
  };
  auto& sent = add_route(Method::post, "/api/v1/registers", {"name", "sheet", "crs", "columns"}, upload);
  sent.body_bytes_max = tables::ApartLimits{}.file_bytes;
  sent.body_type = both_types;
  sent.cost = upload_cost;
  add_route(Method::get, "/api/v1/registers/{id}", {}, show);
  add_route(Method::get, "/api/v1/registers/{id}/rows", {"part"}, rows);
  add_route(Method::post, "/api/v1/registers/{id}/apply", {}, apply).body_bytes_max = body_bytes_max;
  add_route(Method::post, "/api/v1/registers/{id}/undo", {}, undo);
  return all;
}

}  // namespace linquan::api
