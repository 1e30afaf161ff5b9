#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linquan/base/result.h"
#include "linquan/http/request.h"
#include "linquan/words/messages.h"

namespace linquan::http {

class Listener;

inline constexpr std::string_view json_type = "application/json; charset=utf-8";

/// What goes back. A handler fills status, type, body and how long it may be kept; finish() does the rest.
struct Answer {
  unsigned status = 200;
  std::string type{json_type};
  std::string body;
  std::string kept{"no-cache"};  ///< Cache-Control; "no-cache": may be kept, and is asked for again with its ETag
  std::vector<std::pair<std::string, std::string>> fields;  ///< further lines of the head
  std::string etag;                                         ///< with its quotes; empty: made from the body
  bool zipped = false;               ///< the body is gzip already: unzipped for those who cannot read it
  std::shared_ptr<Listener> stream;  ///< what follows the head instead of a body: events.h
};

/// A refusal on its way out: an error, and what HTTP has to say beside it.
struct Problem {
  unsigned status = 500;
  Error error;
  std::optional<std::chrono::seconds> retry_after;
};

/// What sort of "no" it is, in HTTP's words.
unsigned status_of(ErrorKind kind);
Problem problem_of(Error error);
/// "Not Found": HTTP's own word for a status that this server sends.
std::string_view reason_of(unsigned status);

/// The problem as RFC 9457 writes it, with the sentence in the language of `messages`. What broke inside the machine
/// is not told: the log has it under the request's id.
Answer answer_of(Problem const& problem, words::Messages const& messages, std::string_view request_id);

/// What every answer bears: an ETag (and 304 where the asker has that answer already), gzip where it is read and worth
/// it, the request's id and the lines that keep browsers from harm. Of HEAD the body stays for its length.
void finish(Request const& request, Answer& answer);

/// The lines that keep browsers from harm, for answers that pass finish() by.
void add_security_fields(Answer& answer);

}  // namespace linquan::http
