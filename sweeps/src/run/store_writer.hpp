#pragma once

#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "tryall/sweeps/store/store.hpp"

namespace tryall::sweeps {

/// The one thread that writes to the store. Runs that arrive while it writes go together in the next
/// transaction. Once results could not be written nothing more is; where only the progress could not be
/// noted, the writer has failed, but writes what comes.
class StoreWriter {
 public:
  explicit StoreWriter(Store& store) : store_(store), thread_([this] { write_all(); }) {}
  ~StoreWriter() { stop(); }
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;

  /// Hands a run over; waits when the writer is far behind. False when writing has failed.
  bool push(RunRecord run);
  /// Hands a checkpoint over; it is stored after the runs that were pushed before it. Of one
  /// training in progress the last that waits is written.
  void push(CheckpointRecord checkpoint);
  /// Says how far a session is; of what waits the last is written.
  void push_progress(std::int64_t session, std::string progress);
  /// Says that a training is done: the checkpoints from before its end can go.
  void push_finished(std::string checkpoint_key);
  /// Runs that are safely stored.
  std::size_t written() const;
  bool failed() const;
  /// Writes what was pushed and ends the thread; rethrows what went wrong.
  void finish();

 private:
  void stop();
  void write_all();
  std::exception_ptr note_progress(const std::pair<std::int64_t, std::string>& progress);

  Store& store_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_, written_some_;
  std::vector<RunRecord> waiting_;
  std::vector<CheckpointRecord> checkpoints_;
  std::vector<std::string> finished_;
  std::optional<std::pair<std::int64_t, std::string>> progress_;
  std::size_t written_ = 0;
  bool closing_ = false;
  std::exception_ptr error_;
  bool broken_ = false;  // results can no longer be written
  std::thread thread_;
};

}  // namespace tryall::sweeps
