#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/everything/try_everything.hpp"
#include "tryall/random.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::testing {

/// Made-up tables of four numbers and two classes or a number, the same on every machine.
struct MadeTable {
  std::uint64_t seed = 0;
  double noise = 1;     ///< Beside a signal of about 1.
  bool heavy = false;   ///< The noise has heavy tails: the cube of a normal number.
  bool classes = true;  ///< Otherwise a number.
  bool random = false;  ///< The target has nothing to do with the numbers.

  /// Rows that are the same from wherever one begins.
  std::string csv(std::size_t first, std::size_t rows) const {
    std::string text = "a,b,c,d,target\n";
    for (std::size_t row = first; row < first + rows; ++row) text += line(row);
    return text;
  }

 private:
  std::string line(std::size_t row) const {
    const Stream stream(seed, Purpose::init);
    const auto draw = [&](std::size_t k) { return stream.normal(8 * row + k); };
    const double error = heavy ? draw(4) * draw(4) * draw(4) : draw(4);
    const double target = (random ? 0 : draw(0) + draw(1) * draw(2)) + noise * error;
    std::string text;
    for (std::size_t k = 0; k < 4; ++k) text += std::to_string(draw(k)) + ",";
    return text + (classes ? target > 0.3 ? "yes" : "no" : std::to_string(target)) + "\n";
  }
};

/// Tries everything on a table in the folder, where the store is, too.
inline everything::Answer answer_for(const TemporaryFolder& folder, const std::string& table,
                                     std::int64_t epochs, int jobs = 1) {
  sweeps::NativeTrainer trainer(folder.path());
  everything::Workshop workshop{.trainer = trainer, .store = folder / "tryall.db", .jobs = jobs, .train = {}};
  workshop.train = [&](const sweeps::Plan& plan, const sweeps::Budget& budget) {
    sweeps::SqliteStore store(workshop.store);
    return sweeps::execute(plan, {.trainer = trainer, .store = store, .jobs = jobs, .budget = budget});
  };
  const Choice dataset{"csv", {{"file", (folder / table).string()}}};
  const everything::Question question{
      .name = "made", .dataset = with_defaults(data::sources(), dataset), .epochs = epochs};
  return everything::try_everything(question, workshop);
}

}  // namespace tryall::testing
