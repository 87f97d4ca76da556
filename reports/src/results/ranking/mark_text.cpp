#include <fmt/format.h>

#include "tryall/reports/results/score.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {

std::string mark_text(const GroupPlace& place) {
  using statistics::TieMark;
  switch (place.tie.mark) {
    case TieMark::best:
      return "best";
    case TieMark::tied:
      return "=";
    case TieMark::behind:
      return "";
    case TieMark::no_spread:
      return "no spread";
    case TieMark::not_compared:
      break;
  }
  if (place.diverged > 0) return fmt::format("diverged {} of {}", place.diverged, place.n);
  if (place.n < statistics::fewest_for_interval) return fmt::format("n = {}", place.n);
  return place.rank == 0 ? "no value" : "not compared";
}

}  // namespace tryall::reports
