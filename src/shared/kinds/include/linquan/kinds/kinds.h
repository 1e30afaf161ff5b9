#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/result.h"

namespace linquan::kinds {

/// The number of a kind in its table: dense, in file order, small enough for arrays. The stable name is Kind::id.
using KindIndex = std::uint16_t;

/// How an outlet reaches its customers.
enum class Serving : std::uint8_t { at_stand = 1, at_home = 2, by_telephone = 4 };
/// A set of Serving values, or-ed.
using ServingSet = std::uint8_t;

/// key=value, all of which must hold; "*" as value: any. A rule may also ask for words in the name or opening hours.
struct TagRule {
  std::vector<std::pair<std::string, std::string>> tags;     ///< at least one
  std::vector<std::pair<std::string, std::string>> without;  ///< none of these may hold
  std::vector<std::string> name_contains;                    ///< one of these words; empty: any name
  int opens_before_minute = -1;  ///< breakfast: opens before this minute of a weekday; -1: not asked
  bool area_known = false;       ///< speaks only for objects whose size is known
  bool weak = false;  ///< the tag often means something else: used only where no strong rule gives the object a kind
};

struct Kind {
  std::string id;
  std::string zh;
  std::string en;
  std::string class_;  ///< the programme's class, as the source writes it
  std::string level;   ///< block, 5, 10, 15
  std::optional<int> minutes;
  std::optional<int> metres;
  std::string per_population;
  std::string source;  ///< with its mark [V], [K] or [U]
  std::vector<TagRule> osm;
  /// "060200" covers 0602xx, "060000" 06xxxx; a trailing '+' asks for one of the keywords in the name as well.
  std::vector<std::string> amap_codes;
  std::vector<std::string> keywords;  ///< in names and in a register's 业态 column; a trailing '$': only at the end
  std::vector<std::string> aliases;   ///< other words for the kind in registers, misspellings that are met included
  ServingSet serving = static_cast<ServingSet>(Serving::at_stand);
  bool roams = false;  ///< carts and morning markets: one outlet stands in several places, each with its hours
  std::vector<std::string> hosts;  ///< ids of kinds whose outlets may take this one on as well (一店多能)
  bool premises = false;           ///< fits an ordinary shop or room on a street front
  /// Parks and sports grounds: the level follows from the size, [min, max); 0: no bound on that side.
  std::int64_t area_min_square_metres = 0;
  std::int64_t area_max_square_metres = 0;
  bool area_unknown_counts = true;  ///< whether an object of unknown size is of this kind
};

/// What is known of an object that may be an outlet.
struct Evidence {
  std::span<std::pair<std::string_view, std::string_view> const> tags;
  std::string_view name;
  std::string_view amap_code;
  std::string_view kind_text;      ///< a register's own word: 业态, 类别
  int opens_at_minute = -1;        ///< earliest opening minute on a weekday where hours are known
  double area_square_metres = -1;  ///< land; negative: not known
};

struct Tables;

/// The table of kinds: the built-in one, or a city's own file of the same form.
class Kinds {
 public:
  /// bad_input   `kinds_file` with line, field and what is expected; `yaml_syntax` where it is no YAML
  static Result<Kinds> parse(std::string_view yaml, std::string_view file_name);
  /// standards/kinds.yaml as it was built in.
  static Kinds const& built_in();

  [[nodiscard]] std::span<Kind const> all() const;
  [[nodiscard]] Kind const& operator[](KindIndex index) const { return all()[index]; }
  [[nodiscard]] std::size_t size() const { return all().size(); }
  [[nodiscard]] std::optional<KindIndex> find(std::string_view id) const;
  /// Every kind the evidence speaks for (一店多能), ascending, without doubles; empty where none.
  ///
  /// Tags, the AMap code and a register's word add up; keywords in the name speak only where these say nothing.
  [[nodiscard]] std::vector<KindIndex> match(Evidence const& evidence) const;
  /// A register's word → kinds: exact id, Chinese or English name, alias, then keyword, then the nearest alias at most
  /// one character away (doubtful). Several words separated by 、，,;/+ or spaces give several kinds.
  struct WordMatch {
    std::vector<KindIndex> kinds;
    bool doubtful = false;             ///< a misspelling was guessed
    std::vector<std::string> unknown;  ///< words that say nothing to us
  };
  [[nodiscard]] WordMatch from_words(std::string_view cell) const;

 private:
  explicit Kinds(std::shared_ptr<Tables const> tables);
  std::shared_ptr<Tables const> tables_;  ///< never changed, so that copies share it
};

}  // namespace linquan::kinds
