#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "linquan/base/file.h"
#include "linquan/tables/zip.h"
#include "served.h"

/// Registers over HTTP: looked through first, carried out in portions, taken back.
namespace linquan::api {
namespace {

using http::Method;
using identity::Grant;
using identity::Level;
using identity::Role;
using nlohmann::json;

constexpr auto* upload = "/api/v1/registers?name=C:%5Cregister.csv";

class RegistersApi : public Served {
 protected:
  std::string const bureau = token_with({Grant{Role::city_bureau, Level::city, ""}});
  std::string const district = token_with({Grant{Role::district_bureau, Level::district, "320302"}});
  std::string const worker = token_with({Grant{Role::community_worker, Level::community, "320302001001"}});

  Told sent(std::string const& bytes, std::string const& token, std::string const& target = upload) {
    return send_bytes(Method::post, target, bytes, {.token = token, .content_type = "text/csv"});
  }
  json looked_through(std::string const& bytes) {
    auto const told = sent(bytes, bureau);
    EXPECT_EQ(told.status, 201U) << told.text;
    return told.body;
  }
  json rows(json const& kept, int part = 0) {
    auto const told = get(path(kept, "/rows?part=" + std::to_string(part)), {.token = bureau});
    EXPECT_EQ(told.status, 200U) << told.text;
    return told.body["rows"];
  }
  static std::string path(json const& kept, std::string const& what) {
    return "/api/v1/registers/" + kept["id"].get<std::string>() + what;
  }
  /// Carries out everything, or takes it back; how often it was asked for.
  json to_the_end(json const& kept, std::string const& what, std::string const& end) {
    json now{{"state", ""}};
    for (auto i = 0; i < 100 && now["state"] != end; ++i) {
      auto const body = what == "/apply" ? std::optional{json{{"added", true}, {"changed", true}}} : std::nullopt;
      auto const told = send(Method::post, path(kept, what), body, {.token = bureau});
      EXPECT_EQ(told.status, 200U) << told.text;
      now = told.body;
    }
    EXPECT_EQ(now["state"], end);
    return now;
  }
  std::size_t found(std::string const& query) { return get("/api/v1/search?" + query).body["all"]; }
  /// Two who are there (one gets a telephone, one a place), a new one, one twice, one of no kind, one of an odd
  /// telephone.
  std::string register_of_town() {
    auto const door = current_.get()->town().imported().homes[1].door;
    auto const place = std::to_string(geo::lon_degrees(door)) + "," + std::to_string(geo::lat_degrees(door));
    return "名称,业态,联系电话,地址,经度,纬度\n"
           "Hope,药店,１３８１２３４５６７８,," +
           at_door(0) +
           "\n"
           "Grace,药店,0516-83712345,Lotus Road 5," +
           place +
           "\n"
           "Grace,药店,0516-83712345,Lotus Road 5," +
           place +
           "\n"
           "Mystery,qqqq,,,\n"
           "Bread,药店,12,Nowhere Lane 3,,\n";
  }
  std::string at_door(std::size_t home) {
    auto const door = current_.get()->town().imported().homes[home].door;
    return std::to_string(geo::lon_degrees(door)) + "," + std::to_string(geo::lat_degrees(door));
  }
};

TEST_F(RegistersApi, AnswersWhatIsSentAgainWithoutReadingIt) {
  auto const again = [&](std::string const& bytes) {
    return send_bytes(Method::post, upload, bytes, {.token = bureau, .key = "the-same", .content_type = "text/csv"});
  };
  auto const first = again(register_of_town());
  ASSERT_EQ(first.status, 201U) << first.text;
  EXPECT_EQ(first.field("Idempotent-Replayed"), "");
  auto const bytes = register_of_town();
  // Without a city nothing could be read.
  current_.set(nullptr);
  auto const second = again(bytes);
  EXPECT_EQ(second.status, 201U) << second.text;
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(second.field("Idempotent-Replayed"), "true");
  EXPECT_EQ(again(bytes + "x").code(), "idempotency_conflict");
  EXPECT_EQ(sent(bytes, bureau).code(), "http_not_ready") << "another key is another upload";
}

TEST_F(RegistersApi, SaysInTheReadersWordsWhyAWorkbookCannotBeRead) {
  auto const detail = [&](std::string const& bytes, std::string const& language) {
    Sent as{.token = bureau, .language = language};
    as.content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    auto const told = send_bytes(Method::post, "/api/v1/registers?name=a.xlsx", bytes, as);
    EXPECT_EQ(told.code(), "table_unreadable") << told.text;
    return told.body["detail"].get<std::string>();
  };
  EXPECT_EQ(detail("PK\x03\x04 and no more", "zh"),
            "无法将 a.xlsx 作为表格读取（不是完整的 Excel 工作簿）。请用原软件打开并重新保存后再试。");
  EXPECT_NE(detail("PK\x03\x04 and no more", "en").find("it is no whole workbook"), std::string::npos);
  // A whole archive that is no workbook: what the reader says of it is English, and stays out of the sentence.
  std::filesystem::remove_all(files_);
  std::filesystem::create_directories(files_ / "in");
  ASSERT_TRUE(write_file(files_ / "in" / "a.txt", "no sheet"));
  ASSERT_TRUE(tables::write_zip(files_ / "a.zip", files_ / "in"));
  auto const archive = read_file(files_ / "a.zip", 10'000);
  std::filesystem::remove_all(files_);
  ASSERT_TRUE(archive);
  EXPECT_EQ(detail(*archive, "zh"),
            "无法将 a.xlsx 作为表格读取（文件已损坏，或内容与扩展名不符）。请用原软件打开并重新保存后再试。");
}

TEST_F(RegistersApi, SaysWhatItUnderstoodAndChangesNothing) {
  auto const before = get("/api/v1/outlets/70").text;
  auto const kept = looked_through(register_of_town());
  auto const& understood = kept["understood"];
  EXPECT_EQ(understood["file"], "register.csv");
  EXPECT_EQ(understood["columns"][2], (json{{"column", "联系电话"}, {"field", "telephone"}}));
  EXPECT_EQ(understood["rows"], 5);
  EXPECT_EQ(understood["changed"], 1);
  EXPECT_EQ(understood["added"], 2);
  EXPECT_EQ(understood["unplaced"], 1);
  EXPECT_EQ(understood["wrong"], 2);
  auto const fault = [&](std::string const& code) {
    for (auto const& one : understood["faults"]) {
      if (one["code"] == code) {
        return one;
      }
    }
    return json{};
  };
  EXPECT_EQ(fault("row_of_no_kind"), (json{{"line", 5},
                                           {"field", "kind"},
                                           {"code", "row_of_no_kind"},
                                           {"value", "qqqq"},
                                           {"taken", false},
                                           {"why", "Neither “qqqq” nor the name says what kind of outlet this is."}}));
  EXPECT_EQ(fault("register_twice")["line"], 4);
  EXPECT_EQ(fault("telephone_odd")["taken"], true);
  EXPECT_EQ(fault("telephone_odd")["value"], "12");
  auto const list = rows(kept);
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0]["outlet"], "70");
  EXPECT_EQ(list[0]["matched_by"], "place");
  EXPECT_EQ(list[0]["fields"], json{"telephone"});
  EXPECT_EQ(list[0]["to"]["telephone"], "13812345678");
  EXPECT_EQ(list[0]["now"]["telephone"], nullptr);
  EXPECT_EQ(list[1]["outlet"], nullptr);
  EXPECT_EQ(list[1]["now"], nullptr);
  EXPECT_EQ(get("/api/v1/outlets/70").text, before);
  EXPECT_EQ(found("q=grace"), 0U);
}

TEST_F(RegistersApi, IsCarriedOutOnceCountsAtOnceAndCanBeTakenBack) {
  auto const before = get("/api/v1/outlets/70").body;
  auto const kept = looked_through(register_of_town());
  auto const done = to_the_end(kept, "/apply", "applied");
  EXPECT_EQ(done["fates"]["made"], 3);
  EXPECT_EQ(get("/api/v1/outlets/70").body["telephone"], "13812345678");
  EXPECT_EQ(found("q=grace"), 1U);
  EXPECT_EQ(get("/api/v1/circle?outline=no&minutes=15&at=" + at(0)).body["outlets"]["pharmacy"]["count"], 3);
  auto const unplaced = get("/api/v1/unplaced").body["outlets"];
  EXPECT_TRUE(std::any_of(unplaced.begin(), unplaced.end(), [](json const& one) { return one["name"] == "Bread"; }));
  auto const again =
      send(Method::post, path(kept, "/apply"), json{{"added", true}, {"changed", true}}, {.token = bureau});
  EXPECT_EQ(again.status, 409U);
  EXPECT_EQ(again.code(), "register_done");
  EXPECT_EQ(looked_through(register_of_town())["understood"]["added"], 0) << "the second time everything is there";
  EXPECT_EQ(to_the_end(kept, "/undo", "undone")["fates"]["undone"], 3);
  auto after = get("/api/v1/outlets/70").body;
  after["version"] = before["version"];
  after["change"] = before["change"];
  EXPECT_EQ(after, before);
  EXPECT_EQ(found("q=grace"), 0U);
}

TEST_F(RegistersApi, LeavesWhatSomebodyChangedSinceAndSaysSo) {
  auto const kept = looked_through(register_of_town());
  auto const somebody = token_with({Grant{Role::city_bureau, Level::city, ""}});
  send(Method::post, "/api/v1/outlets/70/changes", json{{"command", "correct"}, {"to", {{"chain", "Bright"}}}},
       {.token = somebody});
  EXPECT_EQ(to_the_end(kept, "/apply", "applied")["fates"]["refused"], 1);
  EXPECT_EQ(rows(kept)[0]["refusal"], "directory_changed");
  EXPECT_EQ(rows(kept)[0]["why"],
            "Somebody else changed this outlet in the meantime. Look at it again and repeat the change.");
  EXPECT_EQ(get("/api/v1/outlets/70").body["chain"], "Bright");
}

TEST_F(RegistersApi, IsPrivateAndForThoseWhoMayImport) {
  auto const kept = looked_through(register_of_town());
  EXPECT_EQ(get(path(kept, ""), {.token = district}).status, 404U);
  EXPECT_EQ(get(path(kept, ""), {.token = worker}).status, 403U);
  EXPECT_EQ(sent(register_of_town(), worker).status, 403U);
  auto const own = sent("名称,业态,地址,经度,纬度\nFaith Too,药店,Maple 1," + at_door(2) + "\n", district);
  ASSERT_EQ(own.status, 201U) << own.text;
  EXPECT_EQ(own.body["understood"]["added"], 0);
  EXPECT_EQ(own.body["understood"]["faults"][0]["code"], "register_elsewhere");
}

TEST_F(RegistersApi, TellsOfARowWithoutANameBeforeItIsCarriedOut) {
  auto const kept = looked_through("名称,业态,地址\n,药店,Lotus Road 7\n");
  EXPECT_EQ(kept["understood"]["added"], 0) << kept;
  EXPECT_EQ(kept["understood"]["wrong"], 1) << kept;
}

TEST_F(RegistersApi, RefusesWhatIsNoTableWithASentence) {
  EXPECT_EQ(sent("\"open\n", bureau).status, 422U);
  EXPECT_EQ(sent("a,b\n1,2\n", bureau).code(), "outlets_no_place");
  EXPECT_EQ(sent(register_of_town(), bureau, "/api/v1/registers?crs=mars").code(), "crs_unknown");
  EXPECT_EQ(sent(register_of_town(), bureau, "/api/v1/registers?columns=name").code(), "register_columns");
  EXPECT_EQ(sent(register_of_town(), bureau, "/api/v1/registers?columns=name=xyz").code(), "column_missing");
  EXPECT_EQ(send_bytes(Method::post, upload, "{}", {.token = bureau, .content_type = "application/zip"}).status, 415U);
}

TEST_F(RegistersApi, ShowsLongCellsInWholeCharacters) {
  std::string mystery{"x"};
  for (auto i = 0; i < 100; ++i) {
    mystery += "谜";
  }
  auto const kept = looked_through("名称,业态\nA," + mystery + "\n");
  EXPECT_EQ(kept["understood"]["faults"][0]["value"].get<std::string>(), mystery.substr(0, 199));
}

TEST_F(RegistersApi, WantsAKeyBeforeItReadsAnything) {
  auto const told = send_bytes(Method::post, upload, "not looked at",
                               {.token = bureau, .content_type = "text/csv", .without_key = true});
  EXPECT_EQ(told.code(), "idempotency_key");
}

TEST_F(RegistersApi, TellsTheFirstThousandOfManyWrongRows) {
  std::string many{"名称,业态\n"};
  for (auto i = 0; i < 100'000; ++i) {
    many += "x" + std::to_string(i) + ",qqqq\n";
  }
  auto const begin = std::chrono::steady_clock::now();
  auto const understood = looked_through(many)["understood"];
  auto const took = std::chrono::steady_clock::now() - begin;
  EXPECT_LT(took, std::chrono::seconds{30}) << "the deadline of an answer";
  EXPECT_EQ(understood["wrong"], 100'000);
  EXPECT_EQ(understood["faults"].size(), 1000U);
  EXPECT_EQ(understood["faults_all"], 100'000);
  RecordProperty("milliseconds", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(took).count()));
}

}  // namespace
}  // namespace linquan::api
