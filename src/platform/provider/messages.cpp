#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "linquan/provider/simulated.h"

namespace linquan::provider {
namespace {

constexpr std::size_t body_bytes_max = 4'096;
constexpr std::size_t transaction_bytes_max = 100;

using Fields = std::map<std::string, std::string, std::less<>>;

/// The fields of `a=1&b=2`; nullopt where one has no name or comes twice.
std::optional<Fields> fields_in(std::string_view body) {
  Fields fields;
  while (!body.empty()) {
    auto const end = std::min(body.find('&'), body.size());
    auto const pair = body.substr(0, end);
    body.remove_prefix(std::min(end + 1, body.size()));
    auto const equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0 ||
        !fields.emplace(pair.substr(0, equals), pair.substr(equals + 1)).second) {
      return std::nullopt;
    }
  }
  return fields;
}

template <class Number>
std::optional<Number> number_in(Fields const& fields, std::string_view name) {
  auto const found = fields.find(name);
  Number number{};
  if (found == fields.end()) {
    return std::nullopt;
  }
  auto const& text = found->second;
  auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
  return read.ec == std::errc{} && read.ptr == text.data() + text.size() && number > 0 ? std::optional{number}
                                                                                       : std::nullopt;
}

bool is_transaction(std::string const& text) {
  return !text.empty() && text.size() <= transaction_bytes_max &&
         std::ranges::all_of(text, [](char c) { return c >= 0x21 && c <= 0x7e; });
}

std::optional<Said> notice_in(Fields const& fields) {
  auto const payment = number_in<std::uint64_t>(fields, "payment");
  auto const amount = number_in<std::int64_t>(fields, "amount");
  auto const transaction = fields.find("transaction");
  if (fields.size() != 3 || !payment || !amount || transaction == fields.end() ||
      !is_transaction(transaction->second)) {
    return std::nullopt;
  }
  return orders::Notice{orders::PaymentId{*payment}, transaction->second, Money{*amount}};
}

std::optional<Said> report_in(Fields const& fields) {
  using orders::RefundCommand;
  auto const refund = number_in<std::uint64_t>(fields, "refund");
  auto const state = fields.find("state");
  if (fields.size() != 2 || !refund || state == fields.end() ||
      (state->second != "refunded" && state->second != "failed")) {
    return std::nullopt;
  }
  return Report{orders::RefundId{*refund},
                state->second == "refunded" ? RefundCommand::report_refunded : RefundCommand::report_failed};
}

}  // namespace

std::string written(Said const& said) {
  if (auto const* const notice = std::get_if<orders::Notice>(&said)) {
    return "payment=" + std::to_string(notice->payment.value()) + "&transaction=" + notice->transaction +
           "&amount=" + std::to_string(notice->amount.fen);
  }
  auto const& report = std::get<Report>(said);
  return "refund=" + std::to_string(report.refund.value()) +
         "&state=" + (report.command == orders::RefundCommand::report_refunded ? "refunded" : "failed");
}

Result<Said> understood(std::string_view body) {
  auto const fields = body.size() <= body_bytes_max ? fields_in(body) : std::nullopt;
  auto said = !fields ? std::nullopt : fields->contains("refund") ? report_in(*fields) : notice_in(*fields);
  return said ? Result<Said>{std::move(*said)} : refuse(ErrorKind::bad_input, "provider_message");
}

std::string signature_of(std::string_view secret, std::string_view body) {
  auto const bytes = [](std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());  // libsodium reads bytes as unsigned.
  };
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes(secret), secret.size());
  crypto_auth_hmacsha256_update(&state, bytes(body), body.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  std::string text(mac.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), mac.data(), mac.size());
  text.pop_back();
  return text;
}

}  // namespace linquan::provider
