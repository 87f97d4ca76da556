#include "terminal/quantities.hpp"

#include <fmt/format.h>

#include <algorithm>

#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

/// A number and the letters behind it.
struct Quantity {
  double number = 0;
  std::string unit;
};

std::optional<std::vector<Quantity>> quantities_in(const std::string& text) {
  std::vector<Quantity> result;
  const char* place = text.data();
  const char* const end = place + text.size();
  while (place != end) {
    Quantity quantity;
    if (*place != '.' && !std::isdigit(static_cast<unsigned char>(*place)))
      return std::nullopt;  // "inf", "-1"
    const auto [rest, error] = std::from_chars(place, end, quantity.number);
    if (error != std::errc() || !(quantity.number >= 0)) return std::nullopt;
    for (place = rest; place != end && (std::isalpha(static_cast<unsigned char>(*place)) || *place == ' ');
         ++place)
      if (*place != ' ') quantity.unit += static_cast<char>(std::tolower(static_cast<unsigned char>(*place)));
    result.push_back(std::move(quantity));
  }
  if (result.empty()) return std::nullopt;
  return result;
}

[[noreturn]] void fail(const std::string& option, const std::string& text, const std::string& expected) {
  throw Error(ErrorCode::bad_input, fmt::format("{}: expected {}, not '{}'", option, expected, text));
}

constexpr double minute = 60, hour = 3600, day = 86400;
constexpr double kibi = 1024;

std::optional<double> as_seconds(const std::vector<Quantity>& parts) {
  static const std::map<std::string, double, std::less<>> units = {
      {"", 1}, {"s", 1}, {"m", minute}, {"min", minute}, {"h", hour}, {"d", day}};
  double seconds = 0;
  for (const Quantity& part : parts) {
    const auto unit = units.find(part.unit);
    if (unit == units.end()) return std::nullopt;
    seconds += part.number * unit->second;
  }
  return seconds;
}

}  // namespace

double seconds_from(const std::string& text, const std::string& option) {
  const auto parts = quantities_in(text);
  const auto seconds = parts ? as_seconds(*parts) : std::nullopt;
  if (!seconds || *seconds <= 0) fail(option, text, "a time such as 90s, 10m or 1.5h");
  return *seconds;
}

double bytes_from(const std::string& text, const std::string& option) {
  static const std::map<std::string, double, std::less<>> units = {
      {"", 1}, {"k", kibi}, {"m", kibi * kibi}, {"g", kibi * kibi * kibi}, {"t", kibi * kibi * kibi * kibi}};
  const auto parts = quantities_in(text);
  if (parts && parts->size() == 1) {
    std::string unit = parts->front().unit;
    for (const char* ending : {"ib", "b"})
      if (unit.ends_with(ending)) unit.resize(unit.size() - std::string_view(ending).size());
    const auto known = units.find(unit);
    if (known != units.end() && parts->front().number > 0) return parts->front().number * known->second;
  }
  fail(option, text, "a size such as 512M or 4G");
}

sweeps::Budget budget_from(const std::string& text, const char* expected) {
  sweeps::Budget budget;
  std::size_t begin = 0;
  for (bool more = true; more;) {
    const std::size_t comma = text.find(',', begin);
    const std::string part = text.substr(begin, comma - begin);
    more = comma != std::string::npos;
    begin = comma + 1;
    auto parts = quantities_in(part);
    if (parts && std::all_of(parts->begin(), parts->end(), [](const Quantity& q) { return q.number <= 0; }))
      parts.reset();  // of nothing nothing comes
    constexpr double exact = 9e15;
    const auto whole = parts && parts->size() == 1 && parts->front().number < exact &&
                       parts->front().number == std::floor(parts->front().number);
    const std::string unit = whole ? parts->front().unit : "";
    const auto seconds = parts ? as_seconds(*parts) : std::nullopt;
    const auto once = [&](bool given, const char* what) {
      if (given)
        throw Error(ErrorCode::bad_input,
                    fmt::format("--budget {}: has two {}; give one of each kind", text, what));
    };
    if (unit == "run" || unit == "runs") {
      once(budget.runs.has_value(), "numbers of runs");
      budget.runs = static_cast<std::size_t>(parts->front().number);
    } else if (unit == "epoch" || unit == "epochs") {
      once(budget.epochs.has_value(), "numbers of epochs");
      budget.epochs = static_cast<std::int64_t>(parts->front().number);
    } else if (seconds && !parts->front().unit.empty()) {
      once(budget.seconds.has_value(), "times");
      budget.seconds = *seconds;
    } else {
      fail("--budget", part, expected);
    }
  }
  return budget;
}

std::string bytes_text(double bytes) {
  const double mebi = bytes / kibi / kibi;
  return mebi < kibi ? fmt::format("{:.{}f} MiB", mebi, mebi < 10 ? 1 : 0)
                     : fmt::format("{:.1f} GiB", mebi / kibi);
}

std::string counted(std::size_t count, const std::string& noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

}  // namespace tryall::cli
