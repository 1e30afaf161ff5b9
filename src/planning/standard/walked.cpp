#include "linquan/standard/walked.h"

#include <utility>

namespace linquan::standard {

Result<reach::Streets> walked_streets(city::City const& city, reach::Walker const& walker,
                                      std::span<reach::Edit const> edits) {
  reach::Streets streets{city.streets, walker};
  if (auto changed = reach::change_streets(streets, city, edits); !changed) {
    return hand_on(changed);
  }
  return streets;
}

Result<WalkedBook::Made const*> WalkedBook::of(reach::Walker const& walker) {
  for (auto const& made : made_) {
    if (made->walker.person.id == walker.person.id && made->walker.unit == walker.unit &&
        made->walker.minute == walker.minute) {
      return made.get();
    }
  }
  reach::Streets const mapped{city_.streets, walker};
  auto streets = mapped;
  if (auto changed = reach::change_streets(streets, city_, edits_); !changed) {
    return hand_on(changed);
  }
  reach::Homes homes{city_.homes, streets};
  made_.push_back(std::make_unique<Made const>(Made{walker, mapped, std::move(streets), std::move(homes)}));
  return made_.back().get();
}

}  // namespace linquan::standard
