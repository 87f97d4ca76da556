#include <fmt/format.h>

#include <memory>
#include <string>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/utf8.hpp"

namespace tryall::cli {
namespace {

void add_fingerprint(CommandLine& command, Context& context) {
  auto expected = std::make_shared<std::string>();
  add_db_option(command, context);
  command.option("--expect", *expected, "Exit with status 1 if the fingerprint is not this one");
  command.action([expected, &context] {
    constexpr std::size_t digits = 32;
    const std::string wanted = in_small_letters(*expected);
    if (!wanted.empty() &&
        (wanted.size() != digits || wanted.find_first_not_of("0123456789abcdef") != std::string::npos))
      throw Error(ErrorCode::bad_input,
                  fmt::format("--expect {}: is no fingerprint, which has {} digits, 0 to 9 and a to f",
                              *expected, digits));
    const std::string found = reports::StoreReader(context.db).fingerprint();
    print(found + "\n");
    if (wanted.empty() || wanted == found) return;
    note(fmt::format("{}: expected {}; some stored result differs\n", context.db.string(), *expected));
    context.status = regression;
  });
}

}  // namespace

Command fingerprint_command() {
  return {.name = "fingerprint",
          .summary = "Print one hash over every stored result",
          .example = "tryall fingerprint --expect 0123456789abcdef0123456789abcdef",
          .add = add_fingerprint};
}

}  // namespace tryall::cli
