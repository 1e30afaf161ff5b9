#include <cstdio>
#include <nlohmann/json.hpp>
#include <string>

#include "commands.h"
#include "figures.h"
#include "linquan/demo/demo.h"
#include "measure.h"

namespace linquan::cli {

Result<void> run_demo_city(demo::Request const& options, Console const& console, Progress& progress) {
  Stopwatch const watch;
  tell(console, "demo_begins", {{"people", grouped(options.people)}, {"folder", options.folder.string()}});
  auto const made = demo::write(options, progress);
  if (!made) {
    return tl::unexpected<Error>{made.error()};
  }
  if (console.json) {
    nlohmann::ordered_json const object{{"people", made->people},
                                        {"buildings", made->buildings},
                                        {"compounds", made->compounds},
                                        {"outlets", made->outlets},
                                        {"streets", made->streets},
                                        {"seconds", watch.seconds()},
                                        {"peak_memory_bytes", peak_memory_bytes()}};
    std::fputs((object.dump() + "\n").c_str(), console.out);
    return {};
  }
  auto const text = console.messages.say("demo_done", {{"people", grouped(made->people)},
                                                       {"buildings", grouped(made->buildings)},
                                                       {"compounds", grouped(made->compounds)},
                                                       {"outlets", grouped(made->outlets)},
                                                       {"streets", grouped(made->streets)},
                                                       {"folder", options.folder.string()}});
  std::fputs((text + "\n").c_str(), console.out);
  return {};
}

}  // namespace linquan::cli
