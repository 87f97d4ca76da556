#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <string_view>

#include "report/sections/sections.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/utf8.hpp"

namespace tryall::reports {

Report make_report(const StoreReader& store, const SweepRow& sweep, const ReportOptions& options) try {
  const StoreReader::Snapshot snapshot(store);
  Report report{.generator = options.generator,
                .data = std::make_shared<const SweepData>(read_sweep_data(store, sweep, options))};
  if (report.data->run_count > 0) {
    const SectionSource source{store, *report.data, options};
#define TRYALL_SECTION(type, name, title) report.name = name##_section(source);
    TRYALL_REPORT_SECTIONS(TRYALL_SECTION)
#undef TRYALL_SECTION
  }
  report.overview = overview_section(report);
  return report;
} catch (...) {
  sweeps::fail_with(store.file(), std::current_exception());
}

namespace {

bool stays(std::string_view character) {
  const char c = character[0];
  return character.size() > 1 || std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' ||
         c == '-';
}

/// FNV-1a.
std::string mark_of(std::string_view text) {
  std::uint32_t hash = 2166136261;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return fmt::format("{:08x}", hash);
}

}  // namespace

std::string file_name(const std::string& sweep, const std::string& ending) {
  constexpr std::size_t most_bytes = 180;  // of 255: a figure's name and an ending come behind it
  std::string name;
  bool whole = true;
  for (std::string_view rest = sweep; !rest.empty();) {
    const std::size_t size = character_size(rest);
    const bool kept = size > 0 && stays(rest.substr(0, size));
    const std::string_view next = kept ? rest.substr(0, size) : "-";
    whole = whole && kept && name.size() + next.size() <= most_bytes;
    if (name.size() + next.size() > most_bytes) break;
    name += next;
    rest.remove_prefix(std::max<std::size_t>(size, 1));
  }
  if (name.empty() || name[0] == '.' || name[0] == '-') {
    name.insert(0, "sweep");
    whole = false;
  }
  return whole ? name + ending : name + "-" + mark_of(sweep) + ending;
}

}  // namespace tryall::reports
