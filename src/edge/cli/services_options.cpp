#include "services_options.h"

#include "options_of.h"

namespace linquan::cli {

Result<ServicesOptions> read_services(Given const& given) {
  ServicesOptions options;
  options.city = given.city;
  options.area = given.value("area");
  if (options.area.empty()) {
    return tl::unexpected<Error>{missing("services", "AREA")};
  }
  options.out = given.file("out");
  if (options.out) {
    auto const extension = options.out->extension();
    if (extension != ".xlsx" && extension != ".csv" && extension != ".html") {
      return refuse(ErrorKind::usage, "out_format",
                    {{"path", options.out->string()}, {"allowed", ".xlsx, .csv, .html"}});
    }
  }
  return options;
}

}  // namespace linquan::cli
