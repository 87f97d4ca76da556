#include "search/rounds.hpp"

#include <numeric>

#include "search/halving_rounds.hpp"
#include "search/racing_rounds.hpp"
#include "search/tpe_rounds.hpp"

namespace tryall::sweeps {
namespace {

/// Everything that is planned, at once.
class OneRound final : public Rounds {
 public:
  explicit OneRound(std::size_t runs) : runs_(runs) {}

  std::optional<std::vector<std::size_t>> next(const Results&) override {
    if (given_) return std::nullopt;
    given_ = true;
    std::vector<std::size_t> all(runs_);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  bool over() const override { return given_; }
  std::size_t later() const override { return given_ ? 0 : runs_; }

 private:
  std::size_t runs_;
  bool given_ = false;
};

}  // namespace

std::unique_ptr<Rounds> make_rounds(const Plan& plan) {
  if (!plan.brackets.empty()) return std::make_unique<HalvingRounds>(plan);
  if (plan.rounds.empty()) return std::make_unique<OneRound>(plan.runs.size());
  if (plan.sweep.search.name == "racing") return std::make_unique<RacingRounds>(plan);
  return std::make_unique<TpeRounds>(plan);
}

}  // namespace tryall::sweeps
