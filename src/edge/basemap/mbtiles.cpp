#include "linquan/basemap/mbtiles.h"

#include <sqlite3.h>

#include <map>
#include <mutex>
#include <utility>

namespace linquan::basemap {
namespace {

constexpr int metadata_rows_max = 1'000;

struct Closer {
  void operator()(sqlite3* it) const { sqlite3_close(it); }
  void operator()(sqlite3_stmt* it) const { sqlite3_finalize(it); }
};
using Handle = std::unique_ptr<sqlite3, Closer>;
using Statement = std::unique_ptr<sqlite3_stmt, Closer>;

Statement prepared(sqlite3* database, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                     nullptr);
  return Statement{statement};
}

std::string text_at(sqlite3_stmt* statement, int column) {
  auto const* const bytes = sqlite3_column_blob(statement, column);
  auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return bytes == nullptr ? std::string{} : std::string{static_cast<char const*>(bytes), size};
}

/// A file may hold more than it should: views that call functions, cells that lie about their size.
void distrust(sqlite3* database) {
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, static_cast<int>(Mbtiles::tile_bytes_max));
  sqlite3_exec(database, "PRAGMA cell_size_check = ON; PRAGMA query_only = ON", nullptr, nullptr, nullptr);
}

tl::unexpected<Error> refused(std::filesystem::path const& path, std::string_view code, sqlite3* database) {
  return refuse(ErrorKind::bad_input, code,
                {{"path", path.string()}, {"reason", database == nullptr ? "" : sqlite3_errmsg(database)}});
}

Result<std::map<std::string, std::string>> metadata_of(sqlite3* database, std::filesystem::path const& path) {
  std::map<std::string, std::string> metadata;
  auto const statement = prepared(database, "SELECT name, value FROM metadata");
  if (!statement) {
    auto const foreign = sqlite3_errcode(database) == SQLITE_ERROR;
    return refused(path, foreign ? "basemap_tables" : "basemap_broken", database);
  }
  auto state = sqlite3_step(statement.get());
  for (int rows = 0; state == SQLITE_ROW && rows < metadata_rows_max; ++rows) {
    metadata[text_at(statement.get(), 0)] = text_at(statement.get(), 1);
    state = sqlite3_step(statement.get());
  }
  return state == SQLITE_DONE || state == SQLITE_ROW ? Result<std::map<std::string, std::string>>{std::move(metadata)}
                                                     : refused(path, "basemap_broken", database);
}

}  // namespace

struct Mbtiles::Database {
  Handle handle;
  Statement find;
  std::mutex mutex;  ///< a statement answers one question at a time, in some 10 µs
};

Mbtiles::Mbtiles(std::unique_ptr<Database> database, About about)
    : database_{std::move(database)}, about_{std::move(about)} {}
Mbtiles::~Mbtiles() = default;

Result<std::unique_ptr<Mbtiles>> Mbtiles::open(std::filesystem::path const& path) {
  std::error_code fault;
  if (!std::filesystem::is_regular_file(path, fault)) {
    return refuse(ErrorKind::not_found, "file_unreadable",
                  {{"path", path.string()}, {"reason", fault ? fault.message() : "no file"}});
  }
  sqlite3* handle = nullptr;
  auto const opened = sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nullptr);
  auto database = std::make_unique<Database>();
  database->handle.reset(handle);
  if (opened != SQLITE_OK) {
    return refused(path, "basemap_broken", handle);
  }
  distrust(handle);
  auto const metadata = metadata_of(handle, path);
  if (!metadata) {
    return tl::unexpected<Error>{metadata.error()};
  }
  auto about = read_about(*metadata, path.string());
  if (!about) {
    return hand_on(about);
  }
  database->find =
      prepared(handle, "SELECT tile_data FROM tiles WHERE zoom_level = ?1 AND tile_column = ?2 AND tile_row = ?3");
  auto const first = prepared(handle, "SELECT tile_data FROM tiles LIMIT 1");
  if (!database->find || !first) {
    return refused(path, "basemap_tables", handle);
  }
  if (auto const state = sqlite3_step(first.get()); state != SQLITE_ROW) {
    return refused(path, state == SQLITE_DONE ? "basemap_empty" : "basemap_broken", handle);
  }
  return std::unique_ptr<Mbtiles>{new Mbtiles{std::move(database), *std::move(about)}};
}

Result<std::optional<std::string>> Mbtiles::tile(std::uint32_t z, std::uint32_t x, std::uint32_t y) const {
  if (z > zoom_limit || (x >> z) != 0 || (y >> z) != 0) {
    return std::optional<std::string>{};
  }
  std::scoped_lock const lock{database_->mutex};
  auto* const find = database_->find.get();
  sqlite3_bind_int64(find, 1, z);
  sqlite3_bind_int64(find, 2, x);
  // MBTiles counts rows from the south.
  sqlite3_bind_int64(find, 3, (std::int64_t{1} << z) - 1 - y);
  std::optional<std::string> bytes;
  auto const state = sqlite3_step(find);
  if (state == SQLITE_ROW) {
    bytes = text_at(find, 0);
  }
  sqlite3_reset(find);
  if (state != SQLITE_ROW && state != SQLITE_DONE) {
    return refuse(ErrorKind::machine, "basemap_read", {{"reason", sqlite3_errstr(state)}});
  }
  return bytes;
}

}  // namespace linquan::basemap
