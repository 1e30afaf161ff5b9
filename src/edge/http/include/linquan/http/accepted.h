#pragma once

#include <string_view>

#include "linquan/words/messages.h"

namespace linquan::http {

/// The language of Accept-Language that we speak and that is wanted most; Chinese where both or neither are.
words::Language language_wanted(std::string_view accept_language);

/// Whether Accept-Encoding takes gzip.
bool takes_gzip(std::string_view accept_encoding);

/// Whether If-None-Match names the ETag, weakly compared, or any.
bool names_etag(std::string_view if_none_match, std::string_view etag);

/// Whether a caller's X-Request-Id may stand in our log: 1 to 64 letters, digits, dots, hyphens and underscores.
bool is_request_id(std::string_view text);

/// The last address of X-Forwarded-For, which the nearest proxy wrote; empty where there is none.
std::string_view forwarded_address(std::string_view forwarded_for);

}  // namespace linquan::http
