#include "run/store_writer.hpp"

#include <utility>

namespace tryall::sweeps {
namespace {

constexpr std::size_t most_waiting = 4096;

}  // namespace

bool StoreWriter::push(RunRecord run) {
  std::unique_lock lock(mutex_);
  written_some_.wait(lock, [&] { return waiting_.size() < most_waiting || broken_; });
  if (broken_) return false;
  waiting_.push_back(std::move(run));
  arrived_.notify_one();
  return true;
}

void StoreWriter::push(CheckpointRecord checkpoint) {
  const std::lock_guard lock(mutex_);
  std::erase_if(checkpoints_, [&](const CheckpointRecord& waiting) {
    return !waiting.at_end && waiting.key == checkpoint.key;
  });
  checkpoints_.push_back(std::move(checkpoint));
  arrived_.notify_one();
}

void StoreWriter::push_finished(std::string checkpoint_key) {
  const std::lock_guard lock(mutex_);
  finished_.push_back(std::move(checkpoint_key));
  arrived_.notify_one();
}

void StoreWriter::push_progress(std::int64_t session, std::string progress) {
  const std::lock_guard lock(mutex_);
  progress_.emplace(session, std::move(progress));
  arrived_.notify_one();
}

std::size_t StoreWriter::written() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

bool StoreWriter::failed() const {
  const std::lock_guard lock(mutex_);
  return error_ != nullptr;
}

void StoreWriter::stop() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void StoreWriter::finish() {
  stop();
  if (error_) std::rethrow_exception(error_);
}

/// Results are written even where it fails.
std::exception_ptr StoreWriter::note_progress(const std::pair<std::int64_t, std::string>& progress) {
  try {
    store_.note_progress(progress.first, progress.second);
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

void StoreWriter::write_all() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto idle = [&] {
      return waiting_.empty() && checkpoints_.empty() && finished_.empty() && !progress_;
    };
    arrived_.wait(lock, [&] { return !idle() || closing_; });
    if (idle()) return;
    const std::vector<RunRecord> batch = std::exchange(waiting_, {});
    const std::vector<CheckpointRecord> checkpoints = std::exchange(checkpoints_, {});
    const std::vector<std::string> finished = std::exchange(finished_, {});
    const auto progress = std::exchange(progress_, std::nullopt);
    lock.unlock();
    std::exception_ptr error;
    try {
      if (!batch.empty()) store_.add(batch);
      if (!checkpoints.empty() || !finished.empty()) store_.keep(checkpoints, finished);
    } catch (...) {
      error = std::current_exception();
    }
    const std::exception_ptr no_progress = error || !progress ? nullptr : note_progress(*progress);
    lock.lock();
    if (error || (no_progress && !error_)) error_ = error ? error : no_progress;
    if (error) {
      broken_ = true;
      written_some_.notify_all();
      return;
    }
    written_ += batch.size();
    written_some_.notify_all();
  }
}

}  // namespace tryall::sweeps
