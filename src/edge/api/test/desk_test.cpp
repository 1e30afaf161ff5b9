#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "served.h"

/// The files that web/desk was built into, over HTTP.
namespace linquan::api {
namespace {

class DeskFiles : public Served {
 protected:
  DeskFiles() {
    std::filesystem::create_directories(folder_ / "inner.js");
    write("index.html", "<!doctype html><title>desk</title>");
    write("index-4f2a.js", "export {};");
    write("notes.txt", "not of the page");
    write("index-4f2a.js.map", "{}");
  }
  ~DeskFiles() override { std::filesystem::remove_all(folder_); }

  Told ask(std::string const& target) {
    http::Service const service{
        routes({current_, *store_, clock_, metrics_, people_, following_, nullptr, files_, folder_})};
    return send_to(service, http::Method::get, target, {}, {});
  }

 private:
  void write(std::string const& name, std::string_view text) const { std::ofstream{folder_ / name} << text; }

  std::filesystem::path const folder_ =
      std::filesystem::temp_directory_path() / ("linquan_desk_" + std::to_string(::getpid()));
};

TEST_F(DeskFiles, AreServedAndThePageIsAskedForAnewEachTime) {
  for (auto const* const target : {"/desk", "/desk/", "/desk/index.html"}) {
    auto const page = ask(target);
    EXPECT_EQ(page.status, 200U) << target;
    EXPECT_EQ(page.text, "<!doctype html><title>desk</title>");
    EXPECT_EQ(page.field("Cache-Control").find("immutable"), std::string::npos) << target;
  }
  auto const script = ask("/desk/index-4f2a.js");
  EXPECT_EQ(script.text, "export {};");
  EXPECT_NE(script.field("Cache-Control").find("immutable"), std::string::npos);
}

TEST_F(DeskFiles, AreNoOthersThanThePageNeeds) {
  for (auto const* const name : {"notes.txt", "index-4f2a.js.map", "inner.js", "index-0000.js"}) {
    auto const refused = ask("/desk/" + std::string{name});
    EXPECT_EQ(refused.status, 404U) << name;
    EXPECT_EQ(refused.code(), "desk_file_none") << name;
  }
}

TEST_F(DeskFiles, AreNotThereWhereNobodyNamesTheirFolder) {
  EXPECT_EQ(refusal("/desk/", 404), "desk_none");
  EXPECT_EQ(refusal("/desk/index-4f2a.js", 404), "desk_none");
}

}  // namespace
}  // namespace linquan::api
