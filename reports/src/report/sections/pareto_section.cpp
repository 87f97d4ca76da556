#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "run_time.hpp"
#include "sections.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_points = 2000;

/// A group's quality and cost.
struct Offer {
  std::size_t group = 0;
  GroupScore seconds;
  bool on_front = false;
};

std::vector<Offer> offers(const SweepData& data, const RunTime& time) {
  std::vector<Offer> result;
  for (const std::size_t group : data.order) {
    if (!data.comparable[group] || !data.scores[group].whole()) continue;
    Offer offer{.group = group, .seconds = {}};
    for (const Run& run : data.groups[group].runs) offer.seconds.values.push_back(time.of(run));
    offer.seconds.mean = statistics::mean(offer.seconds.values);
    offer.seconds.interval = statistics::t_interval(offer.seconds.values);
    if (offer.seconds.interval.low <= 0)
      offer.seconds.interval = {};  // a time is above 0, and its axis may be log
    result.push_back(std::move(offer));
  }
  std::stable_sort(result.begin(), result.end(), [&](const Offer& a, const Offer& b) {
    const double x = data.scores[a.group].mean, y = data.scores[b.group].mean;
    return x == y ? a.seconds.mean < b.seconds.mean : data.better(x, y);
  });
  return result;
}

/// Marks those that no other beats in both; offers stand best first, so one is on the front when it is
/// cheaper than all before it. Returns these, cheapest first.
std::vector<std::size_t> mark_front(std::vector<Offer>& offers) {
  std::vector<std::size_t> front;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (!front.empty() && offers[i].seconds.mean >= offers[front.back()].seconds.mean) continue;
    offers[i].on_front = true;
    front.push_back(i);
  }
  std::reverse(front.begin(), front.end());
  return front;
}

/// Keeps the front and the best of the others; returns the front's new places.
std::vector<std::size_t> keep(std::vector<Offer>& offers) {
  std::size_t room = most_points;
  std::erase_if(offers, [&](const Offer& offer) {
    if (room > 0) --room;
    return !offer.on_front && room == 0;
  });
  std::vector<std::size_t> front;
  for (std::size_t i = offers.size(); i-- > 0;)
    if (offers[i].on_front) front.push_back(i);
  return front;
}

/// The first of the leaderboard that is on offer: of equal means it need not be the cheapest.
const Offer& best_offer(const SweepData& data, const std::vector<Offer>& offers) {
  const auto is_offered = [&](std::size_t group) {
    return data.comparable[group] && data.scores[group].whole();
  };
  const std::size_t best = *std::find_if(data.order.begin(), data.order.end(), is_offered);
  return *std::find_if(offers.begin(), offers.end(), [&](const Offer& one) { return one.group == best; });
}

/// What the leaderboard says of a group beside the best.
const char* verdict_text(const SweepData& data, std::size_t group, std::size_t best) {
  if (group == best) return "";
  switch (standing_of(data, group).tie.mark) {
    case statistics::TieMark::tied:
      return "; statistically tied with it";
    case statistics::TieMark::not_compared:
      return "; too few seeds to say for certain";
    default:
      return "";
  }
}

/// The best, and what is next to it on the front.
std::string finding(const SweepData& data, const RunTime& time, const std::vector<Offer>& offers,
                    const std::vector<std::size_t>& front) {
  const Offer& best = best_offer(data, offers);
  const Metric& metric = *data.objective;
  std::string text = fmt::format("The best ({}) takes {} per run.", group_name(data, best.group),
                                 time.text(best.seconds.mean));
  const bool is_on_front = best.group == offers[front.back()].group;
  if (front.size() == 1 && is_on_front) return text + " No other group is cheaper.";
  const Offer& cheap = offers[is_on_front ? front[front.size() - 2] : front.back()];
  if (!is_on_front)
    return text + fmt::format(" As good and cheaper: {}, at {} per run.", group_name(data, cheap.group),
                              duration_text(cheap.seconds.mean));
  const double worse = data.scores[cheap.group].mean - data.scores[best.group].mean;
  return text + fmt::format(" Next on the cost-quality front: {}, at {} per run and {} worse{}.",
                            group_name(data, cheap.group), duration_text(cheap.seconds.mean),
                            magnitude_text(metric, worse), verdict_text(data, cheap.group, best.group));
}

std::string failed_text(std::size_t groups) {
  return groups == 0 ? "none" : plural(groups, "group") + " with failed runs";
}

/// Wall time over the CPU time of the training's thread, of all runs that have both; NaN where none has.
double wall_over_cpu(const SweepData& data) {
  double wall = 0, cpu = 0;
  data.for_each_run([&](std::size_t, std::size_t, const Run& run) {
    if (!(run.cpu_seconds > 0)) return;
    wall += run.wall_seconds;
    cpu += run.cpu_seconds;
  });
  return cpu > 0 ? wall / cpu : statistics::no_value;
}

/// Said where times are larger than the work by a fifth; an idle machine is within a few per cent.
std::string waiting_text(double ratio) {
  constexpr double large = 1.2;
  return ratio > large
             ? fmt::format(
                   "; runs waited for the CPU: wall time is {:.2g} times CPU time, so the machine was "
                   "shared",
                   ratio)
             : "";
}

std::string method_text(const RunTime& time) {
  return time.is_cpu()
             ? "time is the CPU time of a run's training"
             : "time is the wall time of a run on one worker: not every run has its CPU time stored";
}

bool is_log(const std::vector<Offer>& offers) {
  const auto [least, most] =
      std::minmax_element(offers.begin(), offers.end(),
                          [](const Offer& a, const Offer& b) { return a.seconds.mean < b.seconds.mean; });
  return least->seconds.mean > 0 && most->seconds.mean > 10 * least->seconds.mean;
}

}  // namespace

std::optional<ParetoSection> pareto_section(const SectionSource& source) {
  const SweepData& data = source.data;
  const RunTime time(data);
  std::vector<Offer> all = offers(data, time);
  if (all.empty())
    return missing_section<ParetoSection>(
        "No group has all its runs completed, so there is no value to weigh against time.");
  const std::size_t count = all.size();
  mark_front(all);
  ParetoSection section;
  section.front = keep(all);
  section.finding = finding(data, time, all, section.front);
  section.note = {.n = "a point is a group",
                  .method = method_text(time) + waiting_text(wall_over_cpu(data)),
                  .exclusions = failed_text(data.comparable_groups() - count) +
                                (all.size() < count ? fmt::format("; of {} others the best {} are shown",
                                                                  count_text(count), count_text(all.size()))
                                                    : "")};
  say_what_is_compared(data, section);
  section.interval = "95 % interval of the mean over seeds";
  section.cost_label = time.name() + " of a run";
  section.cost_unit = "s";
  section.log_cost = is_log(all);
  for (const Offer& offer : all)
    section.points.push_back(
        {.group = offer.group, .value = estimate(data.scores[offer.group]), .cost = estimate(offer.seconds)});
  return section;
}

Json section_json(const ParetoSection& section, const SweepData& data) {
  Json json = words_json(section);
  json["metric"] = data.objective->name;
  json["statistic"] = section.statistic;
  json["interval"] = section.interval;
  json["group"] = column(section.points, &ParetoPoint::group);
  add_estimates(json, section.points, &ParetoPoint::value);
  json["cost"] = {{"label", section.cost_label},
                  {"unit", section.cost_unit},
                  {"scale", section.log_cost ? "log" : "linear"}};
  add_intervals(json["cost"], section.points, &ParetoPoint::cost);
  json["front"] = section.front;
  return json;
}

}  // namespace tryall::reports
