#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "linquan/city/city.h"
#include "linquan/kinds/kinds.h"

/// What single cells of a table of outlets mean.
namespace linquan::city::outlets {

/// Upper case without spaces and hyphens; all that may be a code is kept, right or wrong.
std::string credit_code(std::string_view cell);

/// "解放路128号" and "文亭社区" → "解放路128号(文亭社区)": an outlet that cannot be placed stays in its community.
std::string with_community(std::string_view address, std::string_view community);

/// 到店, 上门, 配送, 电话 and the English words; `otherwise` where none of them is there.
kinds::ServingSet serving_from_words(std::string_view cell, kinds::ServingSet otherwise);

/// "配钥匙5元起、修鞋" → services with prices. A service whose word means one of the outlet's kinds stands under it,
/// any other under the first.
std::vector<Service> services_from_words(std::string_view cell, kinds::Kinds const& kinds,
                                         std::vector<kinds::KindIndex> const& of);

/// An amount as people write it ("5元起", "¥12.50", "1.5万") in fen; nullopt where there is none.
std::optional<std::int64_t> fen_from_words(std::string_view cell);

}  // namespace linquan::city::outlets
