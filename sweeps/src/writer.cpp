#include "writer.hpp"

namespace tryall::sweeps {
namespace {

constexpr std::size_t most_waiting = 4096;

}  // namespace

bool Writer::push(RunRecord run) {
  std::unique_lock lock(mutex_);
  written_some_.wait(lock, [&] { return waiting_.size() < most_waiting || error_; });
  if (error_) return false;
  waiting_.push_back(std::move(run));
  arrived_.notify_one();
  return true;
}

std::size_t Writer::written() const {
  const std::lock_guard lock(mutex_);
  return written_;
}

bool Writer::failed() const {
  const std::lock_guard lock(mutex_);
  return error_ != nullptr;
}

void Writer::stop() {
  {
    const std::lock_guard lock(mutex_);
    closing_ = true;
  }
  arrived_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Writer::finish() {
  stop();
  if (error_) std::rethrow_exception(error_);
}

void Writer::write_all() {
  std::unique_lock lock(mutex_);
  for (;;) {
    arrived_.wait(lock, [&] { return !waiting_.empty() || closing_; });
    if (waiting_.empty()) return;
    std::vector<RunRecord> batch;
    batch.swap(waiting_);
    lock.unlock();
    std::exception_ptr error;
    try {
      store_.add(batch);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    if (error) {
      error_ = error;
      written_some_.notify_all();
      return;
    }
    written_ += batch.size();
    written_some_.notify_all();
  }
}

}  // namespace tryall::sweeps
