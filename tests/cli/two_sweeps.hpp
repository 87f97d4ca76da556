#pragma once

#include "trained_sweep.hpp"

namespace tryall::testing {

/// A store of 12 runs: "tiny" with the learning rates 0.01 and 0.1 (tiny#1), edited to 0.1 and 0.3 (tiny#2),
/// and "other" with 0.01. Of the eight runs of tiny#1, four are also in tiny#2 and the other four in "other".
struct TwoTinySweeps : TrainedSweep {
  TwoTinySweeps() {
    REQUIRE(run({"run", "tiny.json", "--set", "learning_rate=0.1,0.3", "-q"}).status == 0);
    std::string other = tiny_sweep;
    other.replace(other.find("tiny"), 4, "other");
    folder.write("other.json", other);
    REQUIRE(run({"run", "other.json", "--set", "learning_rate=0.01", "-q"}).status == 0);
  }

  std::string sound() const { return run({"doctor"}).out; }
  /// How many runs are stored.
  std::string runs() const { return query({"--sql", "SELECT count(*) FROM v_runs", "--format", "csv"}).out; }
};

}  // namespace tryall::testing
