#pragma once

#include <sqlite3.h>

#include <cstring>

namespace tryall::testing {

/// While it lives, every write, sync, truncation and deletion of SQLite's from the `first` on fails with
/// `code`; where it is not `lasting`, only that one. Files that are opened meanwhile are to be closed before.
class FaultyDisk {
 public:
  FaultyDisk(int first, int code, bool lasting) : system_(sqlite3_vfs_find(nullptr)) {
    state() = {first, code, lasting, 0, system_};
    vfs_ = *system_;
    vfs_.zName = "faulty";
    vfs_.pNext = nullptr;
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + system_->szOsFile;
    vfs_.xOpen = open;
    vfs_.xDelete = [](sqlite3_vfs*, const char* name, int sync) {
      return failed() ? state().code : state().system->xDelete(state().system, name, sync);
    };
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(system_, 1);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// All that follow fail.
  static void fail_from_now() { state().first = state().count + 1; }
  /// How many there were so far.
  static int count() { return state().count; }

 private:
  struct File {
    sqlite3_file base;
    sqlite3_file* real;
  };
  struct State {
    int first, code;
    bool lasting;
    int count;
    sqlite3_vfs* system;
  };

  static State& state() {
    static State one{};
    return one;
  }
  static bool failed() {
    const int place = ++state().count;
    return state().lasting ? place >= state().first : place == state().first;
  }
  static sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* given) {
    auto* faulty = reinterpret_cast<File*>(file);
    faulty->base.pMethods = nullptr;
    faulty->real = reinterpret_cast<sqlite3_file*>(faulty + 1);
    std::memset(faulty->real, 0, static_cast<std::size_t>(state().system->szOsFile));
    const int code = state().system->xOpen(state().system, name, faulty->real, flags, given);
    if (faulty->real->pMethods != nullptr) faulty->base.pMethods = &methods();
    return code;
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods all = {
        2,
        [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); },
        [](sqlite3_file* f, void* to, int count, sqlite3_int64 at) {
          return real(f)->pMethods->xRead(real(f), to, count, at);
        },
        [](sqlite3_file* f, const void* from, int count, sqlite3_int64 at) {
          return failed() ? state().code : real(f)->pMethods->xWrite(real(f), from, count, at);
        },
        [](sqlite3_file* f, sqlite3_int64 size) {
          return failed() ? state().code : real(f)->pMethods->xTruncate(real(f), size);
        },
        [](sqlite3_file* f, int flags) {
          return failed() ? state().code : real(f)->pMethods->xSync(real(f), flags);
        },
        [](sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); },
        [](sqlite3_file* f, int lock) { return real(f)->pMethods->xLock(real(f), lock); },
        [](sqlite3_file* f, int lock) { return real(f)->pMethods->xUnlock(real(f), lock); },
        [](sqlite3_file* f, int* is) { return real(f)->pMethods->xCheckReservedLock(real(f), is); },
        [](sqlite3_file* f, int what, void* about) {
          return real(f)->pMethods->xFileControl(real(f), what, about);
        },
        [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
        [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
        [](sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
          return real(f)->pMethods->xShmMap(real(f), page, size, extend, memory);
        },
        [](sqlite3_file* f, int offset, int count, int flags) {
          return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
        },
        [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
        [](sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); },
        nullptr,
        nullptr};
    return all;
  }

  sqlite3_vfs* system_;
  sqlite3_vfs vfs_{};
};

}  // namespace tryall::testing
