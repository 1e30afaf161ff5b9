#include "settings.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "fixtures.h"

namespace linquan::cli {
namespace {

Error refusal(std::string_view yaml) {
  Folder const folder{"settings"};
  auto const settings = read_settings(folder.write("linquan.yaml", yaml));
  return settings ? Error{} : settings.error();
}

TEST(Settings, ReadLanguageAndImport) {
  Folder const folder{"settings"};
  auto const settings = read_settings(folder.write("linquan.yaml",
                                                   "language: zh\n"
                                                   "import:\n"
                                                   "  osm: [a.osm.pbf, /data/b.osm.pbf]\n"
                                                   "  population: people.csv\n"
                                                   "  outlets: shops.xlsx\n"
                                                   "  crs: gcj02\n"
                                                   "  columns: { name: 店名 }\n"
                                                   "  out: town.city\n"
                                                   "  lists: lists\n"));
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->language, Language::zh);
  ASSERT_TRUE(settings->import);
  auto const& request = settings->import->request;
  EXPECT_EQ(request.osm.at(0), folder.path() / "a.osm.pbf") << "paths start from the configuration's folder";
  EXPECT_EQ(request.osm.at(1), "/data/b.osm.pbf");
  EXPECT_EQ(request.population, folder.path() / "people.csv");
  EXPECT_EQ(request.outlets.size(), 1U);
  EXPECT_EQ(request.crs, "gcj02");
  EXPECT_EQ(request.columns.at("name"), "店名");
  EXPECT_EQ(settings->import->out, folder.path() / "town.city");
  EXPECT_EQ(settings->import->lists, folder.path() / "lists");
}

TEST(Settings, MayBeEmpty) {
  Folder const folder{"settings"};
  auto const settings = read_settings(folder.write("linquan.yaml", "# nothing is set\n"));
  ASSERT_TRUE(settings);
  EXPECT_FALSE(settings->import);
}

TEST(Settings, RefuseWhatTheyDoNotKnowWithLineAndName) {
  auto const error = refusal("language: en\nimport:\n  osmm: a.pbf\n");
  EXPECT_EQ(error.code, "setting_unknown");
  EXPECT_EQ(error.args.at(1).second, "3");
  EXPECT_EQ(error.args.at(2).second, "import.osmm");
}

TEST(Settings, RefuseValuesOfTheWrongSort) {
  EXPECT_EQ(refusal("language: fr\n").code, "setting_expects_language");
  EXPECT_EQ(refusal("import: town\n").code, "setting_expects_map");
  EXPECT_EQ(refusal("import:\n  out: [a, b]\n").code, "setting_expects_text");
  EXPECT_EQ(refusal("import:\n  columns: name\n").code, "setting_expects_map");
  EXPECT_EQ(refusal("- language\n").code, "setting_expects_map");
  EXPECT_EQ(refusal("language: [\n").code, "settings_not_yaml");
}

TEST(Settings, RefuseAMissingFile) {
  auto const settings = read_settings("no/such/linquan.yaml");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, "file_unreadable");
}

}  // namespace
}  // namespace linquan::cli
