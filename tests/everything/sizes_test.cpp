#include "tryall/everything/sizes.hpp"

#include "catch.hpp"
#include "tryall/error.hpp"

namespace sizes_test {

using tryall::Error;
using tryall::Task;
using namespace tryall::everything;

namespace {

Facts facts(std::size_t learning) {
  return {.task = Task::classification,
          .sealed = learning / 4,
          .learning = learning,
          .features = 10,
          .classes = 2};
}

}  // namespace

TEST_CASE("a budget of epochs is kept, and most of it goes to the search") {
  for (const std::size_t learning : {40U, 500U, 5000U, 500000U})
    for (const std::int64_t budget : {500, 2000, 20000, 1000000}) {
      INFO(learning << " rows, " << budget << " epochs");
      const Sizes sizes = sizes_for(facts(learning), budget);
      CHECK(sizes.epochs_in_all() <= budget);
      const auto each = static_cast<std::int64_t>(sizes.seeds) * sizes.epochs;
      CHECK(sizes.epochs_in_all() + each > budget);
      CHECK(sizes.configs >= 2);
      CHECK(sizes.epochs <= usual_epochs(facts(learning)));
      if (budget >= 20000) CHECK(5 * static_cast<std::int64_t>(sizes.configs) * each > 2 * budget);
    }
}

TEST_CASE("few rows are cross-validated, unless they have an order") {
  CHECK(sizes_for(facts(300), 5000).folds == 5);
  CHECK(sizes_for(facts(300), 5000).seeds == 5);
  CHECK(sizes_for(facts(30000), 5000).folds == 0);
  Facts ordered = facts(300);
  ordered.ordered = true;
  CHECK(sizes_for(ordered, 5000).folds == 0);
}

TEST_CASE("a budget that is too small is refused with one that is enough") {
  const auto needed = [](std::int64_t budget) {
    try {
      sizes_for(facts(300), budget);
    } catch (const Error& error) {
      const std::string text = error.what();
      return std::stoll(text.substr(text.find("at least ") + 9));
    }
    return 0LL;
  };
  const std::int64_t enough = needed(10);
  CHECK(enough > 10);
  CHECK(needed(enough - 1) == enough);
  CHECK(sizes_for(facts(300), enough).configs == 2);
}

TEST_CASE("a time allows for longer trainings the more epochs fit into it") {
  CHECK(sizes_for_time(facts(300), 500).epochs == 3);
  CHECK(sizes_for_time(facts(300), 1e6).epochs == usual_epochs(facts(300)));
  CHECK(sizes_for_time(facts(300), 200).variants == 0);
  CHECK(sizes_for_time(facts(300), 1e6).variants > 0);
}

}  // namespace sizes_test
