#include <fmt/format.h>

#include <algorithm>

#include "ask_forms.hpp"

namespace tryall::reports {
namespace {

template <class Unfit>
void leave_out(Scores& scores, std::vector<std::string>& notes, const std::string& why, Unfit&& unfit) {
  const std::size_t count = std::erase_if(scores.list, unfit);
  if (count > 0) notes.push_back(fmt::format("left out: {} group{} {}", count, count == 1 ? "" : "s", why));
}

/// All groups of the sweep or store, those hidden of which no run meets the condition: picked by their
/// results they are still compared as some of all.
Scores scores_with_hidden(const StoreReader& store, const Asked& asked, std::vector<std::string>& notes) {
  const Scores shown = store.scores({asked.selection, asked.question.metrics});
  Selection all = asked.selection;
  all.where.clear();
  all.whole_groups = false;
  Scores scores = store.scores({all, asked.question.metrics});
  auto next = shown.list.begin();
  for (Score& score : scores.list) {
    score.hidden = next == shown.list.end() || next->id != score.id;
    if (!score.hidden) ++next;
  }
  const bool one = shown.list.size() == 1;
  if (!shown.list.empty())
    notes.push_back(fmt::format(
        "--where depends on results, so whole groups are shown: the {} group{} with a matching run, ranked "
        "among all {}",
        shown.list.size(), one ? "" : "s", scores.list.size()));
  return shown.list.empty() ? shown : scores;
}

}  // namespace

Scores asked_scores(const StoreReader& store, const Asked& asked, std::vector<std::string>& notes) {
  const Question& question = asked.question;
  Scores scores = asked.selection.whole_groups ? scores_with_hidden(store, asked, notes)
                                               : store.scores({asked.selection, question.metrics});
  if (scores.list.empty()) notes.emplace_back("no run matches");
  if (question.at_epoch)
    leave_out(scores, notes, fmt::format("with runs that end before epoch {}", *question.at_epoch),
              [](const Score& score) { return score.too_short; });
  leave_out(scores, notes,
            fmt::format("with fewer than {} seed{}", question.seeds_min, question.seeds_min == 1 ? "" : "s"),
            [&](const Score& score) { return score.n < question.seeds_min; });
  return scores;
}

}  // namespace tryall::reports
