#include "sweep.hpp"

#include "tryall/sweeps/store/sqlite_store.hpp"

// extending: sweep
tryall::sweeps::Summary run_sweep(tryall::sweeps::Trainer& trainer, const std::string& text,
                                  const std::filesystem::path& store) {
  using namespace tryall::sweeps;
  const Sweep sweep = read_sweep(Document::parse(text, "sweep.json"), trainer.vocabulary());
  SqliteStore results(store);
  return execute(make_plan(sweep, trainer), {.trainer = trainer, .store = results, .jobs = 2});
}
// end
