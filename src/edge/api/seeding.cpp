#include "linquan/api/seeding.h"

#include "linquan/programme/programme.h"
#include "linquan/store/circles.h"

namespace linquan::api {

Result<std::uint64_t> seed_circles(store::Store& store, city::City const& city) {
  auto const circles = programme::circles_of(city);
  auto const port = store::circles();
  return store.write([&](UnitOfWork& work) -> Result<std::uint64_t> { return port->seed(work, circles); });
}

}  // namespace linquan::api
