#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "fixtures.h"
#include "linquan/base/clock.h"
#include "linquan/cli/cli.h"
#include "linquan/store/store.h"

namespace linquan::cli {
namespace {

struct Outcome {
  int code = 0;
  std::string out;
  std::string err;
};

class Db : public testing::Test {
 protected:
  Db() {
    auto pattern = (std::filesystem::path{testing::TempDir()} / "linquan_db_XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw std::runtime_error{"no folder"};
    }
    folder_ = pattern;
  }
  ~Db() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  [[nodiscard]] std::string path(std::string const& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string url(std::string const& name) const { return "sqlite:" + path(name); }

  static Outcome db(std::vector<std::string> words) {
    ::setenv("LC_ALL", "en_GB.UTF-8", 1);
    ::unsetenv("LINQUAN_CONFIG");
    words.insert(words.begin(), "db");
    Capture const out;
    Capture const err;
    auto const code = run(words, out.file(), err.file());
    return {code, out.text(), err.text()};
  }

 private:
  std::filesystem::path folder_;
};

TEST_F(Db, GoesFromNothingThroughACopyToANewPlace) {
  auto const migrated = db({"migrate", "--db", url("a.db"), "--json"});
  ASSERT_EQ(migrated.code, 0) << migrated.err;
  auto const object = nlohmann::json::parse(migrated.out);
  EXPECT_EQ(object.at("from"), 0);
  auto const version = object.at("to");
  EXPECT_GT(version, 0);

  auto const checked = db({"check", "--db", url("a.db"), "--json"});
  ASSERT_EQ(checked.code, 0) << checked.err;
  EXPECT_EQ(nlohmann::json::parse(checked.out).at("version"), version);
  EXPECT_TRUE(nlohmann::json::parse(checked.out).at("findings").empty());

  auto const copied = db({"backup", "--db", url("a.db"), "--out", path("copy.db"), "--json"});
  ASSERT_EQ(copied.code, 0) << copied.err;
  EXPECT_EQ(nlohmann::json::parse(copied.out).at("bytes"), std::filesystem::file_size(path("copy.db")));

  auto const restored = db({"restore", "--from", path("copy.db"), "--db", url("b.db")});
  ASSERT_EQ(restored.code, 0) << restored.err;
  EXPECT_NE(restored.out.find("checked well"), std::string::npos);
  EXPECT_EQ(db({"check", "--db", url("b.db")}).code, 0);
}

TEST_F(Db, EndsWithTheCodeOfWhatIsWrong) {
  struct Case {
    std::vector<std::string> words;
    int code;
    std::string says;
  };
  ASSERT_EQ(db({"migrate", "--db", url("a.db")}).code, 0);
  for (auto const& [words, code, says] : std::vector<Case>{
           {{}, 2, "ACTION"},
           {{"chek", "--db", url("a.db")}, 2, "check, backup, restore, migrate"},
           {{"check"}, 2, "--db"},
           {{"check", "--db", "a.db"}, 2, "sqlite:FILE"},
           {{"backup", "--db", url("a.db")}, 2, "--out"},
           {{"restore", "--db", url("b.db")}, 2, "--from"},
           {{"backup", "--db", "postgresql://localhost/x", "--out", path("c")}, 2, "pg_dump"},
           {{"check", "--db", url("none.db")}, 3, "no Linquan database"},
           {{"backup", "--db", url("a.db"), "--out", path("a.db")}, 3, "not overwritten"},
           {{"restore", "--from", path("a.db"), "--db", url("a.db")}, 3, "not overwritten"},
           {{"check", "--db", "postgresql://nobody:secret@127.0.0.1:1/none"}, 4, "cannot be reached"},
           {{"migrate", "--db", url("no folder/a.db")}, 4, "cannot be reached"},
       }) {
    auto const outcome = db(words);
    EXPECT_EQ(outcome.code, code) << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
    EXPECT_EQ(outcome.err.find("secret"), std::string::npos);
    EXPECT_EQ(outcome.out, "");
  }
}

TEST_F(Db, IsCheckedAndCopiedButNotMigratedWhileItIsServed) {
  SystemClock const clock{std::chrono::hours{8}};
  auto const server = store::open({store::Engine::sqlite, path("a.db")}, clock);
  ASSERT_TRUE(server);
  EXPECT_EQ(db({"check", "--db", url("a.db")}).code, 0);
  EXPECT_EQ(db({"backup", "--db", url("a.db"), "--out", path("copy.db")}).code, 0);
  auto const migrated = db({"migrate", "--db", url("a.db")});
  EXPECT_EQ(migrated.code, 3);
  EXPECT_NE(migrated.err.find("another Linquan server"), std::string::npos) << migrated.err;
}

TEST_F(Db, NamesADamagedFileAndFails) {
  ASSERT_EQ(db({"migrate", "--db", url("a.db")}).code, 0);
  {
    std::ofstream file{path("a.db"), std::ios::in | std::ios::out | std::ios::binary};
    // Behind the head and the page of the schema.
    file.seekp(4096 * 3);
    file << std::string(4096 * 4, '\xAB');
  }
  auto const checked = db({"check", "--db", url("a.db")});
  EXPECT_NE(checked.code, 0);
  EXPECT_NE(checked.err, "");
  std::filesystem::remove(path("a.db"));
  std::ofstream{path("a.db")} << std::string(5000, 'x');
  auto const named = db({"check", "--db", url("a.db")});
  EXPECT_EQ(named.code, 3);
  EXPECT_NE(named.err.find("db restore"), std::string::npos) << named.err;
}

}  // namespace
}  // namespace linquan::cli
